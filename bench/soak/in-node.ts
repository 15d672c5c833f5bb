/** Runs the soak in this process. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startNodeBackend } from '../../scripts/node-backend';
import { DATA_FOLDER } from '../../scripts/paths';
import { openDataset } from '../../src/data/dataset';
import { nodeSource } from '../../src/data/node-source';
import type { BenchBackend } from '../backends';
import type { Heap } from './census';
import { watchGpuBuffers } from './gpu-buffers';
import type { SoakHere } from './page';
import { type SoakSettings, soak } from './soak';
import { soakAttacks } from './soak-attacks';

/** @throws NoBackendError where the machine has no driver */
export async function soakInNode(
  backend: BenchBackend,
  settings: SoakSettings,
  log: (line: string) => void,
): ReturnType<SoakHere> {
  const { adapter } = await startNodeBackend(backend);
  watchGpuBuffers();
  const dataset = await openDataset(nodeSource(DATA_FOLDER));
  const run = settings.what === 'attack' ? soakAttacks : soak;
  return { adapter, ...(await run(dataset, settings, collectedHeap, log)) };
}

async function collectedHeap(): Promise<Heap> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let k = 0; k < 3; k++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { used: heapUsed, arrays: arrayBuffers };
}
