/** `npm run sweep` as a person runs it, on settings so small that an ensemble takes a moment. */
import { spawn, spawnSync } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, watch, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSweepLines, type SweepLine } from '../src/sweep/sweep-line';
import { ROOT } from './paths';

const TSX = [`${ROOT}node_modules/tsx/dist/cli.mjs`, `${ROOT}scripts/sweep.ts`];
const SMALL = ['--members', '2', '--seeds', '1,2', '--images', '1024', '--epochs', '1'];
/** Ways times seeds. */
const RUNS = 3 * 2;

let folder: string;
let sweep: readonly string[];
let whole: readonly SweepLine[];

const at = (name: string) => join(folder, name);
const linesOf = async (...names: string[]) =>
  (await Promise.all(names.map((name) => readFile(at(name), 'utf8')))).flatMap(parseSweepLines);
/** All but seconds, in an order of their own. */
const contents = (lines: readonly SweepLine[]) =>
  lines.map(({ seconds: _, ...rest }) => JSON.stringify(rest)).sort();

function run(...args: readonly string[]) {
  return spawnSync(process.execPath, [...TSX, ...args], { cwd: ROOT, encoding: 'utf8' });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sweep-'));
  await writeFile(at('ways.txt'), 'none\ngdr 3 # λ\nadversarial-ensemble 0.03:1\n');
  sweep = [...SMALL, '--ways', at('ways.txt'), '--attacked', '60'];
  const { status, stdout } = run(...sweep, '--jobs', '2', '--out', at('whole.jsonl'));
  expect(stdout).toBe(`6 of 6 ensembles in ${at('whole.jsonl')}\n`);
  expect(status).toBe(0);
  whole = await linesOf('whole.jsonl');
});

afterAll(() => rm(folder, { recursive: true }));

describe('npm run sweep', () => {
  it('writes a line an ensemble, with all that repeats it', () => {
    expect(whole).toHaveLength(RUNS);
    const kinds = whole.map(({ way, settings }) => `${way} ${settings.lambda} ${settings.seed}`);
    expect(kinds.sort()).toEqual([
      ...['adversarial-ensemble 3 1', 'adversarial-ensemble 3 2'],
      ...['gdr 3 1', 'gdr 3 2', 'none 3 1', 'none 3 2'],
    ]);
    for (const { backend, rating, seconds } of whole) {
      expect(backend).toBe('wasm');
      expect(rating.images).toEqual({ accuracy: 120, attacked: 60, strongest: 30 });
      expect(seconds.training).toBeGreaterThan(0);
    }
  });

  it('in two shards comes to the same, line for line but for seconds', async () => {
    for (const i of [1, 2]) {
      const { status } = run(...sweep, '--shard', `${i}/2`, '--out', at(`shard${i}.jsonl`));
      expect(status).toBe(0);
    }
    const [one, two] = [await linesOf('shard1.jsonl'), await linesOf('shard2.jsonl')];
    expect([one.length, two.length]).toEqual([RUNS / 2, RUNS / 2]);
    expect(contents([...one, ...two])).toEqual(contents(whole));
  });

  it('stopped, then killed, and begun again loses no line and has none twice', async () => {
    const args = [...sweep, '--jobs', '2', '--out', at('killed.jsonl')];
    const stopped = await endedAfterALine(args, 'killed.jsonl', 'SIGINT');
    const first = await linesOf('killed.jsonl');
    expect(first.length).toBeLessThan(RUNS);
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain(
      `sweep: stopped with ${first.length} of 6 ensembles; the same command goes on\n`,
    );
    await endedAfterALine(args, 'killed.jsonl', 'SIGKILL');
    const second = await linesOf('killed.jsonl');
    expect(second.length).toBeGreaterThan(first.length);
    // As if it had been writing.
    await appendFile(at('killed.jsonl'), JSON.stringify(whole[0]).slice(0, 200));
    const again = run(...args);
    expect(again.stdout).toBe(
      `6 of 6 ensembles in ${at('killed.jsonl')}, ${second.length} of them from before\n`,
    );
    const after = await linesOf('killed.jsonl');
    expect(after.slice(0, second.length)).toEqual(second);
    expect(contents(after)).toEqual(contents(whole));
  });

  it('asked for what is there does nothing; rated otherwise, it does not mix', () => {
    const out = ['--out', at('whole.jsonl')];
    expect(run(...sweep, ...out).stdout).toBe(
      `6 of 6 ensembles in ${at('whole.jsonl')}, 6 of them from before\n`,
    );
    const { status, stderr } = run(...sweep, '--attacked', '20', ...out);
    expect(stderr).toBe(
      `sweep: ${at('whole.jsonl')} has ensembles rated on 60 images on wasm, and this sweep is of 20 on wasm: give another --out\n`,
    );
    expect(status).toBe(2);
  });

  it('goes on with the others where a run comes to nothing, and says which and why', async () => {
    // No command line gets so far with nine members.
    const program = `
      import { sweepInJobs } from ${JSON.stringify(`${ROOT}scripts/sweep-jobs.ts`)};
      const run = ${JSON.stringify(whole[0]!.settings)};
      const place = { backend: 'wasm', surrogateFolder: null, attacked: 4 };
      await sweepInJobs([{ ...run, members: 9 }, run], 1, place, {
        onLine: ({ settings }) => console.log('line of', settings.members),
        onFailed: ({ members }, why) => console.log(members, why),
        onProgress: () => {},
      });
    `;
    await writeFile(at('fails.mts'), program);
    const [tsx] = TSX;
    const options = { cwd: ROOT, encoding: 'utf8' } as const;
    const { stdout } = spawnSync(process.execPath, [tsx!, at('fails.mts')], options);
    expect(stdout).toBe('9 members must be a whole number from 2 to 5, not 9\nline of 2\n');
  });
});

