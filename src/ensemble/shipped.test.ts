import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENSEMBLE_FOLDER } from '../../scripts/paths';
import { LATER_SETTINGS } from '../training/settings';
import { SHIPPED_RECIPES } from '../training/shipped-recipes';
import { decodeEnsemble } from './ensemble-file';
import { isShipped, SHIPPED } from './shipped';
import { SHIPPED_FILES, type ShippedFileId, SURROGATE, sameWaySurrogate } from './shipped-files';
import { SHIPPED_NAMES } from './shipped-names';

describe('the list of shipped ensembles', () => {
  it('has every file that is shipped, and no other', () => {
    const listed = Object.values(SHIPPED_FILES).map(({ file }) => file);
    expect(listed.toSorted()).toEqual(readdirSync(ENSEMBLE_FOLDER).toSorted());
  });

  it.each(Object.keys(SHIPPED_FILES) as ShippedFileId[])(
    'knows the file of %s by its size and checksum, under a megabyte',
    (id) => {
      const bytes = readFileSync(join(ENSEMBLE_FOLDER, SHIPPED_FILES[id].file));
      expect(SHIPPED_FILES[id]).toMatchObject({
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      });
      expect(bytes.length).toBeLessThan(1e6);
    },
  );

  it.each(SHIPPED)('calls %s what its file does', (id) => {
    const bytes = readFileSync(join(ENSEMBLE_FOLDER, SHIPPED_FILES[id].file));
    const { metadata } = decodeEnsemble(new Uint8Array(bytes), 784, 10);
    expect(JSON.parse(metadata.training!).name).toBe(SHIPPED_NAMES[id]);
  });

  it('is of those that are shown, a plain surrogate, and one for each way to train', () => {
    const surrogates = [SURROGATE, ...SHIPPED.map(sameWaySurrogate)];
    expect(Object.keys(SHIPPED_FILES).toSorted()).toEqual([...SHIPPED, ...surrogates].toSorted());
    for (const [id, { role }] of Object.entries(SHIPPED_FILES)) {
      expect(role, id).toBe(isShipped(id) ? undefined : SURROGATE);
    }
  });

  it.each(SHIPPED)('has surrogates of %s with seeds of their own, trained as it was', (id) => {
    const settings = (file: ShippedFileId) => {
      const bytes = readFileSync(join(ENSEMBLE_FOLDER, SHIPPED_FILES[file].file));
      const { metadata } = decodeEnsemble(new Uint8Array(bytes), 784, 10);
      return JSON.parse(metadata.training!).settings;
    };
    const [own, plain, alike] = ([id, SURROGATE, sameWaySurrogate(id)] as const).map((file) =>
      settings(file),
    );
    expect(alike.seed).not.toBe(own.seed);
    // On the plain ensemble two plain strangers attack, and they differ too.
    if (id === 'plain') expect([own.seed, alike.seed]).not.toContain(plain.seed);
    expect({ ...LATER_SETTINGS, ...own, seed: alike.seed }).toEqual({
      ...LATER_SETTINGS,
      ...alike,
    });
    expect({ ...LATER_SETTINGS, ...own }).toEqual(SHIPPED_RECIPES[id]);
  });

  it('knows its ids from others', () => {
    expect(SHIPPED.every(isShipped)).toBe(true);
    expect(['', 'mine', 'toString', '__proto__'].some(isShipped)).toBe(false);
  });
});
