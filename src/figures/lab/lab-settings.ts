/** The settings of the Lab's next run, as the link has them. */
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Session } from '../../engine/page/session';
import {
  LIVE_SETTINGS,
  type LiveSetting,
  SETTING_NAMES,
  type TrainingSettings,
} from '../../engine/protocol';
import { linkState, setShared } from '../../share/link-state';
import type { SharedValues } from '../../share/shareable-settings';

export function labSettings(values: SharedValues): TrainingSettings {
  return Object.fromEntries(
    SETTING_NAMES.map((name) => [name, values[`lab.${name}`]]),
  ) as unknown as TrainingSettings;
}

export function useLabSettings(): TrainingSettings {
  return useStore(
    linkState,
    useShallow(({ values }) => labSettings(values)),
  );
}

/** The Lab as a change of a setting finds it. */
export interface LabState {
  /** Those that the panel shows: of the run under way, or else of the next one. */
  readonly settings: TrainingSettings;
  readonly underWay: boolean;
  /** Whether a change starts the run over. */
  readonly live: boolean;
}

/**
 * Takes settings from the reader's hand: first into the link, which rounds them to what it can carry, and as
 * that to the run, so that a link names exactly what is trained.
 * @throws RangeError for a value that no link and no run can have; then nothing changes
 */
export async function changeSettings(
  runs: Pick<Session['runs'], 'change' | 'retrain'>,
  { settings, underWay, live }: LabState,
  changes: Partial<TrainingSettings>,
): Promise<void> {
  const wanted = live ? { ...settings, ...changes } : changes;
  setShared(Object.fromEntries(Object.entries(wanted).map(([own, to]) => [`lab.${own}`, to])));
  const linked = labSettings(linkState.getState().values);
  if (live) await runs.retrain(linked);
  else if (underWay) {
    const names = (Object.keys(changes) as (keyof TrainingSettings)[]).filter(isLive);
    await Promise.all(names.map((name) => runs.change(name, linked[name])));
  }
}

function isLive(name: keyof TrainingSettings): name is LiveSetting {
  return (LIVE_SETTINGS as readonly string[]).includes(name);
}
