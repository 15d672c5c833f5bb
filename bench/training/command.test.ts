import { describe, expect, it } from 'vitest';
import { UsageError } from '../../scripts/arguments';
import { readOptions } from './command';
import { type Measured, measurementsOf, type Row } from './measurement';
import { tables } from './report';
import { SETTINGS } from './test-settings';

describe('npm run bench -- training', () => {
  it('by itself takes one step and one attack', () => {
    const { grid, runtime, json } = readOptions([]);
    expect(measurementsOf(grid).map(({ what }) => what)).toEqual(['step', 'attack']);
    expect(grid).toMatchObject({
      backend: 'webgpu',
      members: [3],
      penalty: ['cosine'],
      metric: ['uniform'],
    });
    expect([runtime, json]).toEqual(['chromium', false]);
  });

  it('takes every number of members with every penalty, and each attack once', () => {
    const { grid } = readOptions(['--members', '2,5', '--penalty', 'none,gdr', '--batch=32']);
    const taken = measurementsOf(grid).map(({ what, settings }) => [
      what,
      settings.members,
      settings.penalty,
      settings.batch,
    ]);
    expect(taken).toEqual([
      ['step', 2, 'none', 32],
      ['step', 2, 'gdr', 32],
      ['step', 5, 'none', 32],
      ['step', 5, 'gdr', 32],
      ['attack', 2, 'none', 32],
      ['attack', 5, 'none', 32],
    ]);
  });

  it('takes every penalty in every metric, and none in one', () => {
    const { grid } = readOptions(['--penalty', 'none,norm', '--metric', 'uniform,spread']);
    const taken = measurementsOf(grid).map(({ what, settings }) => [
      what,
      settings.penalty,
      settings.metric,
    ]);
    expect(taken).toEqual([
      ['step', 'none', 'uniform'],
      ['step', 'norm', 'uniform'],
      ['step', 'norm', 'spread'],
      ['attack', 'none', 'uniform'],
    ]);
  });

  it.each<[string[], RegExp]>([
    [['--members', '2,9'], /^--members must be a whole number from 2 to 5, not 9$/],
    [
      ['--penalty', 'gdr,l2'],
      /^--penalty must be one of none, cosine, gal, gdr, norm, joint-slope, not l2$/,
    ],
    [['--backend', 'cpu'], /^--backend must be one of webgpu, wasm, not cpu$/],
    [['webgpu'], /^does not take webgpu$/],
  ])('refuses %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(message);
  });
});

describe('the table', () => {
  const row = (contender: string, rest: Partial<Row>): Row => ({
    contender,
    milliseconds: null,
    launches: null,
    ratio: null,
    rounds: 0,
    error: null,
    gigaflops: null,
    wrong: false,
    note: '',
    ...rest,
  });
  const measured = (jax: Partial<Row>): Measured => ({
    what: 'step',
    settings: { ...SETTINGS, members: 2 },
    adapter: 'processor',
    environment: '',
    rows: [
      row('ours', { milliseconds: 9.6, ratio: 1, rounds: 40, error: 2e-7, launches: 15 }),
      row('textbook', { milliseconds: 36.14, ratio: 3.765, error: 3e-7, launches: 456 }),
      row('jax-js', jax),
      row('floor', { milliseconds: 3.2, ratio: 1 / 3, gigaflops: 12.34 }),
      row('gdr step', { milliseconds: 12, ratio: 1.25 }),
    ],
  });

  it('has a line for each measurement, with every contender’s numbers', () => {
    const text = tables([
      measured({ milliseconds: 12, ratio: 1.25, error: 1e-7, launches: 90, note: 'by hand' }),
    ]);
    const line = text.split('\n').find((l) => l.startsWith('n = 2, gdr'))!;
    expect(line.split(/\s+/).slice(4)).toEqual([
      ...['9.600', '15', '2.0e-7', '0.80'],
      ...['36.1', '3.77', '456', '3.0e-7'],
      ...['12.0', '1.25', '90', '1.0e-7'],
      ...['3.200', '0.33', '12.3', '40'],
    ]);
    expect(text).toContain('jax-js: by hand (step, n = 2, gdr)');
    expect(text).not.toContain('WRONG');
  });

  it('says of what is wrong or failed that it is, and why', () => {
    const text = tables([measured({ wrong: true, note: 'no such device' })]);
    const line = text.split('\n').find((l) => l.startsWith('n = 2, gdr'))!;
    expect(line).toContain('WRONG!');
    expect(text).toContain('jax-js is WRONG: no such device (step, n = 2, gdr)');
  });
});
