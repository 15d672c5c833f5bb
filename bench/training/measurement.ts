/** What is timed: the step of one configuration, or an attack on an ensemble of one size. */
import type { BenchSettings } from './problem';

export interface Measurement {
  readonly what: 'step' | 'attack';
  readonly settings: BenchSettings;
}

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

export interface Grid extends Omit<BenchSettings, 'members' | 'penalty'> {
  readonly members: readonly BenchSettings['members'][];
  readonly penalty: readonly BenchSettings['penalty'][];
}

/** Every number of members with every penalty, then the attacks, in which no penalty has a part. */
export function measurementsOf({ members, penalty, ...rest }: Grid): Measurement[] {
  return [
    ...members.flatMap((n) =>
      penalty.map((name): Measurement => {
        return { what: 'step', settings: { ...rest, members: n, penalty: name } };
      }),
    ),
    ...members.map((n): Measurement => {
      return { what: 'attack', settings: { ...rest, members: n, penalty: 'none' } };
    }),
  ];
}
