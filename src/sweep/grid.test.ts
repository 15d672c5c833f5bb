import { describe, expect, it } from 'vitest';
import { checkSettings } from '../training/settings';
import { DEFAULT_GRID, DEFAULT_POINTS, runsOf, shardOf, surrogateSettings } from './grid';
import { parseWays } from './parse-ways';
import { lineKey } from './sweep-line';
import { SWEEP_WAYS } from './ways';

const key = (settings: Parameters<typeof lineKey>[0]['settings']) =>
  lineKey({ settings, data: '' });

describe('the runs of a grid', () => {
  const runs = runsOf(DEFAULT_GRID);

  it('are each another: 24 points, three numbers of members, three seeds', () => {
    expect(new Set(runs.map(key)).size).toBe(24 * 3 * 3);
    for (const settings of runs) expect(() => checkSettings(settings)).not.toThrow();
  });

  it('are shared out among machines, each to one', () => {
    const parts = [1, 2, 3, 4, 5].map((i) => shardOf(runs, [i, 5]));
    expect(parts.flat().map(key).sort()).toEqual(runs.map(key).sort());
    expect(Math.max(...parts.map((own) => own.length))).toBeLessThanOrEqual(
      Math.min(...parts.map((own) => own.length)) + 1,
    );
  });

  it('are attacked from surrogates that are no run’s own, nor each other, whatever the way', () => {
    for (const settings of runs) {
      const [plain, same] = (['plain', 'same'] as const).map((kind) =>
        surrogateSettings(settings, kind),
      );
      expect(new Set([settings, plain!, same!].map(key)).size).toBe(3);
      expect(plain!.penalty).toBe('none');
      expect(plain!.adversarial).toBe('none');
      expect({ ...same, seed: settings.seed }).toEqual(settings);
      checkSettings(surrogateSettings({ ...settings, seed: 2 ** 31 - 1 }, 'same'));
    }
  });

  it('of a few images have batches no larger', () => {
    const [run] = runsOf({ ...DEFAULT_GRID, images: 40 });
    expect(run!.batch).toBe(40);
    checkSettings(run!);
  });
});

describe('a list of ways', () => {
  it('has the default grid where no strengths are given', () => {
    const points = parseWays(SWEEP_WAYS.map(({ id }) => id).join('\n'));
    expect(points).toEqual(DEFAULT_POINTS);
  });

  it('has strengths of each kind, and remarks', () => {
    const points = parseWays(
      '# three\nnone\n\ngdr 0.3 10 # two of them\nadversarial-member 0.06:7\n',
    );
    expect(points.map(({ way, strength }) => [way.id, strength])).toEqual([
      ['none', {}],
      ['gdr', { lambda: 0.3 }],
      ['gdr', { lambda: 10 }],
      ['adversarial-member', { adversarialEpsilon: 0.06, adversarialSteps: 7 }],
    ]);
  });

  it.each([
    ['', 'there is no way in it'],
    ['none\ncharm', 'line 2: there is no way charm, only none, cosine'],
    ['none 3', 'line 1: none takes no strength, not 3'],
    ['gdr x', 'line 1: lambda must be a number from 0 to 100, not NaN'],
    ['gdr -1', 'line 1: lambda must be a number from 0 to 100, not -1'],
    ['adversarial-member 0.06', 'line 1: adversarial-member takes EPSILON:STEPS, not 0.06'],
    [
      'adversarial-member 0.06:0',
      'line 1: adversarialSteps must be a whole number from 1 to 50, not 0',
    ],
    ['adversarial-member :5', 'line 1: adversarialEpsilon must be a number from 0.001'],
  ])('as %j is refused: %s', (text, problem) => {
    expect(() => parseWays(text)).toThrow(problem);
  });
});
