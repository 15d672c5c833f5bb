import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../training/settings';
import { formatSweepLine, lineKey, parseSweepLine, parseSweepLines } from './sweep-line';

const FILE = readFileSync('tests/fixtures/sweep.jsonl', 'utf8');
const [FIRST = ''] = FILE.split('\n');

/** The first line with something else at a path. */
function changed(path: string, value: unknown): string {
  const line = JSON.parse(FIRST);
  const parts = path.split('/');
  const last = parts.pop()!;
  const inner = parts.reduce((own, part) => own[part], line);
  if (value === undefined) delete inner[last];
  else inner[last] = value;
  return JSON.stringify(line);
}

describe('a line of a sweep', () => {
  it('is written as it was read', () => {
    const lines = parseSweepLines(FILE);
    expect(lines).toHaveLength(10);
    expect(`${lines.map(formatSweepLine).join('\n')}\n`).toBe(FILE);
  });

  it('that names no data set is of FashionMNIST', () => {
    expect(parseSweepLine(changed('settings/data', undefined))).toEqual(parseSweepLine(FIRST));
  });

  it('keeps six digits of a number, and that there was no image to attack', () => {
    const line = parseSweepLine(FIRST);
    const rating = { ...line.rating, gdr: 0.123456789, cosine: Number.NaN };
    const again = parseSweepLine(formatSweepLine({ ...line, rating }));
    expect(again.rating.gdr).toBe(0.123457);
    expect(again.rating.cosine).toBeNaN();
  });

  it('holds nothing that is not known here', () => {
    const line = parseSweepLine(changed('rating/attacks/__proto__', { polluted: true }));
    expect(line).toEqual(parseSweepLine(FIRST));
    const text = FIRST.replace('{"version"', '{"__proto__":{"polluted":1},"more":2,"version"');
    expect(Object.keys(parseSweepLine(text))).toEqual(Object.keys(parseSweepLine(FIRST)));
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['version', 2, 'version must be 1, not 2'],
    ['way', 'gdr', 'way must be none, not gdr'],
    ['way', undefined, 'way is missing'],
    ['settings', null, 'settings must be an object, not null'],
    ['settings/seed', undefined, 'settings.seed is missing'],
    ['settings/members', 9, 'settings: members must be a whole number from 2 to 5, not 9'],
    ['settings/members', 2, 'rating.memberAccuracy must be of 2 members, not 3'],
    [
      'settings/adversarial',
      'member',
      'way must be adversarial-member, not none', //
    ],
    ['data', 'abc', 'data must be 64 hexadecimal digits, not abc'],
    ['backend', '<b>', 'backend must be the name of a backend, not <b>'],
    ['rating/gdr', 'none', 'rating.gdr must be a share from 0 to 1, not none'],
    [
      'rating/ensembleAccuracy',
      null,
      'rating.ensembleAccuracy must be a share from 0 to 1, not null',
    ],
    ['rating/attacks/pgd/0.06', undefined, 'rating.attacks.pgd.0.06 is missing'],
    [
      'rating/attacks/pgd/0.06/same',
      1.5,
      'rating.attacks.pgd.0.06.same must be a share from 0 to 1, not 1.5',
    ],
    [
      'rating/transfer/images',
      0.5,
      'rating.transfer.images must be a whole number from 0, not 0.5',
    ],
    ['rating/memberAccuracy', [], 'rating.memberAccuracy must be a list of 1 to 16 shares'],
    ['seconds', 3, 'seconds.training must be a number from 0, not undefined'],
  ])('with %s as %j is refused: %s', (path, value, problem) => {
    expect(() => parseSweepLine(changed(path, value))).toThrow(problem);
  });

  it.each(['', '[]', 'null', '"x"', '{', '{}', '1e999', FIRST.slice(0, -1)])(
    'is not %j, which is refused in words',
    (text) => expect(() => parseSweepLine(text)).toThrow(/^(it (is|must)|version)/),
  );

  it('that cannot be used is named by its number in the file', () => {
    expect(() => parseSweepLines(`${FIRST}\n\n{}\n`)).toThrow('line 3: version is missing');
    expect(parseSweepLines('\n')).toEqual([]);
  });
});

describe('the key of a line', () => {
  const plain = { ...DEFAULT_SETTINGS, penalty: 'none' } as const;
  const key = (settings: typeof DEFAULT_SETTINGS) => lineKey({ settings, data: 'd' });

  it('does not see what a run without penalty or adversarial images does without', () => {
    expect(key({ ...plain, lambda: 10, metric: 'spread', adversarialSteps: 9 })).toBe(key(plain));
    expect(key({ ...plain, seed: 2 })).not.toBe(key(plain));
    expect(key({ ...DEFAULT_SETTINGS, lambda: 10 })).not.toBe(key(DEFAULT_SETTINGS));
    expect(key({ ...plain, adversarial: 'member', adversarialSteps: 9 })).not.toBe(
      key({ ...plain, adversarial: 'member' }),
    );
  });

  it('does not depend on the order in which settings stand', () => {
    const reversed = Object.fromEntries(Object.entries(plain).reverse()) as typeof plain;
    expect(key(reversed)).toBe(key(plain));
    expect(lineKey({ settings: plain, data: 'e' })).not.toBe(key(plain));
  });
});
