/** Runs that make one point each, as a link carries them. */
import { useStore } from 'zustand';
import { linkState } from '../../share/link-state';
import { type SharedKey, type SharedValues, settingOf } from '../../share/shareable-settings';

type PlayValues = {
  [K in keyof SharedValues as K extends `play.${string}` ? K : never]: SharedValues[K];
};

export interface Preset {
  readonly name: string;
  /** What is to be seen, a sentence or two. */
  readonly look: string;
  readonly values: Partial<PlayValues>;
}

const MOONS = {
  'play.data': 'moons',
  'play.points': 200,
  'play.noise': 0.08,
  'play.members': 3,
  'play.hidden': [16, 16],
  'play.penalty': 'gdr',
  'play.learningRate': 0.01,
  'play.steps': 500,
  'play.seed': 1,
  'play.epsilon': 0.2,
  'play.layer': 'gdr',
} as const satisfies Partial<PlayValues>;

export const PRESETS: readonly Preset[] = [
  {
    name: 'Parallel',
    look: 'Without a penalty the boundaries lie on one another and the arrows point one way: nearly half of all directions lower every confidence.',
    values: { ...MOONS, 'play.lambda': 0 },
  },
  {
    name: 'Diverse',
    look: 'With a penalty on GDR the orange fades: the boundaries fan out, and what fools one member helps another.',
    values: { ...MOONS, 'play.lambda': 1 },
  },
];

/** The preset that the link stands at, if any. */
export function usePreset(): Preset | undefined {
  return useStore(linkState, ({ values }) => PRESETS.find((preset) => isAt(preset, values)));
}

function isAt({ values: own }: Preset, values: SharedValues): boolean {
  return (Object.keys(own) as (SharedKey & keyof typeof own)[]).every((key) => {
    const { kind } = settingOf(key);
    return kind.write(own[key]) === kind.write(values[key]);
  });
}
