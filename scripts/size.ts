/**
 * Checks the weight of the built page against its budgets: `npm run test:size`, after `vite build`.
 *
 * What is fetched at which moment is read from the build itself: the page's script, the first figure with
 * all that it imports (build/chunks.ts), and the worker. Kilobytes of 1000 bytes, gzip.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runCommand } from './arguments';
import { ROOT } from './paths';

/** Those that the page chooses by itself where it can. */
const BACKENDS = ['webgpu', 'wasm'] as const;
const ASSETS = `${ROOT}dist/assets`;

await runCommand('size', async () => {
  const names = readdirSync(ASSETS).filter((name) => name.endsWith('.js'));
  const named = (start: string) => {
    const found = names.filter((name) => name.startsWith(start));
    if (found.length === 0)
      throw new Error(`The build has no ${start}*.js: what is it called now?`);
    return found;
  };
  const page = readFileSync(`${ROOT}dist/index.html`, 'utf8');
  const entry = names.filter((name) => page.includes(name));
  const budgets = [
    {
      what: 'JavaScript before the first draggable figure',
      files: withImports([...entry, ...named('first-figure-')]),
      limit: 100,
    },
    ...BACKENDS.map((backend) => ({
      what: `engine: worker, TensorFlow.js core and ${backend}`,
      files: withImports([...named('worker-'), ...named(`tfjs-backend-${backend}-`)]),
      limit: 210,
    })),
  ];
  for (const { what, files, limit } of budgets) {
    const kilobytes = files.reduce((sum, name) => sum + gzipped(name), 0) / 1000;
    process.stdout.write(`${what}: ${kilobytes.toFixed(1)} kB of ${limit} kB\n`);
    if (kilobytes > limit) process.exitCode = 1;
  }
});

/** These files and all that they import without being asked, each once. */
function withImports(start: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    const code = readFileSync(`${ASSETS}/${name}`, 'utf8');
    // Static imports only: `from"./x.js"` and `import"./x.js"`.
    for (const [, path] of code.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g)) {
      visit(basename(path!));
    }
  };
  for (const name of start) visit(name);
  return [...found];
}

function gzipped(name: string): number {
  return gzipSync(readFileSync(`${ASSETS}/${name}`), { level: 9 }).length;
}
