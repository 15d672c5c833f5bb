/**
 * WebAssembly's instructions as expressions that carry the type of their value: as much of the binary
 * format (WebAssembly core specification 2.0, chapter 5, and the threads proposal) as the kernels need.
 */
import { signed, unsigned } from './leb128';

/** What parameters and local variables hold. */
export type ValueType = 'i32' | 'f32' | 'f64' | 'f32x4' | 'f64x2';

/** What an expression leaves on the stack; a mask has all bits of a lane set, or none. Null: nothing. */
export type CodeType = ValueType | 'mask' | null;

/** Bytes, and the functions that are called in the place of their indices. */
export type Bytes = readonly (number | WasmFunction)[];

/** An expression of a type, or a statement, which is of type null. */
export interface Code<T extends CodeType> {
  readonly type: T;
  readonly bytes: Bytes;
}
export type Statement = Code<null>;

export type Parameters = Readonly<Record<string, ValueType>>;

export interface WasmFunction<
  P extends Parameters = Parameters,
  R extends ValueType | null = ValueType | null,
> {
  readonly name: string;
  /** By name, in the order in which the function takes them. */
  readonly parameters: P;
  readonly result: R;
  readonly locals: readonly ValueType[];
  readonly body: Bytes;
}

/** A parameter or a local variable of a function. */
export interface Local<T extends ValueType> {
  readonly value: Code<T>;
  set(value: Code<T>): Statement;
}

/** The local variable of this index. */
export function localAt<T extends ValueType>(type: T, index: number): Local<T> {
  return {
    value: code(type, [0x20, ...unsigned(index)]),
    set: (value) => code(null, [...value.bytes, 0x21, ...unsigned(index)]),
  };
}

export const i32 = {
  constant: (value: number): Code<'i32'> => code('i32', [0x41, ...signed(value)]),
  add: binary('i32', 'i32', [0x6a]),
  subtract: binary('i32', 'i32', [0x6b]),
  multiply: binary('i32', 'i32', [0x6c]),
  equal: binary('i32', 'i32', [0x46]),
  load: load('i32', [0x28]),
};

/** Sequentially consistent operations on memory that threads share. Addresses are multiples of four. */
export const atomic = {
  load: (address: Code<'i32'>): Code<'i32'> => atomically(0x10, [address]),
  /** Adds; leaves what was there before. */
  add: (address: Code<'i32'>, value: Code<'i32'>): Code<'i32'> =>
    atomically(0x1e, [address, value]),
  /** Writes `replacement` where `expected` is; leaves what was there before. */
  compareExchange: (
    address: Code<'i32'>,
    expected: Code<'i32'>,
    replacement: Code<'i32'>,
  ): Code<'i32'> => atomically(0x48, [address, expected, replacement]),
};

export const f32 = {
  constant: (value: number): Code<'f32'> =>
    code('f32', [0x43, ...new Uint8Array(Float32Array.of(value).buffer)]),
  load: load('f32', [0x2a]),
  store: store('f32', [0x38]),
};

export const f64 = { add: binary('f64', 'f64', [0xa0]) };

export const f32x4 = {
  load: load('f32x4', simd(0x00)),
  /** One number from memory in all four lanes. */
  loadSplat: load('f32x4', simd(0x09)),
  store: store('f32x4', simd(0x0b)),
  splat: (value: Code<'f32'>): Code<'f32x4'> => code('f32x4', [...value.bytes, ...simd(0x13)]),
  squareRoot: (value: Code<'f32x4'>): Code<'f32x4'> =>
    code('f32x4', [...value.bytes, ...simd(0xe3)]),
  add: binary('f32x4', 'f32x4', simd(0xe4)),
  subtract: binary('f32x4', 'f32x4', simd(0xe5)),
  multiply: binary('f32x4', 'f32x4', simd(0xe6)),
  divide: binary('f32x4', 'f32x4', simd(0xe7)),
  minimum: binary('f32x4', 'f32x4', simd(0xe8)),
  maximum: binary('f32x4', 'f32x4', simd(0xe9)),
  less: binary('f32x4', 'mask', simd(0x43)),
  differs: binary('f32x4', 'mask', simd(0x42)),
  /** The value where the mask is set, zero elsewhere. */
  and: (value: Code<'f32x4'>, mask: Code<'mask'>): Code<'f32x4'> =>
    code('f32x4', [...value.bytes, ...mask.bytes, ...simd(0x4e)]),
};

