/** Whoever is timed comes to the same images: compared with plain loops in float64, on the patterns. */
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../scripts/arguments';
import { climb64 } from '../../tests/attack64';
import { selectBackend } from '../../tests/backend';
import { PatternSource } from '../../tests/patterns';
import { openProblem, type Problem } from '../training/problem';
import { SETTINGS } from '../training/test-settings';
import { type Attacker, SPEC } from './attacker';
import { readOptions, report } from './command';
import { jaxAttacker } from './jax';
import { ours } from './ours';
import { compare, shareApart } from './run';
import { textbook } from './textbook';

const MAKERS: Record<string, (problem: Problem) => Attacker | Promise<Attacker>> = {
  ours,
  textbook,
  'jax-js': jaxAttacker,
};
const IMAGES = 6;
const settings = { ...SETTINGS, penalty: 'none', hidden: [8, 12] } as const;

beforeAll(async () => {
  await selectBackend('wasm');
  // Registers the gradients that the textbook's tape needs.
  await import('@tensorflow/tfjs');
  await setBackend('wasm');
});

describe.each(Object.entries(MAKERS))('the attack of %s', (_, make) => {
  it('comes to where float64 comes, again and again', async () => {
    const problem = await openProblem(new PatternSource(), settings, IMAGES);
    const { initial, widths, attacked } = problem;
    const net = {
      members: settings.members,
      widths,
      parameters: initial.map((values) => Float64Array.from(values)),
    };
    const size = widths[0]!;
    const how = { ...SPEC, objective: 'mean', towards: false } as const;
    const expected = Array.from(attacked.labels, (label, b) => {
      const image = Array.from(attacked.pixels.subarray(b * size, (b + 1) * size));
      return climb64(net, image, label, image, how).at(-1)!;
    }).flat();
    const attacker = await make(problem);
    for (let k = 0; k < 3; k++) attacker.attack();
    await attacker.settle();
    const found = await attacker.adversarial();
    expect(shareApart(found, Float32Array.from(expected))).toBeLessThan(0.01);
    expect(shareApart(found, attacked.pixels)).toBeGreaterThan(0.5);
    attacker.dispose();
  });
});

describe('a comparison', () => {
  it('has a sound row for each, and a line in the table', async () => {
    const compared = await compare(new PatternSource(), { settings, images: IMAGES }, () => {});
    expect(compared.rows.map(({ attacker }) => attacker)).toEqual(Object.keys(MAKERS));
    for (const row of compared.rows) {
      expect(row).toMatchObject({ wrong: false, rounds: 3 });
      expect(row.ratio).toBeGreaterThan(0);
    }
    const text = report([{ adapter: 'processor', ...compared }], 'node');
    expect(text).toMatch(/^n = 3 +6 +\d/m);
    expect(text).not.toContain('WRONG');
    const [own, other, third] = compared.rows;
    const wrong = { ...other!, wrong: true, apart: 0.5 };
    const rows = [own!, wrong, third!];
    expect(report([{ adapter: '', ...compared, rows }], 'node')).toMatch(
      /WRONG!.*textbook: 50.00 % of the pixels differ/s,
    );
  });
});

describe('npm run bench -- attacks', () => {
  it('by itself takes 1,000 images and one, with two, three and five members', () => {
    const { comparisons, backend } = readOptions([]);
    expect(comparisons.map(({ images, settings: { members } }) => [images, members])).toEqual([
      ...[2, 3, 5].map((members) => [1000, members]),
      ...[2, 3, 5].map((members) => [1, members]),
    ]);
    expect(backend).toBe('wasm');
  });

  it.each([[['--images', '1001']], [['--backend', 'cpu']], [['wasm']]])('refuses %j', (args) => {
    expect(() => readOptions(args)).toThrow(UsageError);
  });
});
