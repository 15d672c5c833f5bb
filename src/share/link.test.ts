import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecipe, RECIPES } from '../attacks/attack-recipe';
import { pairCount } from '../geometry/pairs';
import type { NumberKind } from './kinds';
import { placeIn, readLink, writeLink } from './link';
import { DEFAULTS, KEYS, restrictedTo, type SharedValues, settingOf } from './shareable-settings';

/** Values that a figure might set, in range or slightly beyond, of any kind in the table. */
function anyValue(kind: object): fc.Arbitrary<unknown> {
  if ('range' in kind) {
    const { min, max } = (kind as NumberKind).range;
    return fc.double({ min: min - 1, max: max + 1, noNaN: true });
  }
  if ('options' in kind) return fc.constantFrom(...(kind.options as string[]));
  if ('radius' in kind) {
    const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
    return fc.tuple(coordinate, coordinate);
  }
  if ('latitude' in kind) {
    return fc.tuple(
      fc.double({ min: -400, max: 800, noNaN: true }),
      fc.double({ min: -100, max: 100, noNaN: true }),
    );
  }
  if ('item' in kind) {
    const { item, count } = kind as { item: object; count: { min: number; max: number } };
    return fc.array(anyValue(item), { minLength: count.min, maxLength: count.max });
  }
  if ('size' in kind) {
    const index = fc.integer({ min: 0, max: (kind.size as number) - 1 });
    return fc.tuple(index, index).filter(([row, column]) => row !== column);
  }
  if ('members' in kind) {
    // Equal cosines between 0 and 1 are possible for any number of vectors.
    return fc
      .tuple(fc.integer({ min: 2, max: 8 }), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([n, cosine]) => Array.from({ length: pairCount(n) }, () => cosine));
  }
  if ('recipes' in kind) {
    return fc.constantFrom(
      ...Object.values(RECIPES),
      parseRecipe('pgd norm=two steps=7 stride=1.5 objective=member1 seed=3'),
    );
  }
  return fc.boolean();
}

const anyState = fc.record(
  Object.fromEntries(KEYS.map((key) => [key, anyValue(settingOf(key).kind)])),
) as fc.Arbitrary<SharedValues>;

function settled(values: SharedValues): SharedValues {
  return Object.fromEntries(
    KEYS.map((key) => [key, settingOf(key).kind.settle(values[key])]),
  ) as unknown as SharedValues;
}

