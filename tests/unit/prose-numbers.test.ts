/** Numbers that the prose quotes of the published sweep are those of its lines. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { correlations } from '../../src/sweep/correlations';
import type { Measure } from '../../src/sweep/measure-names';
import type { Outcome } from '../../src/sweep/outcomes';
import { pricePoints } from '../../src/sweep/price';
import { parseSweepLines } from '../../src/sweep/sweep-line';
import type { WayId } from '../../src/sweep/ways';

const SWEEP = new URL('../../public/sweep/', import.meta.url);
const LINES = readdirSync(SWEEP)
  .flatMap((file) => parseSweepLines(readFileSync(new URL(file, SWEEP), 'utf8')))
  .filter(({ settings }) => settings.members === 3);
const PROSE = readFileSync(
  new URL('../../src/article/sections/does-it-hold.mdx', import.meta.url),
  'utf8',
);

const FGS: Outcome = { attacker: 'everything', attack: 'fgs', epsilon: 0.06, meaning: 'same' };
const STRONGEST: Outcome = { ...FGS, attack: 'strongest', meaning: 'all' };

const of = (outcome: Outcome, measure: Measure) =>
  correlations(LINES, { ...outcome, measure }, { resamples: 0 });
const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
const percent = (value: number) => `${Math.round(100 * value)} %`;

it('correlations with GDR and with the joint slope', () => {
  const fgs = of(FGS, 'gdr');
  const angles = (['cosine', 'gal', 'gdr', 'gdr-spread'] as const).map(
    (way) => fgs.within[way]!.spearman.value,
  );
  expect(PROSE).toContain(`rank correlation ${signed(Math.min(...angles))} or more`);
  expect(PROSE).toContain(
    `Over the λ of *length* it is ${signed(fgs.within.norm!.spearman.value)}`,
  );
  expect(PROSE).toContain(`Across all ways ${signed(fgs.across.spearman.value)} is left`);
  expect(PROSE).toContain(
    `fools all members, ${signed(of(STRONGEST, 'gdr').across.spearman.value)} for GDR and ${signed(of(STRONGEST, 'jointSlope').across.spearman.value)} for the joint slope`,
  );
});

it('what is withstood, and at which accuracy', () => {
  const robust = (outcome: Partial<Outcome>, way: WayId, strength?: number) => {
    const found = pricePoints(LINES, { ...STRONGEST, meaning: 'robust', ...outcome }).find(
      (point) => point.way === way && point.strength?.value === strength,
    )!;
    return { kept: percent(found.value), at: percent(found.accuracy) };
  };
  const none = robust({}, 'none');
  const gdr = robust({}, 'gdr', 3);
  const adversarial = robust({}, 'adversarial-ensemble', 0.03);
  expect(PROSE).toContain(
    `right on ${none.kept} of the images without a penalty (accuracy ${none.at}), on ${gdr.kept} with GDR at λ 3 (${gdr.at}) and on ${adversarial.kept} after adversarial training on the ensemble at ε 0.03 (${adversarial.at})`,
  );
  const borrowed = { attacker: 'surrogate', attack: 'either' } as const;
  expect(PROSE).toContain(
    `made on surrogates, on ${robust(borrowed, 'none').kept}, ${robust(borrowed, 'gdr', 3).kept} and ${robust(borrowed, 'adversarial-ensemble', 0.03).kept}.`,
  );
});
