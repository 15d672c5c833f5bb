import { describe, expect, it } from 'vitest';
import { assemble, define } from './assembler';
import {
  advance,
  atomic,
  call,
  f32,
  f32x4,
  f64,
  f64x2,
  i32,
  repeat,
  type WasmFunction,
  when,
} from './instructions';

type Exported = Record<string, (...given: number[]) => number>;

function run(...functions: readonly WasmFunction[]): Exported {
  const module = new WebAssembly.Module(assemble(functions, false));
  const memory = new WebAssembly.Memory({ initial: 1 });
  return new WebAssembly.Instance(module, { host: { memory } }).exports as Exported;
}

const difference = define('difference', { of: 'i32', from: 'i32' }, 'i32', ({ of, from }) => [
  i32.subtract(from.value, of.value),
]);

describe('a module', () => {
  it.each([
    0,
    63,
    64,
    -64,
    -65,
    127,
    128,
    -128,
    8191,
    8192,
    1_000_000,
    -1_000_000,
    2 ** 31 - 1,
    -(2 ** 31),
  ])('holds the constant %d', (value) => {
    const constant = define('constant', {}, 'i32', () => [i32.constant(value)]);
    expect(run(constant).constant!()).toBe(value);
  });

  it('passes arguments by their names, in whatever order they are written', () => {
    const caller = define('caller', { a: 'i32', b: 'i32' }, 'i32', ({ a, b }) => [
      call(difference, { from: a.value, of: b.value }),
    ]);
    // A function may stand before the one that it calls, or behind.
    for (const { caller: called } of [run(difference, caller), run(caller, difference)]) {
      expect(called!(10, 3)).toBe(7);
    }
  });

  it('is refused if a function calls one that is not in it', () => {
    const caller = define('caller', {}, 'i32', () => [
      call(difference, { from: i32.constant(1), of: i32.constant(1) }),
    ]);
    expect(() => assemble([caller], false)).toThrow(
      'caller calls difference, which the module lacks',
    );
  });

  it('repeats statements as often as the counter says, and takes the branch of the condition', () => {
    const sum = define('sum', { count: 'i32', odd: 'i32' }, 'i32', ({ count, odd }, local) => {
      const total = local('i32');
      const step = (by: number) => total.set(i32.add(total.value, i32.constant(by)));
      return [repeat(count, [when(odd.value, [step(1)], [step(2)])]), total.value];
    });
    const { sum: steps } = run(sum);
    expect([steps!(1, 1), steps!(9, 1), steps!(9, 0)]).toEqual([1, 9, 18]);
  });
});

// None of these is run: `tsc` holds them.
describe('mixing types is an error of the compiler', () => {
  it('in operands, variables, calls, conditions and results', () => {
    const mixed = () => {
      const [integer, float] = [i32.constant(1), f32.constant(1)];
      const [floats, doubles] = [f32x4.splat(float), f64x2.loadFloats(integer)];
      // @ts-expect-error a float32 is no integer
      i32.add(integer, float);
      // @ts-expect-error vectors of float32 and of float64
      f32x4.add(floats, doubles);
      // @ts-expect-error a float32 where a float64 is wanted
      f64x2.splat(float);
      // @ts-expect-error a mask is no number
      f32x4.add(floats, f32x4.less(floats, floats));
      // @ts-expect-error a number is no mask
      f32x4.and(floats, floats);
      // @ts-expect-error an address is an integer
      f32x4.load(float);
      // @ts-expect-error a value of another type is stored
      f32x4.store(integer, doubles);
      // @ts-expect-error a statement leaves no value
      f64.add(f64x2.lane(doubles, 0), f32.store(integer, float));
      // @ts-expect-error a condition is an integer
      when(float, []);
      // @ts-expect-error an expression is no statement
      when(integer, [integer]);
      // @ts-expect-error a counter of float32
      define('f', { a: 'f32' }, null, ({ a }) => [repeat(a, [])]);
      // @ts-expect-error a variable of another type
      define('f', { a: 'f32' }, null, ({ a }) => [advance(a, 4)]);
      // @ts-expect-error no such parameter
      define('f', { a: 'i32' }, 'i32', ({ b }) => [b.value]);
      // @ts-expect-error a result of another type
      define('f', { a: 'i32' }, 'f64', ({ a }) => [a.value]);
      // @ts-expect-error no result
      define('f', { a: 'i32' }, 'i32', () => []);
      // @ts-expect-error a result that nobody declared
      define('f', { a: 'i32' }, null, ({ a }) => [a.value]);
      // @ts-expect-error an argument is missing
      call(difference, { from: integer });
      // @ts-expect-error an argument of another type
      call(difference, { from: integer, of: float });
      // @ts-expect-error an argument of another name
      call(difference, { from: integer, to: integer });
      // @ts-expect-error atomics are for integers
      atomic.add(integer, float);
    };
    expect(mixed).toBeTypeOf('function');
  });
});
