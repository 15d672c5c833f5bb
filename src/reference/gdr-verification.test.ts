import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isGdrFile, parseGdrFile } from './gdr-file';
import { verifyGdr } from './gdr-verification';

interface Item {
  n: number;
  cosine: number[][];
  gdr: number;
  vectors?: number[][];
  gradient?: number[][];
}
const text = readFileSync(new URL('../../tests/fixtures/gdr.json', import.meta.url), 'utf8');
const fixture = (): Record<'exact' | 'numeric' | 'degenerate', Item[]> => JSON.parse(text);
const failures = (json: unknown) => verifyGdr(parseGdrFile(json)).flatMap(({ failed }) => failed);

describe('verification of GDR values', () => {
  it('passes every independent case', () => {
    expect(verifyGdr(parseGdrFile(fixture())).map(({ kind, count }) => [kind, count])).toEqual([
      ['exact', 42],
      ['numeric', 15],
      ['degenerate', 24],
    ]);
    expect(failures(fixture())).toEqual([]);
  });

  it('names a case whose value, vectors or gradient is off by more than allowed', () => {
    const file = fixture();
    file.exact[1]!.gdr += 2e-6;
    file.numeric[0]!.gradient![0]![1]! += 2e-5;
    file.numeric[1]!.vectors = file.numeric[1]!.vectors!.map((v, i) => (i ? v.map((x) => -x) : v));
    expect(failures(file)).toEqual(['exact[1] orthogonal2', 'numeric[0]', 'numeric[1]']);
  });

  it('holds a small value to its relative error', () => {
    const file = fixture();
    const k = file.exact.findIndex(({ gdr }) => gdr > 0 && gdr < 1e-3);
    file.exact[k]!.gdr *= 1 + 2e-4;
    expect(failures(file)).toHaveLength(1);
  });

  it('knows its files from others', () => {
    expect(isGdrFile(fixture())).toBe(true);
    for (const other of [null, 3, [], { architecture: {} }]) expect(isGdrFile(other)).toBe(false);
  });

  it.each<[string, (item: Item) => void, string]>([
    ['count', (item) => (item.n = 9), 'exact[1].n must be a whole number from 1 to 8, not 9'],
    ['value', (item) => (item.gdr = 2), 'exact[1].gdr must be a number from 0 to 0.5, not 2'],
    ['row', (item) => item.cosine.pop(), 'exact[1].cosine must be 2 rows'],
    ['entry', (item) => item.cosine[1]!.pop(), 'exact[1].cosine[1] must be 2 numbers'],
    ['cosine', (item) => (item.cosine[0]![1] = 0.5), 'exact[1].cosine: Cosine matrix: entries'],
    ['vector', (item) => (item.vectors = [[1, 0], [1]]), 'exact[1].vectors[1] must be 2 numbers'],
  ])('refuses a mangled %s', (_, mangle, message) => {
    const file = fixture();
    mangle(file.exact[1]!);
    expect(() => parseGdrFile(file)).toThrow(message);
  });

  it('refuses a file without all kinds', () => {
    expect(() => parseGdrFile({ ...fixture(), degenerate: [] })).toThrow('degenerate must be');
  });
});
