/** The page on which the soak runs in Chromium. What it says on the console is its progress. */
import '@tensorflow/tfjs-core';
import { openDataset } from '../../src/data/dataset';
import type { BenchBackend } from '../backends';
import { sourceOnPage, startOnPage } from '../page-backend';
import type { Heap } from './census';
import { watchGpuBuffers } from './gpu-buffers';
import { type SoakSettings, soak } from './soak';
import { soakAttacks } from './soak-attacks';

/** Given to the page by the command: only the browser can make it collect. */
declare const collectedHeap: () => Promise<Heap>;

async function soakHere({ backend, settings }: { backend: BenchBackend; settings: SoakSettings }) {
  watchGpuBuffers();
  const { adapter } = await startOnPage(backend);
  const dataset = await openDataset(sourceOnPage());
  const run = settings.what === 'attack' ? soakAttacks : soak;
  const result = await run(dataset, settings, collectedHeap, (line) => console.info(line));
  return { adapter, ...result };
}

export type SoakHere = typeof soakHere;

Object.assign(globalThis, { soakHere });
