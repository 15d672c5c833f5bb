/** `npm run sweep -- check`: trains and rates some lines of a sweep again, drawn at random, and compares. */
import { stream } from '../src/data/random';
import { compareLines, TOLERANCES } from '../src/sweep/compare';
import type { SweepLine } from '../src/sweep/sweep-line';
import { choice, number, parseArguments, UsageError } from './arguments';
import { CommandProgress } from './command-progress';
import { NODE_BACKENDS } from './node-backend';
import { openWorkplace, sweepEnsemble } from './sweep-ensemble';
import { readSweepFile } from './sweep-file';
import { runInWords } from './sweep-grid';

const SAMPLE = 2;
const MOST = { min: 1, max: 100_000, integer: true } as const;
const SEEDS = { min: 0, max: 2 ** 31 - 1, integer: true } as const;

export async function sweepCheck(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArguments(args, {
    sample: number(MOST),
    seed: number(SEEDS),
    backend: choice(NODE_BACKENDS),
  });
  if (positionals.length === 0) throw new UsageError('check needs FILE.jsonl, one or more');
  const lines = positionals.flatMap(readSweepFile);
  if (lines.length === 0) throw new UsageError(`there is no ensemble in ${positionals.join(', ')}`);
  const { sample = SAMPLE, seed = 1, backend = 'wasm' } = values;
  const drawn = [...stream(seed, 'check').shuffle(lines.length)]
    .slice(0, sample)
    .map((k) => lines[k]!);
  const place = await openWorkplace(backend, null, true);
  const other = drawn.find(({ data }) => data !== place.data);
  if (other) {
    throw new Error(`${runInWords(other.settings)} was trained on other data than are here`);
  }
  const progress = new CommandProgress();
  let wrong = 0;
  for (const [k, line] of drawn.entries()) {
    const again = await sweepEnsemble(place, line.settings, line.rating.images, (what, share) =>
      progress.tell(`${k + 1} of ${drawn.length}: ${what}`, (k + share) / drawn.length),
    );
    progress.end();
    const lost = tell(line, again);
    if (lost) wrong += 1;
  }
  process.stdout.write(`${drawn.length - wrong} of ${drawn.length} come out again\n`);
  if (wrong > 0) process.exitCode = 1;
}

/** @returns whether they differ by more than is allowed */
function tell(line: SweepLine, again: SweepLine): boolean {
  const same = line.backend === again.backend;
  const tolerance = TOLERANCES[same ? 'same' : 'other'];
  const found = compareLines(line, again, tolerance);
  const beyond = found.filter(({ within }) => !within);
  const where = same ? again.backend : `${again.backend}, made on ${line.backend}`;
  const worst = (['accuracy', 'success', 'measure'] as const).map((kind) => {
    const own = found.filter((difference) => difference.kind === kind);
    const most = Math.max(0, ...own.map(({ difference }) => difference));
    return kind === 'measure'
      ? `measures ${(100 * most).toFixed(2)} %`
      : `${kind} ${most.toFixed(4)}`;
  });
  process.stdout.write(
    `${runInWords(line.settings)} on ${where}: ${beyond.length > 0 ? 'DIFFERS' : 'ok'}; most ${worst.join(', ')}\n`,
  );
  for (const { name, was, is } of beyond) process.stdout.write(`  ${name}: ${was}, now ${is}\n`);
  return beyond.length > 0;
}
