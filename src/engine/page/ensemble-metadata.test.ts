import { describe, expect, it } from 'vitest';
import { decodeEnsemble, encodeEnsemble } from '../../ensemble/ensemble-file';
import { DEFAULT_SETTINGS } from '../../training/settings';
import { recordFrom, type Training, toMetadata } from './ensemble-metadata';

const INPUT = 6;
const CLASSES = 3;
const TRAINING: Training = {
  name: '2 × 8, gdr λ = 3',
  trainedAt: '2026-01-02T03:04:05.000Z',
  backend: 'wasm',
  settings: { ...DEFAULT_SETTINGS, members: 2, hidden: [8] },
  changes: [{ step: 5, setting: 'penalty', value: 'cosine' }],
  steps: 40,
};
const LOADED = { id: 'an-id', origin: 'loaded' } as const;

/** An ensemble as it comes out of a file with that metadata. */
function fromFile(metadata: Record<string, string>, members = 2, hidden: number[] = [8]) {
  const widths = [INPUT, ...hidden, CLASSES];
  const parameters = widths
    .slice(1)
    .flatMap((width, layer) => [widths[layer]! * width, width])
    .map((size) => Float32Array.from({ length: members * size }, (_, i) => Math.sin(i)));
  const bytes = encodeEnsemble({ members, hidden, parameters, metadata }, widths);
  return { parameters, read: decodeEnsemble(bytes, INPUT, CLASSES) };
}

describe('an ensemble from a file', () => {
  it('comes back as it was saved, to be rated anew', () => {
    const { read, parameters } = fromFile(toMetadata(TRAINING));
    const { settings, ...rest } = TRAINING;
    expect(recordFrom(read, LOADED, 'file name')).toEqual({
      ...LOADED,
      ...rest,
      initial: settings,
      weights: { members: 2, hidden: [8], parameters },
      evaluation: null,
      samples: [],
      snapshot: null,
    });
  });

  it.each([
    ['none', undefined],
    ['no JSON', '{'],
    ['another type', '[1, 2]'],
    ['null', 'null'],
    ['a setting out of range', JSON.stringify({ ...TRAINING, settings: { seed: -1 } })],
    ['no date', JSON.stringify({ ...TRAINING, trainedAt: 'yesterday' })],
    ['an unknown backend', JSON.stringify({ ...TRAINING, backend: 'abacus' })],
    ['a change of what cannot change', JSON.stringify({ ...TRAINING, changes: [{ step: 1 }] })],
    ['steps that are no count', JSON.stringify({ ...TRAINING, steps: 1.5 })],
  ])('goes by its file name where the metadata is %s', (_, training) => {
    const { read } = fromFile(training === undefined ? {} : { training });
    expect(recordFrom(read, LOADED, 'mine')).toMatchObject({
      name: 'mine',
      initial: null,
      trainedAt: null,
      backend: null,
      changes: [],
      steps: 0,
    });
  });

  it('does not take a name of any length', () => {
    const { read } = fromFile(toMetadata({ ...TRAINING, name: 'x'.repeat(1000) }));
    expect(recordFrom(read, LOADED, 'mine').name).toHaveLength(80);
  });

  it('is refused with the reason where the page cannot compute with it', () => {
    expect(() => recordFrom(fromFile({}, 6).read, LOADED, 'six')).toThrow(/members must be .* 5/);
    expect(() => recordFrom(fromFile({}, 2, [4]).read, LOADED, 'narrow')).toThrow(
      /hidden must be .* from 8 to 256/,
    );
  });
});
