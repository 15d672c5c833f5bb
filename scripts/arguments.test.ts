import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  choice,
  list,
  many,
  number,
  parseArguments,
  runCommand,
  text,
  UsageError,
} from './arguments';

const READERS = {
  epochs: number({ min: 1, max: 50, integer: true }),
  lambda: number({ min: 0, max: 10, integer: false }),
  penalty: choice(['none', 'gdr']),
  hidden: list(number({ min: 1, max: 512, integer: true }), { min: 1, max: 2 }),
  output: text,
  surrogate: many(text),
};

const parse = (...args: string[]) => parseArguments(args, READERS, ['json']);

describe('arguments', () => {
  it('are read by type; what is not given is left out', () => {
    const { values, flags, positionals } = parse(
      ...['a', '--epochs', '5', '--lambda=0.5', '--penalty', 'gdr', '--hidden', '64,32', '--json'],
    );
    expect(values).toEqual({ epochs: 5, lambda: 0.5, penalty: 'gdr', hidden: [64, 32] });
    expect([...flags]).toEqual(['json']);
    expect(positionals).toEqual(['a']);
    expect(parse().flags.size).toBe(0);
  });

  it('of an option that takes many go up to the next option', () => {
    const { values, flags, positionals } = parse(
      ...['a', '--surrogate', 'b', 'c', '--json', 'd', '--surrogate=e', '--', 'f'],
    );
    expect(values.surrogate).toEqual(['b', 'c', 'e']);
    expect([...flags]).toEqual(['json']);
    expect(positionals).toEqual(['a', 'd', 'f']);
  });

  it.each<[string[], RegExp]>([
    [['--epochs', '0'], /^--epochs must be a whole number from 1 to 50, not 0$/],
    [['--epochs', '1.5'], /^--epochs must be a whole number from 1 to 50, not 1\.5$/],
    [['--epochs', 'many'], /^--epochs must be a whole number/],
    [['--epochs='], /^--epochs must be a whole number/],
    [['--lambda', 'NaN'], /^--lambda must be a number from 0 to 10, not NaN$/],
    [['--lambda=-1'], /^--lambda must be a number from 0 to 10, not -1$/],
    [['--penalty', 'l2'], /^--penalty must be one of none, gdr, not l2$/],
    [['--hidden', '1,2,3'], /^--hidden must be 1 to 2 values/],
    [['--hidden', '64,0'], /^--hidden must be a whole number from 1 to 512, not 0$/],
    [['--output', ' '], /^--output must not be empty$/],
    [['--surrogate', 'a', ''], /^--surrogate must not be empty$/],
    [['--unknown'], /Unknown option '--unknown'\. Options: --epochs, .*--json$/],
    [['--epochs'], /argument missing/],
    [['--json=yes'], /does not take an argument/],
  ])('%j are refused in one line that says what is allowed', (args, message) => {
    expect(() => parse(...args)).toThrow(UsageError);
    expect(() => parse(...args)).toThrow(message);
    expect(() => parse(...args)).not.toThrow(/\n/);
  });
});

describe('a command', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  });

  it.each<[Error, number]>([
    [new UsageError('--epochs must be less'), 2],
    [new RangeError('lambda must be less'), 2],
    [new Error('the disk is full'), 1],
  ])('that fails with %s prints one line and exits with %i', async (error, code) => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await runCommand('train', () => Promise.reject(error));
    expect(write.mock.calls).toEqual([[`train: ${error.message}\n`]]);
    expect(process.exitCode).toBe(code);
  });
});
