/** The preset that the link stands at, if any. */
import { useStore } from 'zustand';
import { linkState } from '../../share/link-state';
import { type SharedKey, type SharedValues, settingOf } from '../../share/shareable-settings';
import { PRESETS, type Preset } from './playground-presets';

export function usePreset(): Preset | undefined {
  return useStore(linkState, ({ values }) => PRESETS.find((preset) => isAt(preset, values)));
}

function isAt({ values: own }: Preset, values: SharedValues): boolean {
  return (Object.keys(own) as (SharedKey & keyof typeof own)[]).every((key) => {
    const { kind } = settingOf(key);
    return kind.write(own[key]) === kind.write(values[key]);
  });
}
