/** `npm run sweep`: trains and rates what of a grid is not in the file yet. */
import { mkdirSync, readFileSync } from 'node:fs';
import { openDataset } from '../src/data/dataset';
import { nodeSource } from '../src/data/node-source';
import { dataDigest } from '../src/sweep/data-digest';
import { DEFAULT_GRID, DEFAULT_POINTS, runsOf, shardOf, type WayPoint } from '../src/sweep/grid';
import { parseWays } from '../src/sweep/parse-ways';
import { lineKey, type SweepLine } from '../src/sweep/sweep-line';
import { strengthOf, sweepWayOf } from '../src/sweep/ways';
import { RANGES, type TrainingSettings } from '../src/training/settings';
import { choice, list, number, parseArguments, type Reader, text, UsageError } from './arguments';
import { CommandProgress } from './command-progress';
import { checkWritable } from './ensemble-on-disk';
import { NODE_BACKENDS } from './node-backend';
import { DATA_FOLDER } from './paths';
import { SweepFile } from './sweep-file';
import { sweepInJobs } from './sweep-jobs';

/** Values in one list of the command line. */
const LISTED = { min: 1, max: 100 } as const;
const JOBS = { min: 1, max: 256, integer: true } as const;
const MOST_SHARDS = 10_000;
/** Test images attacked, where nobody asks for another number: as many as `train` attacks. */
const ATTACKED = 1000;
/** As a shell has it of what Ctrl-C ended. */
const INTERRUPTED = 130;

export async function sweepGrid(args: readonly string[]): Promise<void> {
  const dataset = await openDataset(nodeSource(DATA_FOLDER));
  const { out, grid, jobs, shard, attacked, backend } = readOptions(args, dataset.manifest.splits);
  await checkWritable(out);
  const file = new SweepFile(out);
  checkAlike(file.lines, out, attacked, backend);
  const data = (await dataDigest(dataset.manifest))!;
  const runs = shardOf(unique(runsOf(grid), data), shard);
  const missing = runs.filter((settings) => !file.has({ settings, data }));
  const there = runs.length - missing.length;
  const surrogateFolder = `${out}.surrogates`;
  if (missing.length > 0) mkdirSync(surrogateFolder, { recursive: true });
  const progress = new CommandProgress();
  let done = 0;
  const failed: string[] = [];
  const so = () => `${there + done} of ${runs.length} ensembles`;
  const onSignal = () => {
    progress.end();
    process.stderr.write(`sweep: stopped with ${so()}; the same command goes on\n`);
    process.exit(INTERRUPTED);
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    await sweepInJobs(
      missing,
      jobs,
      { backend, surrogateFolder, attacked },
      {
        onLine: (line) => {
          file.append(line);
          done += 1;
        },
        onFailed: (settings, why) => failed.push(`${runInWords(settings)}: ${why}`),
        onProgress: (_, share) => progress.tell(`${so()}`, share),
      },
    );
  } finally {
    progress.end();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
  const before = there > 0 ? `, ${there} of them from before` : '';
  process.stdout.write(`${so()} in ${out}${before}\n`);
  if (failed.length > 0) throw new Error(`came to nothing: ${failed.join('; ')}`);
}

function readOptions(
  args: readonly string[],
  { train, test }: { readonly train: { count: number }; readonly test: { count: number } },
) {
  const { values, positionals } = parseArguments(args, {
    members: list(number(RANGES.members), LISTED),
    seeds: list(number(RANGES.seed), LISTED),
    ways: waysFile,
    images: number({ ...RANGES.images, max: train.count }),
    epochs: number(RANGES.epochs),
    jobs: number(JOBS),
    shard,
    attacked: number({ min: 2, max: Math.floor(test.count / 2), integer: true }),
    backend: choice(NODE_BACKENDS),
    out: text,
  });
  if (positionals.length > 0) throw new UsageError(`does not take ${positionals[0]}`);
  const { members, seeds, ways, images, epochs, out } = values;
  if (out === undefined) throw new UsageError('needs --out FILE.jsonl, where the lines go');
  return {
    out,
    grid: {
      members: members ?? DEFAULT_GRID.members,
      seeds: seeds ?? DEFAULT_GRID.seeds,
      points: ways ?? DEFAULT_POINTS,
      images: images ?? DEFAULT_GRID.images,
      epochs: epochs ?? DEFAULT_GRID.epochs,
    },
    jobs: values.jobs ?? 1,
    shard: values.shard ?? ([1, 1] as const),
    attacked: values.attacked ?? ATTACKED,
    backend: values.backend ?? ('wasm' as const),
  };
}

function waysFile(path: string): WayPoint[] {
  let given: string;
  try {
    given = readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`cannot read ${path}: give a text with a way a line`);
  }
  try {
    return parseWays(given);
  } catch (error) {
    throw new UsageError(`${path}, ${(error as Error).message}`);
  }
}

/** I/K, I from 1. */
const shard: Reader<readonly [number, number]> = (given) => {
  const [, i, k] = /^(\d{1,5})\/(\d{1,5})$/.exec(given) ?? [];
  const [own, all] = [Number(i), Number(k)];
  if (!(own >= 1 && own <= all && all <= MOST_SHARDS)) {
    throw new UsageError(`must be I/K with I from 1 to K, as 2/8, not ${given}`);
  }
  return [own, all];
};

/** Without those that are of one ensemble. */
function unique(runs: readonly TrainingSettings[], data: string): TrainingSettings[] {
  return [...new Map(runs.map((settings) => [lineKey({ settings, data }), settings])).values()];
}

/** @throws UsageError where the file's ensembles were rated otherwise */
function checkAlike(
  lines: readonly SweepLine[],
  path: string,
  attacked: number,
  backend: string,
): void {
  const other = lines.find(
    (line) => line.rating.images.attacked !== attacked || line.backend !== backend,
  );
  if (!other) return;
  const { images } = other.rating;
  throw new UsageError(
    `${path} has ensembles rated on ${images.attacked} images on ${other.backend}, and this sweep is of ${attacked} on ${backend}: give another --out`,
  );
}

export function runInWords(settings: TrainingSettings): string {
  const strength = strengthOf(settings);
  const how = strength ? ` ${strength.symbol} = ${strength.value}` : '';
  const { members, seed } = settings;
  return `${sweepWayOf(settings)!.id}${how}, ${members} members, seed ${seed}`;
}
