/** One comparison, in a page or in Node: check that all attack alike, then time them in turns. */
import type { ShardSource } from '../../src/data/source';
import { type BenchSettings, openProblem } from '../training/problem';
import { ratio, timeInTurns } from '../training/timing';
import type { Attacker } from './attacker';
import { jaxAttacker } from './jax';
import { ours } from './ours';
import { textbook } from './textbook';

export interface Comparison {
  readonly settings: BenchSettings;
  /** Images attacked at once. */
  readonly images: number;
}

export interface Row {
  readonly attacker: string;
  /** Null where it failed. */
  readonly milliseconds: number | null;
  /** Its time over that of `ours`, a median over the rounds. */
  readonly ratio: number | null;
  readonly rounds: number;
  /** Share of the pixels that are not where `ours` has them. */
  readonly apart: number;
  readonly wrong: boolean;
  readonly note: string;
}

export interface Compared extends Comparison {
  readonly rows: readonly Row[];
}

const FEWEST_ROUNDS = 3;
/** How far apart a pixel may be, and how many may be farther: signs of slopes that are all but zero. */
const NEAR = 1e-4;
const MOST_APART = 0.01;

const MAKERS = { ours, textbook, 'jax-js': jaxAttacker };

export async function compare(
  source: ShardSource,
  comparison: Comparison,
  log: (line: string) => void,
): Promise<Compared> {
  const { settings, images } = comparison;
  const problem = await openProblem(source, settings, images);
  const attackers: Attacker[] = [];
  const checked: Row[] = [];
  const failed: Row[] = [];
  let reference: Float32Array | null = null;
  for (const [attacker, make] of Object.entries(MAKERS)) {
    const row = { attacker, milliseconds: null, ratio: null, rounds: 0, note: '' };
    try {
      const made = await make(problem);
      made.attack();
      const found = await made.adversarial();
      reference ??= found;
      const apart = shareApart(found, reference);
      attackers.push(made);
      checked.push({ ...row, apart, wrong: !(apart <= MOST_APART) });
    } catch (error) {
      const note = error instanceof Error ? error.message : String(error);
      failed.push({ ...row, apart: 1, wrong: true, note });
    }
  }
  const until = performance.now() + 1000 * settings.seconds;
  const timings = await timeInTurns(
    attackers.map((attacker) => ({
      name: attacker.name,
      run: () => attacker.attack(),
      settle: () => attacker.settle(),
    })),
    { until, fewestRounds: FEWEST_ROUNDS },
    log,
  );
  for (const { dispose } of attackers) dispose();
  const base = attackers[0]?.name === 'ours' ? timings[0]! : null;
  const rows = checked.map((row, k): Row => {
    const { milliseconds, samples } = timings[k]!;
    const times = base && ratio(timings[k]!, base);
    return { ...row, milliseconds, ratio: times, rounds: samples.length };
  });
  return { ...comparison, rows: [...rows, ...failed] };
}

/** Also where a pixel is no number. */
export function shareApart(found: Float32Array, reference: Float32Array): number {
  const far = found.reduce(
    (count, x, k) => count + Number(!(Math.abs(x - reference[k]!) <= NEAR)),
    0,
  );
  return far / reference.length;
}
