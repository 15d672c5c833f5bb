/** Interleaved rounds: all that is compared runs in turn, so that a busy moment strikes all alike. */

import { duration } from '../progress';

export interface Timed {
  readonly name: string;
  run(): void | Promise<void>;
  /** Ends when the device has done everything. */
  settle(): Promise<void>;
}

export interface Timing {
  readonly name: string;
  /** Median over the rounds, of one run. */
  readonly milliseconds: number;
  /** Of one run, a mean for each round. */
  readonly samples: readonly number[];
  /** Runs between two waits. */
  readonly runsPerRound: number;
}

export interface Schedule {
  /** On the clock of `performance.now()`: the last round is the one that would end before. */
  readonly until: number;
  /** Taken however long they last. */
  readonly fewestRounds: number;
}

/** Of each in a round; less where the fewest rounds would take longer than there is time. */
const TURN_MILLISECONDS = 100;
/** jax-js puts off what nobody waits for, and takes several times as long for each of a hundred. */
const MOST_RUNS = 20;
const WARM_UP_ROUNDS = 3;

export async function timeInTurns(
  contestants: readonly Timed[],
  { until, fewestRounds }: Schedule,
  log: (line: string) => void,
): Promise<Timing[]> {
  const runs: number[] = [];
  let roundMilliseconds = 0;
  const share = Math.max(0, until - performance.now()) / (fewestRounds * contestants.length);
  const turn = Math.min(TURN_MILLISECONDS, share);
  for (const contestant of contestants) {
    let estimate = await round(contestant, 1);
    // What is slow has no need of more.
    for (let k = 0; k < WARM_UP_ROUNDS && estimate < TURN_MILLISECONDS; k++) {
      estimate = await round(contestant, 1);
    }
    const fitting = Math.round(turn / estimate);
    runs.push(Math.min(MOST_RUNS, Math.max(1, fitting)));
    roundMilliseconds += estimate * runs.at(-1)!;
  }
  const left = Math.max(until - performance.now(), fewestRounds * roundMilliseconds);
  log(`  timing, rounds of ${Math.ceil(roundMilliseconds)} ms: ${duration(left / 1000)} left`);
  const samples: number[][] = contestants.map(() => []);
  const fits = () => performance.now() + roundMilliseconds < until;
  for (let r = 0; r < fewestRounds || fits(); r++) {
    for (let k = 0; k < contestants.length; k++) {
      // Each round begins with another of them.
      const c = (k + r) % contestants.length;
      samples[c]!.push((await round(contestants[c]!, runs[c]!)) / runs[c]!);
    }
  }
  return contestants.map(({ name }, c) => ({
    name,
    milliseconds: median(samples[c]!),
    samples: samples[c]!,
    runsPerRound: runs[c]!,
  }));
}

/** @returns milliseconds, until the device is done */
async function round({ run, settle }: Timed, runs: number): Promise<number> {
  const began = performance.now();
  for (let k = 0; k < runs; k++) await run();
  await settle();
  return performance.now() - began;
}

/** Median over the rounds of the time over that of `base`: what strikes a whole round leaves it alone. */
export function ratio(timing: Timing, base: Timing): number {
  return median(timing.samples.map((sample, r) => sample / base.samples[r]!));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
