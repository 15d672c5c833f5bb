/** The page on which scripts/verify.ts runs a GPU backend's verification. */
import { getBackend } from '@tensorflow/tfjs-core';
import type { BackendName } from '../src/engine/protocol';
import { startBackend } from '../src/engine/worker/backend';
import { parseReferenceFile } from '../src/reference/reference-file';
import { verify } from '../src/reference/verification';

async function verifyHere(
  backend: BackendName,
  json: unknown,
  images: { pixels: number[]; labels: number[] },
  { classCount, pixelSpread }: { classCount: number; pixelSpread: number[] },
) {
  const report = await startBackend(backend, { wasmFiles: {} });
  const verification = await verify(
    parseReferenceFile(json),
    { pixels: Float32Array.from(images.pixels), labels: Uint8Array.from(images.labels) },
    { classCount, pixelSpread: Float32Array.from(pixelSpread) },
  );
  return { report, verification, ran: getBackend() };
}

export type VerifyHere = typeof verifyHere;

Object.assign(globalThis, { verifyHere });
