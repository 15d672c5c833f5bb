/** The packages are pinned, by version and by digest: what was measured and verified is what everybody gets. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const read = (name: string) =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8'));

const { dependencies, devDependencies } = read('package.json') as Record<
  'dependencies' | 'devDependencies',
  Record<string, string>
>;
const { packages } = read('package-lock.json') as {
  packages: Record<
    string,
    { version?: string; integrity?: string; resolved?: string; link?: boolean }
  >;
};

const all = Object.entries({ ...dependencies, ...devDependencies });

describe('package.json', () => {
  it.each(all)('pins %s to one exact version, %s', (name, version) => {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(packages[`node_modules/${name}`]?.version).toBe(version);
  });

  it('has every part of TensorFlow.js in the same version', () => {
    const parts = all.filter(([name]) => name.startsWith('@tensorflow/'));
    expect(parts.map(([name]) => name)).toContain('@tensorflow/tfjs-core');
    expect(parts.length).toBeGreaterThanOrEqual(5);
    expect(new Set(parts.map(([, version]) => version)).size).toBe(1);
  });

  it('has one TensorFlow.js core, not one for each backend', () => {
    const cores = Object.keys(packages).filter((path) => path.endsWith('@tensorflow/tfjs-core'));
    expect(cores).toEqual(['node_modules/@tensorflow/tfjs-core']);
  });
});

describe('package-lock.json', () => {
  const installed = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link);
  const without = (has: (entry: (typeof packages)[string]) => boolean) =>
    installed.filter(([, entry]) => !has(entry)).map(([path]) => path);

  it('has a digest of every package that is installed', () => {
    expect(installed.length).toBeGreaterThan(all.length);
    expect(without(({ integrity }) => /^sha512-[\w+/]{86}==$/.test(integrity ?? ''))).toEqual([]);
  });

  it('names no registry, so that everybody may use their own', () => {
    expect(without(({ resolved }) => resolved === undefined)).toEqual([]);
  });
});
