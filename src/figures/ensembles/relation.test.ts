import { describe, expect, it } from 'vitest';
import { ENOUGH } from './correlation';
import { relationIn } from './relation';

const line = (n: number, rate = (k: number) => 0.1 * k) =>
  Array.from({ length: n }, (_, k) => ({ gdr: 0.05 * (k + 1), rate: rate(k + 1) }));

describe('what ensembles say together', () => {
  it('is no number where they are few, but how many are missing', () => {
    expect(relationIn(line(3))).toMatch(/^3 ensembles cannot show a relation.*Train three more/);
    expect(relationIn([])).toMatch(/^There is no point as yet; .* Train six more/);
    for (let n = 0; n < ENOUGH; n++) expect(relationIn(line(n))).not.toMatch(/Pearson|\d\.\d/);
  });

  it('is a coefficient from then on, and of how many', () => {
    expect(relationIn(line(ENOUGH))).toContain(`(Pearson): 1.00, n = ${ENOUGH}.`);
  });

  it('leaves out what has no logarithm, and is no number where then too few are left', () => {
    const some = (zeros: number) => line(ENOUGH + 1, (k) => (k <= zeros ? 0 : 0.1 * k));
    expect(relationIn(some(1))).toContain(`n = ${ENOUGH}, 1 with a rate of 0 left out.`);
    expect(relationIn(some(2))).toMatch(/^Too few ensembles with a rate above 0/);
  });
});
