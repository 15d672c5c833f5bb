/** Arrows point one way (docs: the layout of src/): who may import whom, and who may know the DOM. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

interface Source {
  /** From src/, with slashes. */
  readonly path: string;
  readonly folder: string;
  /** Without comments. */
  readonly code: string;
  /** Files of src/ (without their extension), and packages. */
  readonly imports: readonly string[];
}

/** Product code: tests and what only they use apart. */
const SOURCES: readonly Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((path) => /\.(tsx?|mdx)$/.test(path))
  .filter((path) => !/\.test\.tsx?$/.test(path) && !/(^|\/)test-[\w-]+\.ts$/.test(path))
  .map((path) => {
    const text = readFileSync(join(SRC, path), 'utf8');
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
    const imports = [
      ...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g),
      ...code.matchAll(/new URL\(\s*['"](\.[^'"]+)['"]/g),
    ].map(([, name]) =>
      name!.startsWith('.') ? posix.join(posix.dirname(path), name!).replace(/\.tsx?$/, '') : name!,
    );
    return { path, folder: path.includes('/') ? path.split('/')[0]! : '', code, imports };
  });

const inFolders = (...folders: string[]) =>
  SOURCES.filter(({ folder }) => folders.includes(folder));

/** Every import of these files that the rule forbids, as "file: import". */
const offences = (sources: readonly Source[], forbidden: (name: string, from: Source) => boolean) =>
  sources.flatMap((source) =>
    source.imports
      .filter((name) => forbidden(name, source))
      .map((name) => `${source.path}: ${name}`),
  );

const CORE = [
  'geometry',
  'data',
  'ops',
  'ensemble',
  'training',
  'attacks',
  'measures',
  'reference',
];
const PAGE = ['figures', 'components', 'article', 'share'];

describe('the layers of src/', () => {
  it('are there to be looked at', () => {
    for (const folder of [...CORE, ...PAGE, 'engine']) {
      expect(inFolders(folder).length, folder).toBeGreaterThan(0);
    }
    const trainer = SOURCES.find(({ path }) => path === 'training/trainer.ts')!;
    expect(trainer.imports).toContain('data/dataset');
    expect(trainer.imports).toContain('@tensorflow/tfjs-core');
  });

  it('keep the engine, the page and React out of the core', () => {
    const page = /^(engine|figures|components|article|share)\/|^react($|[-/])|^main$/;
    expect(offences(inFolders(...CORE), (name) => page.test(name))).toEqual([]);
  });

  it('keep the DOM out of the core and the engine’s worker', () => {
    const dom =
      /\b(document|window|localStorage)\s*[.[?]|\btypeof (document|window)\b|\bHTML\w*Element\b/;
    const guilty = inFolders(...CORE).filter(({ code }) => dom.test(code));
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  it('let geometry stand alone: pure mathematics, without any package', () => {
    expect(offences(inFolders('geometry'), (name) => !name.startsWith('geometry/'))).toEqual([]);
  });

  it('let the table of shareable settings know geometry and plain settings, and no figure', () => {
    const plain = ['training/settings', 'attacks/epsilon', 'attacks/success', 'engine/shipped'];
    const known = new RegExp(`^(share|geometry)/|^(${plain.join('|')}|react)$|^zustand($|/)`);
    expect(offences(inFolders('share'), (name) => !known.test(name))).toEqual([]);
  });

  it('let what figures share know no figure, and figures no prose', () => {
    expect(offences(inFolders('components'), (name) => /^(figures|article)\//.test(name))).toEqual(
      [],
    );
    expect(offences(inFolders('figures'), (name) => name.startsWith('article/'))).toEqual([]);
  });

  it('keep TensorFlow.js off the page', () => {
    expect(offences(inFolders(...PAGE), (name) => name.startsWith('@tensorflow/'))).toEqual([]);
  });

  it('let the page know of the engine its protocol, its session and what that hands out only', () => {
    const handedOut = ['library', 'latest-only', 'engine-unavailable'];
    const known = ['session', ...handedOut].map((name) => `engine/page/${name}`);
    known.push('engine/protocol', 'engine/shipped');
    const foreign = (name: string) => name.startsWith('engine/') && !known.includes(name);
    expect(offences(inFolders(...PAGE), foreign)).toEqual([]);
  });

  it('never lead TensorFlow.js to the page by a detour', () => {
    // Everything that the page imports, and what that imports; types vanish, so they do not count.
    const values = new Map(
      SOURCES.map(({ path, code, imports }) => {
        const typesOnly = [...code.matchAll(/import type [^;]*?from\s*['"](\.[^'"]+)['"]/g)].map(
          ([, name]) => posix.join(posix.dirname(path), name!),
        );
        const workers = [...code.matchAll(/new URL\(\s*['"](\.[^'"]+)['"]/g)].map(([, name]) =>
          posix.join(posix.dirname(path), name!).replace(/\.tsx?$/, ''),
        );
        const left = imports.filter((name) => !typesOnly.includes(name) && !workers.includes(name));
        return [path.replace(/\.(tsx?|mdx)$/, ''), left] as const;
      }),
    );
    const seen = new Set<string>();
    const visit = (name: string) => {
      if (seen.has(name)) return;
      seen.add(name);
      for (const next of values.get(name) ?? []) visit(next);
    };
    visit('main');
    expect(seen.has('article/bring-to-life')).toBe(true);
    expect([...seen].filter((name) => name.startsWith('@tensorflow/'))).toEqual([]);
  });

  it('have no size of an image and no number of pixels wired in', () => {
    const guilty = SOURCES.filter(
      ({ path, code }) => !path.endsWith('.mdx') && /\b784\b/.test(code),
    );
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });
});
