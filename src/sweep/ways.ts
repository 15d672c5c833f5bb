/**
 * The ways of training that a sweep compares, and the grid that it trains of each: over λ where the way is a penalty,
 * over ε where it is adversarial training.
 */
import type { TrainingSettings } from '../training/settings';
import type { Measure } from './measure-names';
import { WAY_IDS, type WayId } from './way-ids';

export { WAY_IDS, type WayId };

/** What is set of a way at one point of its grid. */
export type Strength = Partial<
  Pick<TrainingSettings, 'lambda' | 'adversarialEpsilon' | 'adversarialSteps'>
>;

export interface SweepWay {
  readonly id: WayId;
  readonly name: string;
  /** What the penalty lowers, as far as it is one of the measures (GAL lowers cosines). */
  readonly trainedOn: Measure | null;
  /** What all points of the grid have in common. */
  readonly fixed: Pick<TrainingSettings, 'penalty' | 'metric' | 'adversarial'>;
  /** The grid that is trained where nobody asks for another. */
  readonly grid: readonly Strength[];
}

const lambdas = (...values: number[]): Strength[] => values.map((lambda) => ({ lambda }));

function penalty(
  id: WayId,
  name: string,
  trainedOn: Measure,
  own: TrainingSettings['penalty'],
  grid: readonly Strength[],
  metric: TrainingSettings['metric'] = 'uniform',
): SweepWay {
  return { id, name, trainedOn, fixed: { penalty: own, metric, adversarial: 'none' }, grid };
}

function adversarial(
  id: WayId,
  name: string,
  whose: TrainingSettings['adversarial'],
  grid: readonly Strength[],
): SweepWay {
  const fixed = { penalty: 'none', metric: 'uniform', adversarial: whose } as const;
  return { id, name, trainedOn: null, fixed, grid };
}

/** ε and steps of the images that adversarial training is at. */
const WEAK: Strength = { adversarialEpsilon: 0.03, adversarialSteps: 5 };
const STRONG: Strength = { adversarialEpsilon: 0.06, adversarialSteps: 7 };

export const SWEEP_WAYS: readonly SweepWay[] = [
  {
    id: 'none',
    name: 'No penalty',
    trainedOn: null,
    fixed: { penalty: 'none', metric: 'uniform', adversarial: 'none' },
    grid: [{}],
  },
  penalty('cosine', 'Cosine', 'cosine', 'cosine', lambdas(0.3, 1, 3, 10)),
  penalty('gal', 'GAL', 'cosine', 'gal', lambdas(0.1, 0.3, 1)),
  penalty('gdr', 'GDR', 'gdr', 'gdr', lambdas(0.3, 1, 3, 10)),
  penalty('gdr-spread', 'GDR spread', 'gdrSpread', 'gdr', lambdas(1, 3, 10), 'spread'),
  penalty('norm', 'Length', 'norm', 'norm', lambdas(0.3, 1, 3)),
  penalty('joint-slope', 'Joint slope', 'jointSlope', 'joint-slope', lambdas(0.3, 1, 3)),
  adversarial('adversarial-member', 'Adversarial, each member', 'member', [WEAK]),
  adversarial('adversarial-ensemble', 'Adversarial, the ensemble', 'ensemble', [WEAK, STRONG]),
];

/** @throws RangeError where there is none of that name */
export function sweepWay(id: string): SweepWay {
  const way = SWEEP_WAYS.find((own) => own.id === id);
  if (!way) throw new RangeError(`there is no way ${id}, only ${WAY_IDS.join(', ')}`);
  return way;
}

/** The way that such settings train; null where they are none of the list, a penalty on top of another for example. */
export function sweepWayOf(
  settings: Pick<TrainingSettings, 'penalty' | 'metric' | 'adversarial'>,
): SweepWay | null {
  const { penalty, adversarial } = settings;
  // Without a penalty no pixels are weighed.
  const metric = penalty === 'none' ? 'uniform' : settings.metric;
  return (
    SWEEP_WAYS.find(
      ({ fixed }) =>
        fixed.penalty === penalty && fixed.metric === metric && fixed.adversarial === adversarial,
    ) ?? null
  );
}

/** λ, or ε of the images that were trained at; null where the way has neither. */
export function strengthOf(
  settings: Pick<TrainingSettings, 'penalty' | 'lambda' | 'adversarial' | 'adversarialEpsilon'>,
): { readonly symbol: 'λ' | 'ε'; readonly value: number } | null {
  if (settings.penalty !== 'none') return { symbol: 'λ', value: settings.lambda };
  if (settings.adversarial === 'none') return null;
  return { symbol: 'ε', value: settings.adversarialEpsilon };
}
