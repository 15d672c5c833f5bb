/** Runs that make one point each, as a link carries them. */
import type { SharedValues } from '../../share/shareable-settings';

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
  'play.seed': 4,
  'play.epsilon': 0.2,
  'play.layer': 'gdr',
} as const satisfies Partial<PlayValues>;

/** Their numbers are of the runs that they begin; `playground.spec.ts` holds them to what the page then shows. */
export const PRESETS: readonly Preset[] = [
  {
    name: 'Parallel',
    look: 'λ = 0: the boundaries lie on one another, and along them nearly half of all directions lower every confidence. One step of 0.2 fools all three at half of the points.',
    values: { ...MOONS, 'play.lambda': 0 },
  },
  {
    name: 'Diverse',
    look: 'λ = 2: the boundaries fan out and the orange fades to half of what it was, at nearly the same accuracy. Between the lines members disagree.',
    values: { ...MOONS, 'play.lambda': 2 },
  },
  {
    name: 'Still fooled',
    look: 'The same ensemble, hatched where a step of 0.3 fools all. It has fewer directions to choose from; one is enough.',
    values: { ...MOONS, 'play.lambda': 2, 'play.layer': 'truth', 'play.epsilon': 0.3 },
  },
  {
    name: 'One calm member',
    look: 'A penalty on the joint slope, λ = 3: no step fools all, because one member hardly moves. It names one class nearly everywhere and is right at half of the points.',
    values: {
      ...MOONS,
      'play.penalty': 'joint-slope',
      'play.lambda': 3,
      'play.layer': 'slope',
    },
  },
  {
    name: 'XOR at a price',
    look: 'Four units can just do XOR, in one way. λ = 10 leaves no orange at the points: each member has given up a corner, another one each, and only the vote still gets it right.',
    values: {
      ...MOONS,
      'play.data': 'xor',
      'play.hidden': [4],
      'play.seed': 1,
      'play.lambda': 10,
    },
  },
];
