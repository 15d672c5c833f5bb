/**
 * Benchmarks that anyone can run:
 *
 *     npm run bench -- training [--backend webgpu|wasm] [--members 3] [--batch 64] [--hidden 64] \
 *       [--penalty cosine] [--runtime chromium|node] [--seconds 45] [--json]
 *
 * `training`: a training step and an FGS attack, of this code, of the same written plainly in
 * TensorFlow.js, and in jax-js. Exits with 1 if any of them computes something else.
 */
import { benchInChromium } from '../bench/training/in-chromium';
import { benchInNode } from '../bench/training/in-node';
import { BENCH_BACKENDS, BENCH_DEFAULTS, type BenchSettings } from '../bench/training/problem';
import { tables } from '../bench/training/report';
import { LAYERS, PENALTIES, RANGES } from '../src/training/settings';
import { choice, list, number, parseArguments, runCommand, UsageError } from './arguments';

const BENCHMARKS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  training,
};

await runCommand('bench', async () => {
  const [name = '', ...rest] = process.argv.slice(2);
  const benchmark = Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : undefined;
  if (!benchmark) {
    const names = Object.keys(BENCHMARKS).join(', ');
    throw new UsageError(`takes one of ${names} first${name ? `, not ${name}` : ''}`);
  }
  await benchmark(rest);
});

async function training(args: readonly string[]): Promise<void> {
  const { values, flags, positionals } = parseArguments(
    args,
    {
      backend: choice(BENCH_BACKENDS),
      members: number(RANGES.members),
      batch: number(RANGES.batch),
      hidden: list(number(RANGES.hidden), LAYERS),
      penalty: choice(PENALTIES),
      runtime: choice(['chromium', 'node']),
      seconds: number({ min: 0, max: 3600, integer: false }),
    },
    ['json'],
  );
  if (positionals.length > 0) throw new UsageError(`does not take ${positionals[0]}`);
  const { runtime = 'chromium', ...rest } = values;
  const settings: BenchSettings = { ...BENCH_DEFAULTS, ...rest };
  const began = performance.now();
  const log = (line: string) => {
    const seconds = Math.round((performance.now() - began) / 1000);
    process.stderr.write(`${String(seconds).padStart(4)} s  ${line}\n`);
  };
  const bench = runtime === 'chromium' ? benchInChromium : benchInNode;
  const result = await bench(settings, log);
  process.stdout.write(`${tables(result)}\n`);
  if (flags.has('json')) process.stdout.write(`${JSON.stringify({ runtime, ...result })}\n`);
  if ([...result.training, ...result.attack].some(({ wrong }) => wrong)) process.exitCode = 1;
}
