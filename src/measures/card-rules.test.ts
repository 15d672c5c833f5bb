import { describe, expect, it } from 'vitest';
import { CARD_LINES, type CardNumbers, verdictsOf } from './card-rules';

const rate = (all: number) => ({ all, attackable: all });
const strongest = (...rates: number[]) =>
  [0.03, 0.06, 0.12, 0.5].map((epsilon, k) => ({ epsilon, ...rate(rates[k]!) }));

/** A plainly trained ensemble. */
const SOUND: CardNumbers = {
  epsilon: 0.06,
  images: 200,
  attackable: 165,
  noise: rate(0.15),
  fgs: rate(0.58),
  pgd: rate(0.66),
  strongest: strongest(0.38, 0.68, 0.97, 1),
  added: { steps: 0.005, restarts: 0.01 },
  surrogate: { ensembles: 2, ...rate(0.55), missed: 0.005 },
  square: { ...rate(0.5), missed: 0, queries: 1000 },
  gradients: { vanishing: 0.01, none: 0, mean: 0.5, median: 0.15, plain: null },
  accuracy: 0.85,
  robust: 0.32,
  joint: 0.34,
};

/** The lines that fail. */
const failing = (change: Partial<CardNumbers>) => {
  const verdicts = verdictsOf({ ...SOUND, ...change });
  return CARD_LINES.filter((line) => verdicts[line] === false);
};

describe('the rules of the evaluation card', () => {
  it('believe what was attacked well', () => {
    expect(failing({})).toEqual([]);
    // Whatever is measured, lengths and accuracies are for reading.
    expect(verdictsOf(SOUND)).toMatchObject({ lengths: null, accuracy: null });
  });

  it('want a stronger attack to do no worse, but for one image in a hundred', () => {
    expect(failing({ fgs: rate(0.67) })).toEqual([]);
    expect(failing({ fgs: rate(0.68) })).toEqual(['order']);
    expect(failing({ noise: rate(0.6) })).toEqual(['order']);
    expect(failing({ pgd: rate(0.7) })).toEqual(['order']);
  });

  it('want more effort to add next to nothing', () => {
    expect(failing({ added: { steps: 0.015, restarts: 0 } })).toEqual(['effort']);
    expect(failing({ added: { steps: 0, restarts: 0.36 - 0.345 } })).toEqual(['effort']);
    expect(failing({ added: { steps: 0.36 - 0.35, restarts: 0 } })).toEqual([]);
  });

  it('want success to rise with ε, to all at the end', () => {
    expect(failing({ strongest: strongest(0.38, 0.68, 0.6, 1) })).toEqual(['epsilon']);
    expect(failing({ strongest: strongest(0.38, 0.68, 0.9, 0.98) })).toEqual(['epsilon']);
  });

  it('want no attacker who knows less to do better', () => {
    expect(failing({ surrogate: { ensembles: 2, ...rate(0.5), missed: 0.02 } })).toEqual([
      'surrogate',
    ]);
    expect(failing({ square: { ...SOUND.square, ...rate(0.67) } })).toEqual(['square']);
    expect(verdictsOf({ ...SOUND, surrogate: null }).surrogate).toBeNull();
  });

  it('want gradients to be there; of no image there are none', () => {
    const { gradients } = SOUND;
    expect(failing({ gradients: { ...gradients, vanishing: 0.06 } })).toEqual(['vanishing']);
    expect(failing({ gradients: { ...gradients, vanishing: Number.NaN } })).toEqual(['vanishing']);
  });
});
