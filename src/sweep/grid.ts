/** Which ensembles a sweep trains, and which surrogates it attacks them by. */
import type { SurrogateKind } from '../attacks/swept-attacks';
import { DEFAULT_SETTINGS, RANGES, type TrainingSettings } from '../training/settings';
import { type Strength, SWEEP_WAYS, type SweepWay } from './ways';

/** A way of training at one strength. */
export interface WayPoint {
  readonly way: SweepWay;
  readonly strength: Strength;
}

export const DEFAULT_POINTS: readonly WayPoint[] = SWEEP_WAYS.flatMap((way) =>
  way.grid.map((strength) => ({ way, strength })),
);

export interface SweepGrid {
  readonly members: readonly number[];
  readonly seeds: readonly number[];
  readonly points: readonly WayPoint[];
  /** Of the training set, from the first. */
  readonly images: number;
  readonly epochs: number;
}

export const DEFAULT_GRID: SweepGrid = {
  members: [2, 3, 5],
  seeds: [1, 2, 3],
  points: DEFAULT_POINTS,
  images: 12_800,
  epochs: 5,
};

/** Widths of the hidden layers, and images a step, of every ensemble of a sweep. */
const HIDDEN = [64, 64] as const;
const BATCH = 128;

/** The settings of a way at one strength, as a sweep trains them. */
export function settingsAt(
  { way, strength }: WayPoint,
  {
    members,
    seed,
    images,
    epochs,
  }: Pick<TrainingSettings, 'members' | 'seed' | 'images' | 'epochs'>,
): TrainingSettings {
  return {
    ...DEFAULT_SETTINGS,
    hidden: HIDDEN,
    // Whoever has fewer images than a batch takes them all.
    batch: Math.min(BATCH, images),
    ...{ members, seed, images, epochs },
    ...way.fixed,
    ...strength,
  };
}

/** Every run of a grid: by number of members, then by seed, so that every way has come once before any comes twice. */
export function runsOf({ members, seeds, points, images, epochs }: SweepGrid): TrainingSettings[] {
  return members.flatMap((n) =>
    seeds.flatMap((seed) =>
      points.map((point) => settingsAt(point, { members: n, seed, images, epochs })),
    ),
  );
}

/** Every k-th run, from the i-th on: what one of k machines does. @param shard [i, k], i from 1 */
export function shardOf<T>(runs: readonly T[], [i, k]: readonly [number, number]): T[] {
  return runs.filter((_, r) => r % k === i - 1);
}

/** How far the seeds of surrogates are from the ensemble's own; apart, so that they are two where the way is `none`. */
const SEED_OFFSET: Readonly<Record<SurrogateKind, number>> = { plain: 100, same: 200 };

/** What is trained to attack the ensemble of these settings without knowing any of its members. */
export function surrogateSettings(
  settings: TrainingSettings,
  kind: SurrogateKind,
): TrainingSettings {
  const seed = (settings.seed + SEED_OFFSET[kind]) % (RANGES.seed.max + 1);
  if (kind === 'same') return { ...settings, seed };
  return { ...settings, penalty: 'none', metric: 'uniform', adversarial: 'none', seed };
}
