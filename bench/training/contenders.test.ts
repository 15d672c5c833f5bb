/** Whoever is timed computes the same: compared with float64, here on a problem of 64 pixels. */
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { SCALE_FREE_PENALTIES } from '../../src/geometry/penalties';
import { PENALTIES, type PenaltyName } from '../../src/training/settings';
import { selectBackend } from '../../tests/backend';
import { PatternSource } from '../../tests/patterns';
import type { Contender } from './contender';
import { type Judge, judge } from './finite-difference';
import { jaxContender } from './jax';
import { GDR_STEP, type Row } from './measurement';
import { ours } from './ours';
import { openProblem, type Problem } from './problem';
import { measure } from './run';
import { SETTINGS } from './test-settings';
import { textbook } from './textbook';

/** Each penalty, and each number of members under the one that is a program of its own for each. */
const casesOf = (penalties: readonly PenaltyName[]): (readonly [number, PenaltyName])[] => [
  ...penalties.map((penalty) => [3, penalty] as const),
  [2, 'gdr'],
  [5, 'gdr'],
];

const silent = () => {};
const REPORT = { backend: 'wasm', adapter: 'processor', software: false, reason: '' } as const;

const MAKERS: Record<string, (problem: Problem, oracle: Judge) => Contender | Promise<Contender>> =
  {
    ours,
    textbook,
    'jax-js': (problem, oracle) => jaxContender(problem, oracle, silent),
  };

beforeAll(async () => {
  await selectBackend('wasm');
  // Registers the gradients that the textbook's tape needs.
  await import('@tensorflow/tfjs');
  await setBackend('wasm');
});

describe.each(Object.entries(MAKERS))('%s', (name, make) => {
  it.each(casesOf(name === 'ours' ? PENALTIES : ['none', ...SCALE_FREE_PENALTIES]))(
    'of %i members has the gradient of %s that differences in float64 have, and lowers the loss',
    async (members, penalty) => {
      const problem = await openProblem(new PatternSource(), { ...SETTINGS, members, penalty });
      const oracle = judge(problem);
      const contender = await make(problem, oracle);
      expect(oracle.gradientError(await contender.gradient())).toBeLessThan(1e-4);
      for (let k = 0; k < 20; k++) await contender.step();
      expect(oracle.loss(await contender.parameters())).toBeLessThan(
        oracle.loss(problem.initial) - 0.01,
      );
      contender.dispose();
    },
  );

  it('attacks as float64 does', async () => {
    const problem = await openProblem(new PatternSource(), { ...SETTINGS, hidden: [8, 12] });
    const oracle = judge(problem);
    const contender = await make(problem, oracle);
    await contender.attack();
    const logits = await contender.attackLogits();
    expect(oracle.attackError(logits)).toBeLessThan(1e-4);
    // Not the logits of the images as they were: the judge compares changes.
    expect(oracle.attackError(logits.map((z) => 1.1 * z))).toBeGreaterThan(0.05);
    contender.dispose();
  });
});

describe('the judge', () => {
  it('notices a gradient that is wrong in its length, in one variable or in its sign', async () => {
    const problem = await openProblem(new PatternSource(), SETTINGS);
    const { gradientError } = judge(problem);
    const contender = ours(problem);
    const right = await contender.gradient();
    contender.dispose();
    expect(gradientError(right.map((values) => values.map((v) => 1.05 * v)))).toBeCloseTo(0.05, 3);
    expect(gradientError(right.map((values) => values.map((v) => -v)))).toBeCloseTo(2, 3);
    for (const wrong of right.keys()) {
      const without = right.map((values, k) => (k === wrong ? values.map(() => 0) : values));
      expect(gradientError(without)).toBeGreaterThan(1e-2);
    }
  });
});

describe('a measurement', () => {
  it.each(['step', 'attack'] as const)('of the %s has a sound row for each', async (what) => {
    const settings = { ...SETTINGS, members: 2 };
    const result = await measure(REPORT, new PatternSource(), { what, settings }, silent);
    expect(result.rows.map(({ contender }) => contender)).toEqual([
      ...Object.keys(MAKERS),
      'floor',
      ...(what === 'step' ? [GDR_STEP] : []),
    ]);
    const row = (name: string) => result.rows.find(({ contender }) => contender === name) as Row;
    for (const name of Object.keys(MAKERS)) {
      expect(row(name)).toMatchObject({ wrong: false, rounds: 5, launches: null });
      expect(row(name).error).toBeLessThan(1e-4);
      expect(row(name).ratio).toBeGreaterThan(0);
    }
    expect(row('floor').milliseconds).toBeGreaterThan(0);
  });

  it('of a penalty that the others do not have is ours beside our GDR step', async () => {
    const settings = { ...SETTINGS, members: 2, penalty: 'joint-slope', metric: 'spread' } as const;
    const { rows } = await measure(REPORT, new PatternSource(), { what: 'step', settings }, silent);
    expect(rows.map(({ contender }) => contender)).toEqual(['ours', 'floor', GDR_STEP]);
    expect(rows[0]).toMatchObject({ wrong: false });
    expect(rows[2]!.ratio).toBeGreaterThan(0);
  });
});
