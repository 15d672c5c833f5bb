/** A file's name says which figure it is of: what is found in a search or an editor's tab is not found twice. */
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const namesIn = (folder: string) =>
  readdirSync(fileURLToPath(new URL(`../../src/${folder}`, import.meta.url)), {
    recursive: true,
    encoding: 'utf8',
  })
    .map((path) => basename(path))
    .filter((name) => name.includes('.'));

it('figures and components have no two files of one name', () => {
  const names = [...namesIn('figures'), ...namesIn('components')];
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
