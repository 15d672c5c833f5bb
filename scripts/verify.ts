/**
 * Compares this code with an independent implementation's numbers:
 *
 *     npm run verify -- FILE.json … [--backend webgpu|webgl|wasm|cpu]
 *
 * A file's content says what it holds: an ensemble with what an engine computes of it, on the backend
 * given (WASM if none), or values of GDR, which need no backend. Exits with 1 if anything differs by
 * more than its tolerance, or if a measure or an attack of a file is not compared; with 2, before comparing
 * anything, if a file cannot be read, as those of convolutional networks.
 */
import { readFile } from 'node:fs/promises';
import { BACKENDS } from '../src/engine/protocol';
import { isGdrFile, parseGdrFile } from '../src/reference/gdr-file';
import { GDR_TOLERANCE, type GdrRow, verifyGdr } from '../src/reference/gdr-verification';
import { parseReferenceFile } from '../src/reference/reference-file';
import { choice, parseArguments, runCommand, UsageError } from './arguments';
import { table } from './table';
import { verifyEngine } from './verify-engine';

await runCommand('verify', async () => {
  const { values, positionals } = parseArguments(process.argv.slice(2), {
    backend: choice(BACKENDS),
  });
  if (positionals.length === 0) {
    throw new UsageError('takes reference files: npm run verify -- FILE.json … [--backend NAME]');
  }
  const { backend } = values;
  const files: (() => boolean | Promise<boolean>)[] = [];
  let needsBackend = false;
  for (const path of positionals) {
    const json = await readJson(path);
    try {
      if (isGdrFile(json)) {
        const file = parseGdrFile(json);
        files.push(() => print(path, verifyGdr(file)));
      } else {
        const file = parseReferenceFile(json);
        needsBackend = true;
        files.push(() => verifyEngine(path, json, file, backend ?? 'wasm'));
      }
    } catch (error) {
      throw new UsageError(`${path}: ${(error as Error).message}`);
    }
  }
  if (backend && !needsBackend) throw new UsageError('--backend is for files of an engine');
  for (const verifyFile of files) if (!(await verifyFile())) process.exitCode = 1;
});

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`cannot read ${path}`);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${path} is not JSON`);
  }
}

function print(path: string, rows: readonly GdrRow[]): boolean {
  const line = (text: string) => process.stdout.write(`${text}\n`);
  const error = (value: number | undefined) => value?.toExponential(2) ?? '–';
  const { absolute, relative, gradient } = GDR_TOLERANCE;
  line(`${path}: worst errors of GDR and of its gradient`);
  line(
    table([
      ['kind', 'cases', 'absolute', 'relative', 'gradient', 'failed'],
      ...rows.map((row) => [
        row.kind,
        String(row.count),
        error(row.absolute),
        error(row.relative),
        error(row.gradient),
        String(row.failed.length),
      ]),
      ['tolerance', '', error(absolute), error(relative), error(gradient), ''],
    ]),
  );
  const failed = rows.flatMap((row) => row.failed);
  for (const name of failed) line(`FAILED: ${name}`);
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  line(`${count - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0;
}