describe('a link', () => {
  it('gives back every state that the page can be in', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        const values = settled(state);
        const link = readLink(writeLink(values))!;
        expect(link.refused).toEqual([]);
        expect({ ...DEFAULTS, ...link.values }).toEqual(values);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads as it looks: no percent sign, no markup, whatever the state', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(writeLink(settled(state))).toMatch(/^(#v=1(&[a-z]+\.[a-zA-Z]+=[\w.,-]+)+)?$/);
      }),
    );
  });

  it('is empty where all is at its default, and names only what is not', () => {
    expect(writeLink(DEFAULTS)).toBe('');
    expect(writeLink({ ...DEFAULTS, 'two.f': 30, 'two.g': 120.5 })).toBe(
      '#v=1&two.f=30&two.g=120.5',
    );
    expect(readLink('')).toEqual({ values: {}, refused: [] });
  });

  it('stands for ever: what an old one leaves out is what it was', () => {
    expect(DEFAULTS).toMatchObject({
      'attack.ensemble': 'plain',
      'attack.source': 'ensemble',
      'attack.epsilon': 0.06,
      'lab.members': 3,
      'lab.hidden': [64],
      'lab.penalty': 'gdr',
      'lab.lambda': 3,
      'lab.learningRate': 0.001,
      'lab.batch': 64,
      'lab.images': 5000,
      'lab.epochs': 5,
      'lab.seed': 1,
      'lab.data': 'fashion-mnist',
      'lab.live': false,
    });
  });

  it('keeps what is sound when a part of it is not, and names that part', () => {
    expect(readLink('#v=1&two.f=999&two.g=120')).toEqual({
      values: { 'two.g': 120 },
      refused: ['two.f'],
    });
    expect(readLink('#v=1&two.delta=0.5,0.5,0.5&nonsense=1&two.fgs=1')).toEqual({
      values: { 'two.fgs': true },
      refused: ['two.delta', 'nonsense'],
    });
  });

  it.each([
    ['out of range', 'two.f=360.5'],
    ['negative', 'two.f=-1'],
    ['not a number', 'two.f=NaN'],
    ['infinite', 'two.f=Infinity'],
    ['hexadecimal', 'two.f=0x10'],
    ['an exponent', 'two.f=1e1'],
    ['empty', 'two.f='],
    ['blank', 'two.f=%20'],
    ['code', 'two.f=alert(1)'],
    ['markup', 'two.f=<img src=x onerror=alert(1)>'],
    ['broken percent signs', 'two.f=%E0%A4%A'],
    ['twice, once wrong', 'two.f=10&two.f=x'],
    ['outside the disc', 'two.delta=0.9,0.9'],
    ['half a point', 'two.delta=0.5'],
    ['neither on nor off', 'two.fgs=true'],
  ])('falls back to the default for a value that is %s', (_, pair) => {
    const key = pair.split('=')[0]!;
    expect(readLink(`#v=1&${pair}`)).toEqual({ values: {}, refused: [key] });
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'knows no setting called %s',
    (key) => {
      expect(readLink(`#v=1&${key}=1`)).toEqual({ values: {}, refused: [key] });
    },
  );

  it('of a later version is read as far as it is understood, and the page says so', () => {
    expect(readLink('#v=2&two.f=30')).toEqual({ values: { 'two.f': 30 }, refused: ['v'] });
  });

  it('survives what programs do to links: encoded separators, and & as HTML writes it', () => {
    const values = { 'two.f': 30, 'two.delta': [0.1, -0.2] };
    for (const hash of [
      '#v%3D1%26two.f%3D30%26two.delta%3D0.1%2C-0.2',
      '#v=1%26two.f=30%26two.delta=0.1,-0.2',
      '#v=1&two.f%3D30%26two.delta%3D0.1%2C-0.2',
      '#v=1&amp;two.f=30&amp;two.delta=0.1,-0.2',
      '#v=1&two%2Ef=30&two.delta=0.1%2C-0.2&',
    ]) {
      expect(readLink(hash)).toEqual({ values, refused: [] });
    }
  });

  it('that names a place on the page sets nothing and is no mistake', () => {
    expect(readLink('#attack')).toBeNull();
    expect(readLink('#%%%')).toBeNull();
  });

  it('of one figure carries what it names, and nothing of the others', () => {
    const values = { ...DEFAULTS, 'attack.epsilon': 0.1, 'attack.image': 3, 'two.f': 30 };
    expect(writeLink(restrictedTo(['attack'], values))).toBe(
      '#v=1&attack.image=3&attack.epsilon=0.1',
    );
    expect(writeLink(restrictedTo(['two', 'attack.image'], values))).toBe(
      '#v=1&two.f=30&attack.image=3',
    );
  });

  it('may name a place besides, which is no setting', () => {
    const hash = writeLink({ ...DEFAULTS, 'two.f': 30 }, 'reference-adam2020');
    expect(hash).toBe('#v=1&two.f=30&at=reference-adam2020');
    expect(readLink(hash)).toEqual({ values: { 'two.f': 30 }, refused: [] });
    expect(placeIn(hash)).toBe('reference-adam2020');
    expect(placeIn('#attack')).toBe('attack');
    expect(placeIn('#v=1&two.f=30')).toBeNull();
    expect(placeIn('')).toBeNull();
    expect(placeIn('#at=<img>')).toBeNull();
    expect(readLink('#at=<img>')).toEqual({ values: {}, refused: ['at'] });
  });

  it('never throws, whatever it is, and sets nothing that is not allowed', () => {
    const pieces = fc.oneof(
      fc.string(),
      fc.constantFrom(...KEYS, 'v', '=', '&', '%', '%zz', ',', '1', '-', '.'),
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const link = readLink(`#${parts.join('')}`);
        const values = { ...DEFAULTS, ...link?.values };
        expect(settled(values)).toEqual(values);
      }),
      { numRuns: 5000 },
    );
  });
});
