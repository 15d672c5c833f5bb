import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENSEMBLE_FOLDER } from '../../scripts/paths';
import { decodeEnsemble } from './ensemble-file';
import { isShipped, SHIPPED } from './shipped';
import { SHIPPED_FILES, SURROGATE } from './shipped-files';
import { SHIPPED_NAMES } from './shipped-names';

describe('the list of shipped ensembles', () => {
  it('has every file that is shipped, and no other', () => {
    const listed = Object.values(SHIPPED_FILES).map(({ file }) => file);
    expect(listed.toSorted()).toEqual(readdirSync(ENSEMBLE_FOLDER).toSorted());
  });

  it.each(SHIPPED)('knows the file of %s by its size and checksum', (id) => {
    const bytes = readFileSync(join(ENSEMBLE_FOLDER, SHIPPED_FILES[id].file));
    expect(SHIPPED_FILES[id]).toMatchObject({
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });

  it.each(SHIPPED)('calls %s what its file does', (id) => {
    const bytes = readFileSync(join(ENSEMBLE_FOLDER, SHIPPED_FILES[id].file));
    const { metadata } = decodeEnsemble(new Uint8Array(bytes), 784, 10);
    expect(JSON.parse(metadata.training!).name).toBe(SHIPPED_NAMES[id]);
  });

  it('is of those that are shown, and of the surrogate', () => {
    expect(Object.keys(SHIPPED_FILES).toSorted()).toEqual([...SHIPPED, SURROGATE].toSorted());
  });

  it('knows its ids from others', () => {
    expect(SHIPPED.every(isShipped)).toBe(true);
    expect(['', 'mine', 'toString', '__proto__'].some(isShipped)).toBe(false);
  });
});
