/**
 * Functions and modules of WebAssembly from the expressions of instructions.ts. All functions work on one
 * memory, imported as `host.memory`.
 */
import {
  type Code,
  type Local,
  localAt,
  type Parameters,
  type Statement,
  type ValueType,
  type WasmFunction,
} from './instructions';
import { unsigned } from './leb128';

const VALUE_TYPES: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  f32: 0x7d,
  f64: 0x7c,
  f32x4: 0x7b,
  f64x2: 0x7b,
};

/** The statements of a function, and behind them the expression that it returns, if it returns one. */
type Body<R extends ValueType | null> = R extends ValueType
  ? readonly [...Statement[], Code<R>]
  : readonly Statement[];

/**
 * @param body gives the function's instructions from its parameters and from `local`, which makes further
 * variables, all zero at first
 */
export function define<const P extends Parameters, R extends ValueType | null>(
  name: string,
  parameters: P,
  result: R,
  body: (
    parameters: { readonly [K in keyof P]: Local<P[K]> },
    local: <T extends ValueType>(type: T) => Local<T>,
  ) => Body<NoInfer<R>>,
): WasmFunction<P, R> {
  const types = Object.entries(parameters);
  const locals: ValueType[] = [];
  const given = Object.fromEntries(types.map(([key, type], index) => [key, localAt(type, index)]));
  const code: readonly Code<ValueType | null>[] = body(
    given as { readonly [K in keyof P]: Local<P[K]> },
    (type) => localAt(type, types.length + locals.push(type) - 1),
  );
  return { name, parameters, result, locals, body: code.flatMap(({ bytes }) => bytes) };
}

/** The most that a shared memory may grow to, in pages of 64 KiB: it must be named beforehand. */
export const SHARED_PAGES = 16384;

/**
 * The bytes of a module that exports the functions.
 * @param shared whether threads share the memory
 * @throws Error if one of them calls a function that is not among them
 */
export function assemble(
  functions: readonly WasmFunction[],
  shared: boolean,
): Uint8Array<ArrayBuffer> {
  const indexOf = (callee: WasmFunction, caller: string): number => {
    const index = functions.indexOf(callee);
    if (index === -1) throw new Error(`${caller} calls ${callee.name}, which the module lacks`);
    return index;
  };
  const types = functions.map(({ parameters, result }) => [
    0x60,
    ...list(Object.values(parameters).map((type) => [VALUE_TYPES[type]])),
    ...list(result ? [[VALUE_TYPES[result]]] : []),
  ]);
  const limits = shared ? [0x03, 1, ...unsigned(SHARED_PAGES)] : [0x00, 1];
  const memory = [...text('host'), ...text('memory'), 0x02, ...limits];
  const bodies = functions.map(({ name, locals, body }) => {
    const instructions = body.flatMap((item) =>
      typeof item === 'number' ? item : unsigned(indexOf(item, name)),
    );
    const code = [...list(locals.map((type) => [1, VALUE_TYPES[type]])), ...instructions, 0x0b];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(2, [memory]),
    ...section(
      3,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(
      7,
      functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]),
    ),
    ...section(10, bodies),
  ]);
}

function section(id: number, entries: readonly (readonly number[])[]): readonly number[] {
  const content = list(entries);
  return [id, ...unsigned(content.length), ...content];
}

function list(entries: readonly (readonly number[])[]): readonly number[] {
  return [...unsigned(entries.length), ...entries.flat()];
}

function text(value: string): readonly number[] {
  return list([...value].map((character) => [character.charCodeAt(0)]));
}
