/** Verification of one engine file: WASM and CPU in Node, WebGPU and WebGL in headless Chromium. */
import { getBackend } from '@tensorflow/tfjs-core';
import { type Dataset, openDataset, toFloat } from '../src/data/dataset';
import { nodeSource } from '../src/data/node-source';
import type { BackendName, BackendReport } from '../src/engine/protocol';
import type { LabelledImages } from '../src/ensemble/batch';
import type { ReferenceFile } from '../src/reference/reference-file';
import { type Verification, verify } from '../src/reference/verification';
import { CHROMIUM_FLAGS, requireChromium } from './chromium';
import { startNodeBackend } from './node-backend';
import { DATA_FOLDER, ROOT } from './paths';
import type { VerifyHere } from './verify-page';

/**
 * Prints a line for each quantity.
 * @param json the content that `file` was read from
 * @returns whether all agree, on the backend that was asked for, and no measure or attack was left out
 */
export async function verifyEngine(
  path: string,
  json: unknown,
  file: ReferenceFile,
  backend: BackendName,
): Promise<boolean> {
  const dataset = await openDataset(nodeSource(DATA_FOLDER));
  const { pixels, labels } = await dataset.images(file.split, file.indices);
  const images = { pixels: toFloat(pixels), labels };

  const outcome =
    backend === 'wasm' || backend === 'cpu'
      ? {
          report: await startNodeBackend(backend),
          verification: await verify(file, images, dataset),
          ran: getBackend(),
        }
      : await verifyInChromium(backend, json, images, dataset);
  print(path, backend, outcome);
  const { rows, unchecked } = outcome.verification;
  // Whatever a file says of measures and attacks must have been compared.
  const missed = unchecked.filter((name) => /^(measures|attacks)\./.test(name));
  return outcome.ran === backend && missed.length === 0 && rows.every(({ ok }) => ok);
}

interface Outcome {
  readonly report: BackendReport;
  readonly verification: Verification;
  /** The backend that really ran. */
  readonly ran: string;
}

async function verifyInChromium(
  backend: BackendName,
  json: unknown,
  images: LabelledImages,
  { classCount, pixelSpread }: Dataset,
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
      dataset: { classCount, pixelSpread: Array.from(pixelSpread) },
    };
    return await page.evaluate(
      ({ backend, json, images, dataset }) =>
        (globalThis as unknown as { verifyHere: VerifyHere }).verifyHere(
          backend,
          json,
          images,
          dataset,
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