export const f64x2 = {
  /** Two float32 numbers from memory. */
  loadFloats: (address: Code<'i32'>): Code<'f64x2'> =>
    code('f64x2', [...address.bytes, ...simd(0x5d), ...place(0), ...simd(0x5f)]),
  absolute: (value: Code<'f64x2'>): Code<'f64x2'> => code('f64x2', [...value.bytes, ...simd(0xec)]),
  splat: (value: Code<'f64'>): Code<'f64x2'> => code('f64x2', [...value.bytes, ...simd(0x14)]),
  add: binary('f64x2', 'f64x2', simd(0xf0)),
  subtract: binary('f64x2', 'f64x2', simd(0xf1)),
  multiply: binary('f64x2', 'f64x2', simd(0xf2)),
  lane: (value: Code<'f64x2'>, lane: 0 | 1): Code<'f64'> =>
    code('f64', [...value.bytes, ...simd(0x21), lane]),
};

/** Calls a function with its arguments by name. */
export function call<P extends Parameters, R extends ValueType | null>(
  callee: WasmFunction<P, R>,
  given: { readonly [K in keyof P]: Code<P[K]> },
): Code<R> {
  const names = Object.keys(callee.parameters) as (keyof P)[];
  return code(callee.result, [...names.flatMap((name) => given[name].bytes), 0x10, callee]);
}

/** Leaves the value unused. */
export function drop(value: Code<ValueType>): Statement {
  return code(null, [...value.bytes, 0x1a]);
}

/** Traps. */
export const unreachable: Statement = code(null, [0x00]);

/** Moves an address on by so many bytes. */
export function advance(pointer: Local<'i32'>, bytes: number): Statement {
  return pointer.set(i32.add(pointer.value, i32.constant(bytes)));
}

/** Runs the statements as often as the counter says, at least once; it ends at zero. */
export function repeat(counter: Local<'i32'>, body: readonly Statement[]): Statement {
  const less = counter.set(i32.subtract(counter.value, i32.constant(1)));
  const again = [...counter.value.bytes, 0x0d, 0];
  return code(null, [0x03, 0x40, ...flat(body), ...less.bytes, ...again, 0x0b]);
}

/** Runs the statements where the condition is not zero, and the others where it is. */
export function when(
  condition: Code<'i32'>,
  body: readonly Statement[],
  otherwise: readonly Statement[] = [],
): Statement {
  const other = otherwise.length > 0 ? [0x05, ...flat(otherwise)] : [];
  return code(null, [...condition.bytes, 0x04, 0x40, ...flat(body), ...other, 0x0b]);
}

/** Sets the variable and runs the statements, again and again, as long as it is not zero. */
export function whileNotZero(
  variable: Local<'i32'>,
  next: Code<'i32'>,
  body: readonly Statement[],
): Statement {
  const again = code(null, [0x0c, 1]);
  const once = when(variable.value, [...body, again]);
  return code(null, [0x03, 0x40, ...variable.set(next).bytes, ...once.bytes, 0x0b]);
}

function code<T extends CodeType>(type: T, bytes: Bytes): Code<T> {
  return { type, bytes };
}

function flat(statements: readonly Statement[]): Bytes {
  return statements.flatMap(({ bytes }) => bytes);
}

function simd(opcode: number): readonly number[] {
  return [0xfd, ...unsigned(opcode)];
}

/** Unaligned, `offset` bytes behind the address. */
function place(offset: number): readonly number[] {
  return [0, ...unsigned(offset)];
}

function binary<T extends ValueType, R extends CodeType>(_of: T, result: R, opcode: Bytes) {
  return (a: Code<T>, b: Code<T>): Code<R> => code(result, [...a.bytes, ...b.bytes, ...opcode]);
}

function load<T extends ValueType>(type: T, opcode: Bytes) {
  return (address: Code<'i32'>, offset = 0): Code<T> =>
    code(type, [...address.bytes, ...opcode, ...place(offset)]);
}

function store<T extends ValueType>(_type: T, opcode: Bytes) {
  return (address: Code<'i32'>, value: Code<T>, offset = 0): Statement =>
    code(null, [...address.bytes, ...value.bytes, ...opcode, ...place(offset)]);
}

function atomically(opcode: number, operands: readonly Code<'i32'>[]): Code<'i32'> {
  const aligned = [2, 0];
  return code('i32', [...operands.flatMap(({ bytes }) => bytes), 0xfe, opcode, ...aligned]);
}
