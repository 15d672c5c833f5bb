import { describe, expect, it } from 'vitest';
import { ManifestError, parseManifest } from './manifest';
import { manifestJson } from './test-shards';

type Json = Record<string, unknown>;

/** The manifest with one entry replaced; a path is written with dots. */
function withEntry(path: string, value: unknown): Json {
  const manifest = structuredClone(manifestJson());
  const keys = path.split('.');
  const last = keys.pop()!;
  const holder = keys.reduce<Json>((object, key) => object[key] as Json, manifest);
  holder[last] = value;
  return manifest;
}

describe('a manifest', () => {
  it('that is whole is taken over as it is', () => {
    expect(parseManifest(manifestJson())).toEqual(manifestJson());
  });

  it('loses what this version does not know', () => {
    expect(parseManifest(withEntry('extra', 1))).toEqual(manifestJson());
  });

  it.each([undefined, null, 'text', 3, []])('is never %o', (value) => {
    expect(() => parseManifest(value)).toThrow(ManifestError);
  });

  it.each<[string, unknown, RegExp]>([
    ['format', 'parquet', /format must be image-shards, not parquet/],
    ['version', 2, /version must be 1, not 2: reload the page/],
    ['name', '', /name must be a text/],
    ['imageShape', [2, 3], /imageShape/],
    ['imageShape', [2, 3, 0], /imageShape/],
    ['imageShape', [2, 3, 1.5], /imageShape/],
    ['classes', ['only one'], /classes/],
    ['classes', ['same', 'same'], /different names/],
    ['classes', ['a', 7], /classes/],
    ['classes', Array.from({ length: 257 }, (_, k) => `class ${k}`), /2 to 256/],
    ['pixelSpread', undefined, /pixelSpread must be a text/],
    ['pixelSpread', 'AACAPw==', /pixelSpread must be 6 float32 numbers/],
    ['splits', undefined, /splits is missing/],
    ['splits.test', [], /splits\.test must be an object/],
    ['splits.train.count', 81, /splits\.train counts 81 images, its shards 80/],
    ['splits.train.shards', [], /splits\.train\.shards must be a list/],
    ['splits.train.shards.2', null, /splits\.train\.shards\[2\] must be an object/],
    ['splits.train.shards.2.file', '../secret', /shards\[2\]\.file/],
    ['splits.train.shards.2.file', '..', /shards\[2\]\.file/],
    ['splits.train.shards.2.file', 'https://elsewhere/x', /shards\[2\]\.file/],
    ['splits.train.shards.2.file', 'train-1.bin', /same file/],
    ['splits.train.shards.2.count', -20, /shards\[2\]\.count/],
    ['splits.train.shards.2.bytes', '9', /shards\[2\]\.bytes/],
    ['splits.train.shards.2.sha256', 'ABC', /shards\[2\]\.sha256/],
    ['provenance', undefined, /provenance is missing/],
    ['provenance.files', { 'a.gz': 'md5 0' }, /sha256 of a\.gz/],
    ['licence', 1, /licence/],
  ])('with %s = %o is refused, and the entry named', (path, value, message) => {
    expect(() => parseManifest(withEntry(path, value))).toThrow(message);
    expect(() => parseManifest(withEntry(path, value))).toThrow(ManifestError);
  });
});
