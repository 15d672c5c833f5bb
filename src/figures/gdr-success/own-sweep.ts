/** The ensembles of a reader's own sweep. */
import { DEFAULT_GRID, settingsAt } from '../../sweep/grid';
import { SWEEP_WAYS, sweepWay, type WayId } from '../../sweep/ways';
import { RANGES, type TrainingSettings } from '../../training/settings';

/** The ways that have a λ. */
export const PENALTY_WAYS = SWEEP_WAYS.filter(({ fixed }) => fixed.penalty !== 'none').map(
  ({ id }) => id,
);

/** Least λ above 0 of a range. */
export const LEAST_LAMBDA = 0.01;
const SEED = 1;

export interface OwnSweep {
  readonly way: WayId;
  readonly from: number;
  readonly to: number;
  readonly runs: number;
  readonly members: number;
}

/** From one λ to the other at equal ratios, of three digits; one λ is not taken twice. */
export function lambdasOf({ from, to, runs }: Pick<OwnSweep, 'from' | 'to' | 'runs'>): number[] {
  const [low, high] = [Math.min(from, to), Math.max(from, to)].map((lambda) =>
    Math.min(RANGES.lambda.max, Math.max(LEAST_LAMBDA, lambda)),
  ) as [number, number];
  const lambdas = Array.from({ length: runs }, (_, k) => {
    const lambda = low * (high / low) ** (runs > 1 ? k / (runs - 1) : 0);
    return Number(lambda.toPrecision(3));
  });
  return [...new Set(lambdas)];
}

/** Trained as those of the published sweep are. */
export function ownSweepSettings(own: OwnSweep): TrainingSettings[] {
  const { images, epochs } = DEFAULT_GRID;
  return lambdasOf(own).map((lambda) =>
    settingsAt(
      { way: sweepWay(own.way), strength: { lambda } },
      { members: own.members, seed: SEED, images, epochs },
    ),
  );
}
