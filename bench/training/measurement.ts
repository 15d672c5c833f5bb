/** What is timed: the step of one configuration, or an attack on an ensemble of one size. */
import type { BenchSettings } from './problem';

export interface Measurement {
  readonly what: 'step' | 'attack';
  readonly settings: BenchSettings;
}

/** The row of our step under GDR with all pixels alike, beside that of each other penalty. */
export const GDR_STEP = 'gdr step';

/** One line of a table; null where nothing of the kind was measured. */
export interface Row {
  readonly contender: string;
  readonly milliseconds: number | null;
  /** Kernel launches; null where there is no WebGPU. */
  readonly launches: number | null;
  /** Its time over that of `ours`, a median over the rounds. */
  readonly ratio: number | null;
  readonly rounds: number;
  /** Relative, against float64; null for the floor. */
  readonly error: number | null;
  /** Of the product that the floor is made of; null for all others. */
  readonly gigaflops: number | null;
  readonly wrong: boolean;
  readonly note: string;
}

export interface Measured extends Measurement {
  readonly adapter: string;
  readonly environment: string;
  readonly rows: readonly Row[];
}

export interface Grid extends Omit<BenchSettings, 'members' | 'penalty' | 'metric'> {
  readonly members: readonly BenchSettings['members'][];
  readonly penalty: readonly BenchSettings['penalty'][];
  readonly metric: readonly BenchSettings['metric'][];
}

/**
 * Every number of members with every penalty in every metric, then the attacks, in which no penalty has a part.
 * No penalty has no metric.
 */
export function measurementsOf({ members, penalty, metric, ...rest }: Grid): Measurement[] {
  const ways = penalty.flatMap((name) =>
    (name === 'none' ? (['uniform'] as const) : metric).map((of) => ({
      penalty: name,
      metric: of,
    })),
  );
  return [
    ...members.flatMap((n) =>
      ways.map((way): Measurement => {
        return { what: 'step', settings: { ...rest, members: n, ...way } };
      }),
    ),
    ...members.map((n): Measurement => {
      const way = { penalty: 'none', metric: 'uniform' } as const;
      return { what: 'attack', settings: { ...rest, members: n, ...way } };
    }),
  ];
}
