/** The built page says which works of others it contains, with their licences. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noticesOf, packageAt } from '../../build/licences';
import { NOTICES, packageFolder } from '../../build/third-party-notices';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Packages whose values the product's own code imports: what is bundled for certain. */
const imported = [
  ...new Set(
    readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.ts$|(^|\/)test-[\w-]+\.ts$/.test(path))
      // Runs while the page is built.
      .filter((path) => path !== join('article', 'render.tsx'))
      .map((path) => readFileSync(join(ROOT, 'src', path), 'utf8'))
      .flatMap((code) => [
        ...code.matchAll(
          /^import (?!type\b)[^;]*?from '(?!\.|node:)([^']+)'|\bimport\('(?!\.|node:)([^']+)'\)/gm,
        ),
      ])
      .map(([, one, other]) => /^(@[^/]+\/)?[^/]+/.exec((one ?? other)!)![0]),
  ),
].sort();

/** Each work's name (without its version), and the licence's text below it. */
function entriesOf(notices: string): Map<string, string> {
  const entries = new Map<string, string>();
  for (const group of notices.split(/\n={80}\n/).slice(1)) {
    const [headings, ...text] = group.split('\n\n');
    for (const [, name] of headings!.matchAll(/^(\S.*?)(?: \d+\.\d+\.\d+)? \([^)]+\)$/gm)) {
      entries.set(name!, text.join('\n\n'));
    }
  }
  return entries;
}

describe('the notices of the built page', () => {
  let entries = new Map<string, string>();

  beforeAll(async () => {
    const { output } = (await build({
      root: ROOT,
      configFile: join(ROOT, 'vite.config.ts'),
      mode: 'production',
      logLevel: 'silent',
      build: { write: false },
    })) as Rolldown.RolldownOutput;
    const file = output.find(({ fileName }) => fileName === NOTICES);
    entries = entriesOf(String((file as Rolldown.OutputAsset).source));
  }, 180_000);

  it('have each package that the page or its worker imports, with the text of its licence', () => {
    expect(imported).toEqual(
      expect.arrayContaining(['react', 'react-dom', 'd3-scale', '@tensorflow/tfjs-core', 'idb']),
    );
    const without = imported.filter(
      (name) =>
        !/permission is hereby granted|permission to use|apache license/i.test(
          entries.get(name) ?? '',
        ),
    );
    expect(without).toEqual([]);
  });

  it('have what those bring along, in the page and in the worker', () => {
    for (const name of ['scheduler', 'd3-path', 'seedrandom', 'vite']) {
      expect(entries.get(name), name).toMatch(/permission is hereby granted|permission to use/i);
    }
  });

  it('have the fonts and the images', () => {
    const named = (start: string) =>
      [...entries].find(([name]) => name.startsWith(start))?.[1] ?? '';
    expect(named('@fontsource-variable/source-serif-4')).toContain('SIL OPEN FONT LICENSE');
    expect(named('STIX Two Math')).toContain('SIL OPEN FONT LICENSE');
    expect(named('FashionMNIST')).toContain('Zalando SE');
    expect(named('XNNPACK')).toContain('Redistributions in binary form');
  });

  it('have nothing that is only used to build and test it', () => {
    const tools = ['temml', 'vitest', 'typescript', '@mdx-js/rollup', '@jax-js/jax', 'lighthouse'];
    expect(tools.filter((name) => entries.has(name))).toEqual([]);
  });
});

describe('a package in the page', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'licences-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const packaged = (name: string, license: string, files: Record<string, string> = {}) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    const all = { 'package.json': JSON.stringify({ name, version: '1.2.3', license }), ...files };
    for (const [file, text] of Object.entries(all)) writeFileSync(join(path, file), text);
    return packageAt(path);
  };

  it('comes with the licence that it ships, and its notice', () => {
    const work = packaged('shipping', 'MIT', { 'LICENSE.md': 'Be kind.\r\n', NOTICE: 'Thanks.' });
    expect(work).toMatchObject({
      name: 'shipping 1.2.3',
      licence: 'MIT',
      text: 'Be kind.\n\nThanks.',
    });
  });

  it('that ships none comes with the text of its identifier, if that is kept', () => {
    expect(packaged('@scope/bare', 'Apache-2.0').text).toContain('Apache License');
    expect(() => packaged('nameless', 'WTFPL')).toThrow(/nameless .* ships no licence/);
  });

  it('shares one text with others of the same, each under its name', () => {
    const one = packaged('one', 'MIT', { LICENSE: 'Same.' });
    const two = packaged('two', 'MIT', { LICENSE: 'Same.\n' });
    expect(noticesOf([two, one])).toContain('\none 1.2.3 (MIT)\ntwo 1.2.3 (MIT)\n\nSame.\n');
  });
});

describe('where a module comes from', () => {
  it('is its innermost package, the bundler, or ourselves', () => {
    const root = '/page';
    expect(packageFolder('/page/node_modules/@a/b/node_modules/c/d.js', root)).toBe(
      '/page/node_modules/@a/b/node_modules/c',
    );
    expect(packageFolder('\0/page/node_modules/e/f.js?commonjs', root)).toBe(
      '/page/node_modules/e',
    );
    expect(packageFolder('node_modules/@a/font/files/x.woff2', root)).toBe(
      '/page/node_modules/@a/font',
    );
    expect(packageFolder('\0vite/preload-helper.js', root)).toBe('/page/node_modules/vite');
    expect(packageFolder('/page/src/main.tsx', root)).toBeNull();
    expect(() => packageFolder('\0other/helper.js', root)).toThrow(/other\/helper\.js/);
  });
});
