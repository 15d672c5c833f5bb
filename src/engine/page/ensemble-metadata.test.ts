import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEnsemble, EnsembleFileError, encodeEnsemble } from '../../ensemble/ensemble-file';
import { DEFAULT_SETTINGS, problemWithShape } from '../../training/settings';
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
  return { parameters, read: decodeEnsemble(bytes, INPUT, CLASSES, problemWithShape) };
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

  it('of a version without metrics of the penalty was trained with all pixels alike', () => {
    const { metric: _, ...settings } = TRAINING.settings;
    const { read } = fromFile(toMetadata({ ...TRAINING, settings } as Training));
    expect(recordFrom(read, LOADED, 'file name').initial).toEqual(TRAINING.settings);
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
    ['settings of other members', JSON.stringify({ ...TRAINING, settings: DEFAULT_SETTINGS })],
    [
      'settings that cannot be written out',
      JSON.stringify({ ...TRAINING, settings: { ...TRAINING.settings, seed: { toString: 1 } } }),
    ],
    [
      'settings that nest without end',
      JSON.stringify({ ...TRAINING, settings: { ...TRAINING.settings, hidden: 'deep' } }).replace(
        '"deep"',
        '['.repeat(50_000) + ']'.repeat(50_000),
      ),
    ],
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

  it('is kept without what is not known of it here', () => {
    const more = { ballast: Array(1000).fill('x'), ['__proto__']: { name: 'y' } };
    const { settings, changes } = TRAINING;
    const training = JSON.stringify({
      ...TRAINING,
      ...more,
      settings: { ...settings, ...more },
      changes: changes.map((change) => ({ ...change, ...more })),
    });
    const plain = recordFrom(fromFile(toMetadata(TRAINING)).read, LOADED, 'mine');
    expect(recordFrom(fromFile({ training }).read, LOADED, 'mine')).toEqual(plain);
  });

  it('comes with metadata of any kind', () => {
    const { read } = fromFile({});
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>({ toString: 1, valueOf: 1 }, 'x'.repeat(5000), Array(100).fill(1)),
    );
    const keys = Object.keys(TRAINING);
    const edited = fc
      .dictionary(fc.constantFrom(...keys, 'settings.seed', 'settings.hidden'), odd)
      .map((edits) => {
        const training: Record<string, unknown> = {
          ...TRAINING,
          settings: { ...TRAINING.settings },
        };
        for (const [key, value] of Object.entries(edits)) {
          const [own = key, setting] = key.split('.');
          if (setting === undefined) training[own] = value;
          else training.settings = { ...TRAINING.settings, [setting]: value };
        }
        return JSON.stringify(training);
      });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), edited), (training) => {
        const record = recordFrom({ ...read, metadata: { training } }, LOADED, 'mine');
        expect(record.name.length).toBeLessThanOrEqual(80);
        expect(record.trainedAt?.length ?? 0).toBeLessThanOrEqual(27);
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused with the reason where the page cannot compute with it', () => {
    expect(() => fromFile({}, 6)).toThrow(EnsembleFileError);
    expect(() => fromFile({}, 6)).toThrow(/members must be .* 5/);
    expect(() => fromFile({}, 2, [4])).toThrow(/hidden must be .* from 8 to 256/);
  });
});
