/**
 * Compares this code with an independent implementation's numbers:
 *
 *     npm run verify -- FILE.json [--backend webgpu|webgl|wasm|cpu]
 *
 * WASM and CPU run in Node; WebGPU and WebGL in headless Chromium. Exits with 1 if anything differs by
 * more than its tolerance.
 */
import { readFile } from 'node:fs/promises';
import { getBackend } from '@tensorflow/tfjs-core';
import { openDataset, toFloat } from '../src/data/dataset';
import { nodeSource } from '../src/data/node-source';
import { BACKENDS, type BackendName, type BackendReport } from '../src/engine/protocol';
import type { LabelledImages } from '../src/ensemble/batch';
import { parseReferenceFile } from '../src/reference/reference-file';
import { type Verification, verify } from '../src/reference/verification';
import { choice, parseArguments, runCommand, UsageError } from './arguments';
import { CHROMIUM_FLAGS, requireChromium } from './chromium';
import { startNodeBackend } from './node-backend';
import { DATA_FOLDER, ROOT } from './paths';
import type { VerifyHere } from './verify-page';

await runCommand('verify', async () => {
  const { values, positionals } = parseArguments(process.argv.slice(2), {
    backend: choice(BACKENDS),
  });
  const [path, ...more] = positionals;
  if (!path || more.length > 0) {
    throw new UsageError('takes one reference file: npm run verify -- FILE.json [--backend NAME]');
  }
  const backend = values.backend ?? 'wasm';
  const json = await readJson(path);
  const file = parseReferenceFile(json);
  const dataset = await openDataset(nodeSource(DATA_FOLDER));
  const { pixels, labels } = await dataset.images(file.split, file.indices);
  const images = { pixels: toFloat(pixels), labels };

  const outcome =
    backend === 'wasm' || backend === 'cpu'
      ? {
          report: await startNodeBackend(backend),
          verification: await verify(file, images, dataset.classCount),
          ran: getBackend(),
        }
      : await verifyInChromium(backend, json, images, dataset.classCount);
  print(path, backend, outcome);
  if (outcome.ran !== backend || outcome.verification.rows.some(({ ok }) => !ok)) {
    process.exitCode = 1;
  }
});

interface Outcome {
  readonly report: BackendReport;
  readonly verification: Verification;
  /** The backend that really ran. */
  readonly ran: string;
}

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

async function verifyInChromium(
  backend: BackendName,
  json: unknown,
  images: LabelledImages,
  classCount: number,
): Promise<Outcome> {
  const [{ createServer }, { chromium }] = await Promise.all([
    import('vite'),
    import('@playwright/test'),
  ]);
  const server = await createServer({
    root: ROOT,
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1' },
  });
  await server.listen();
  const browser = await chromium.launch({
    executablePath: requireChromium(),
    args: [...CHROMIUM_FLAGS],
  });
  try {
    const address = server.resolvedUrls?.local[0];
    const page = await browser.newPage();
    await page.goto(`${address}scripts/verify-page.html`);
    await page.waitForFunction(() => 'verifyHere' in globalThis);
    const input = {
      backend,
      json,
      images: { pixels: Array.from(images.pixels), labels: Array.from(images.labels) },
      classCount,
    };
    return await page.evaluate(
      ({ backend, json, images, classCount }) =>
        (globalThis as unknown as { verifyHere: VerifyHere }).verifyHere(
          backend,
          json,
          images,
          classCount,
        ),
      input,
    );
  } finally {
    await browser.close();
    await server.close();
  }
}

function print(path: string, asked: BackendName, { report, verification, ran }: Outcome): void {
  const line = (text: string) => process.stdout.write(`${text}\n`);
  line(`${path} on ${ran} (${report.adapter})`);
  if (ran !== asked) line(`FAILED: ${asked} was asked for, but ${ran} ran`);
  const width = Math.max(...verification.rows.map(({ quantity }) => quantity.length));
  for (const { quantity, error, tolerance, ok } of verification.rows) {
    const name = quantity.padEnd(width);
    line(
      `${name}  error ${error.toExponential(2).padStart(9)}  tolerance ${String(tolerance).padStart(6)}  ${ok ? 'ok' : 'FAILED'}`,
    );
  }
  for (const name of verification.unchecked) line(`not checked: ${name}`);
  const failed = verification.rows.filter(({ ok }) => !ok).length;
  line(`${verification.rows.length - failed} passed, ${failed} failed`);
}
