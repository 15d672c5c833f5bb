/** The product's source files and what each imports, as text: for tests about the layout. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDERS = ['src', 'bench', 'scripts', 'build'];
const CONFIGURATION = ['vite.config.ts', 'vitest.config.ts', 'playwright.config.ts'];

export interface Source {
  /** From the repository's root, with slashes. */
  readonly path: string;
  /** The part of the layout that it belongs to, as folderOf names it. */
  readonly folder: string;
  /** Without comments. */
  readonly code: string;
  /** Everything imported, types and workers included: paths of files, or names of packages. */
  readonly imports: readonly string[];
  /** The same without what is imported for its types alone, and without workers, which run apart. */
  readonly loads: readonly string[];
}

/** `ops` for src/ops/wasm/chords.ts, `engine/page`, `bench`; `main` and `configuration` for files on top. */
export function folderOf(path: string): string {
  const [top, first, second, ...deeper] = path.split('/');
  if (first === undefined) return 'configuration';
  if (top !== 'src') return top!;
  if (second === undefined) return 'main';
  return first === 'engine' && deeper.length > 0 ? `${first}/${second}` : first;
}

/** Product code: tests and what only they use apart. */
export const SOURCES: readonly Source[] = [
  ...FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file.split(sep).join('/')}`,
    ),
  ),
  ...CONFIGURATION,
]
  .filter((path) => /\.(tsx?|mdx)$/.test(path))
  .filter((path) => !/\.test\.tsx?$/.test(path) && !/(^|\/)test-[\w-]+\.ts$/.test(path))
  .map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
    const named = (pattern: RegExp) =>
      [...code.matchAll(pattern)].map(([, name]) => resolved(name!, path));
    const all = named(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g);
    const types = named(/(?:import|export) type [^;]*?from\s*['"]([^'"]+)['"]/g);
    // The same file may be imported for its types above and for its values further down.
    const values = [
      ...named(/(?:\bimport|\bexport) (?!type\b)[^;]*?\bfrom\s*['"]([^'"]+)['"]/g),
      ...named(/\bimport\s*\(\s*['"]([^'"]+)['"]/g),
    ];
    const workers = named(/new URL\(\s*['"](\.[^'"]+)['"]/g);
    return {
      path,
      folder: folderOf(path),
      code,
      imports: [...all, ...workers],
      loads: all.filter((name) => !types.includes(name) || values.includes(name)),
    };
  });

/** The file that is imported, from the repository's root; a package stays as it is. */
function resolved(name: string, from: string): string {
  if (!name.startsWith('.')) return name;
  const path = posix.join(posix.dirname(from), name);
  const found = ['', '.ts', '.tsx', '.mdx']
    .map((extension) => path + extension)
    .find((file) => existsSync(join(ROOT, file)) && statSync(join(ROOT, file)).isFile());
  return found ?? path;
}

export const sourceAt = (path: string): Source | undefined =>
  SOURCES.find((source) => source.path === path);

/** The circles of a directed graph: sets of nodes each of which leads to all others. */
export function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  // Tarjan 1972: a node whose lowest reachable index is its own is the root of a component.
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): void => {
    index.set(node, index.size);
    lowest.set(node, index.get(node)!);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!graph.has(next)) continue;
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) {
        lowest.set(node, Math.min(lowest.get(node)!, lowest.get(next)!));
      }
    }
    if (lowest.get(node) !== index.get(node)) return;
    const component = stack.splice(stack.indexOf(node));
    if (component.length > 1 || graph.get(node)!.includes(node)) found.push(component);
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}
