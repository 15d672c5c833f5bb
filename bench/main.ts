/**
 * Benchmarks that anyone can run:
 *
 *     npm run bench -- training [--backend webgpu|wasm] [--members 2,3,5] [--penalty cosine,gdr] \
 *       [--batch 64] [--hidden 64] [--runtime chromium|node] [--seconds 30] [--json]
 *
 * `training`: a training step and an FGS attack, of this code, of the same written plainly in
 * TensorFlow.js, and in jax-js. Exits with 1 if any of them computes something else.
 *
 *     npm run bench -- attacks [--backend webgpu|wasm] [--members 2,3,5] [--images 1000,1] [--hidden 64,64] \
 *       [--runtime chromium|node] [--seconds 10] [--json]
 *
 * `attacks`: PGD of 20 steps, of this code, of the same written plainly in TensorFlow.js, and in jax-js. Exits
 * with 1 if any of them comes to other images.
 *
 *     npm run bench -- soak [--what step|attack] [--backend webgpu|wasm] [--steps 10000] [--members 3] \
 *       [--hidden 16] [--batch 16] [--penalty gdr] [--runtime chromium|node] [--json]
 *
 * `soak`: what is held after a tenth of so many training steps, or attacks, and after all. Exits with 1 if that grew.
 *
 *     npm run bench -- geometry [--matrices 51] [--json]
 *
 * `geometry`: a GDR and its gradient, for two to eight members, in general position and degenerate.
 *
 *     npm run bench -- threads [--seconds 20] [--json]
 *
 * `threads`: a step, a rating and attacks on WASM in Node, by one thread and by all.
 *
 *     npm run bench -- main-thread [--tries 5] [--seconds 5] [--json]
 *
 * `main-thread`: the page's longest task while a reader drags, and while an ensemble trains.
 *
 *     npm run bench -- slow-line [FOLDER] [--kilobits 400] [--delay 150] [--tries 1] [--json]
 *
 * `slow-line`: how long a reader of the built page (`dist`, or another folder) waits for the first figure and for
 * the transfer table, and what was sent until then.
 *
 *     npm run bench -- plane [--members 2,3,5] [--json]
 *
 * `plane`: a plane of gradients, from its two directions to its finest grid, on WASM in Node.
 *
 *     npm run bench -- planar-layers [--members 2,3,5] [--json]
 *
 * `planar-layers`: a run on points of the plane, on WASM in Node, and each layer of the playground's plane.
 */
import { runCommand, UsageError } from '../scripts/arguments';

type Command = (args: readonly string[]) => Promise<void>;

const BENCHMARKS: Readonly<Record<string, () => Promise<Command>>> = {
  attacks: async () => (await import('./attacks/command')).attacksCommand,
  geometry: async () => (await import('./geometry/command')).geometryCommand,
  'main-thread': async () => (await import('./main-thread/command')).mainThreadCommand,
  'slow-line': async () => (await import('./slow-line/command')).slowLineCommand,
  plane: async () => (await import('./plane/command')).planeCommand,
  'planar-layers': async () => (await import('./planar-layers/command')).planarLayersCommand,
  soak: async () => (await import('./soak/command')).soakCommand,
  threads: async () => (await import('./threads/command')).threadsCommand,
  training: async () => (await import('./training/command')).trainingCommand,
};

await runCommand('bench', async () => {
  const [name = '', ...rest] = process.argv.slice(2);
  const load = Object.hasOwn(BENCHMARKS, name) ? BENCHMARKS[name] : undefined;
  if (!load) {
    const names = Object.keys(BENCHMARKS).join(', ');
    throw new UsageError(`takes one of ${names} first${name ? `, not ${name}` : ''}`);
  }
  await (await load())(rest);
});