describe('npm run sweep -- check', () => {
  it('finds lines that come out again', () => {
    const { status, stdout } = run('check', at('whole.jsonl'), '--sample', '2', '--seed', '5');
    expect(stdout.match(/ on wasm: ok; most accuracy 0\.0000, success 0\.0000/g)).toHaveLength(2);
    expect(stdout).toMatch(/\n2 of 2 come out again\n$/);
    expect(status).toBe(0);
  });

  it('finds one that does not, and exits with 1', async () => {
    const [line] = whole;
    const rating = { ...line!.rating, gdr: 0.9, measures: { ...line!.rating.measures, gdr: 0.9 } };
    await writeFile(at('wrong.jsonl'), JSON.stringify({ ...line, rating }));
    const { status, stdout } = run('check', at('wrong.jsonl'));
    expect(stdout).toMatch(/: DIFFERS; .*\n {2}GDR: 0\.9, now 0\.\d+\n0 of 1 come out again\n$/);
    expect(status).toBe(1);
  });
});

describe('npm run sweep -- report', () => {
  it('has a table for each attacker, attack, ε and meaning, and the same as JSON', () => {
    const { status, stdout, stderr } = run(
      'report',
      at('whole.jsonl'),
      at('whole.jsonl'),
      '--json',
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Runs that stand there twice count once: 6 of the lines\.\n/);
    expect(stdout).toContain('6 ensembles of 2 members, 1,024 images, 1 epochs\n');
    expect(stdout).toMatch(/^everything, strongest, ε = 0\.06, joint: \d ensembles$/m);
    const { groups } = JSON.parse(stdout.trim().split('\n').at(-1)!);
    expect(groups).toHaveLength(1);
    expect(groups[0].correlations).toHaveLength(76);
    expect(Object.keys(groups[0].correlations[0].of.gdr)).toEqual(
      ['across', 'untrained', 'within', 'without'], //
    );
  });
});

/** Begins a sweep and sends all its processes a signal, as a terminal does, once its file has a line more. */
async function endedAfterALine(
  args: readonly string[],
  name: string,
  signal: NodeJS.Signals,
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const count = async () => (await linesOf(name).catch(() => [])).length;
  const before = await count();
  const seen = watch(folder);
  const child = spawn(process.execPath, [...TSX, ...args], { cwd: ROOT, detached: true });
  let stderr = '';
  child.stderr.on('data', (words) => {
    stderr += String(words);
  });
  const gone = new Promise<number | null>((resolve) => child.on('close', resolve));
  for await (const { filename } of seen) {
    if (filename === name && (await count()) > before) break;
  }
  process.kill(-child.pid!, signal);
  return { code: await gone, stderr };
}
