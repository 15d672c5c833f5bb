/** The Lab as the reader has left it, kept across reloads: the settings of the next run, and the switch. */
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import {
  DEFAULT_SETTINGS,
  problemWith,
  SETTING_NAMES,
  type TrainingSettings,
} from '../../engine/protocol';
import type { SharedValues } from '../../share/shareable-settings';
import { keepInStep } from '../keep-in-step';

export const useLabSettings = create<TrainingSettings>()(
  persist((): TrainingSettings => DEFAULT_SETTINGS, {
    name: 'lab',
    // What lies in storage may be anything.
    merge: (stored, initial) => ({ ...initial, ...soundPart(stored) }),
  }),
);

keepInStep(useLabSettings, {
  toLink: (settings: TrainingSettings) =>
    Object.fromEntries(
      SETTING_NAMES.map((name) => [`lab.${name}`, settings[name]]),
    ) as Partial<SharedValues>,
  fromLink: (values) =>
    Object.fromEntries(
      SETTING_NAMES.map((name) => [name, values[`lab.${name}`]]),
    ) as unknown as TrainingSettings,
});

/** Whether every change of a setting starts the run over. */
export const useRetrainLive = create<{ readonly on: boolean }>()(
  persist(() => ({ on: false }), {
    name: 'retrain-live',
    merge: (stored) => ({ on: (stored as { on?: unknown } | null | undefined)?.on === true }),
  }),
);

keepInStep(useRetrainLive, {
  toLink: ({ on }) => ({ 'lab.live': on }),
  fromLink: (values) => ({ on: values['lab.live'] }),
});

/** The entries that are settings and in range; the others fall back to their defaults. */
export function soundPart(stored: unknown): Partial<TrainingSettings> {
  if (typeof stored !== 'object' || stored === null) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(
      ([key, value]) =>
        SETTING_NAMES.includes(key as keyof TrainingSettings) &&
        problemWith(key as keyof TrainingSettings, value) === null,
    ),
  );
}
