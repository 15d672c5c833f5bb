/**
 * Trains a grid of ensembles, rates each, and writes one JSON line an ensemble when it is done:
 *
 *     npm run sweep -- [--members 2,3,5] [--seeds 1,2,3] [--ways FILE] [--images 12800] [--epochs 5] \
 *       [--jobs N] [--shard I/K] [--attacked 1000] [--backend wasm] --out FILE.jsonl
 *     npm run sweep -- report FILE … [--json]
 *     npm run sweep -- check FILE … [--sample 2] [--seed S] [--backend wasm]
 *
 * The ways are those of src/sweep/ways.ts, or a file's (src/sweep/parse-ways.ts). What is in FILE.jsonl is not trained
 * again: an interrupted sweep goes on where it stopped. Surrogates that many ensembles have in common are kept in
 * FILE.jsonl.surrogates/, which may be thrown away.
 */
import { runCommand } from './arguments';
import { sweepCheck } from './sweep-check';
import { sweepGrid } from './sweep-grid';
import { sweepReport } from './sweep-report';

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  report: sweepReport,
  check: sweepCheck,
};

await runCommand('sweep', async () => {
  const [first = '', ...rest] = process.argv.slice(2);
  const command = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  await (command ? command(rest) : sweepGrid(process.argv.slice(2)));
});
