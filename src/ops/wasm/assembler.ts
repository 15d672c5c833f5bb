/**
 * WebAssembly written as expressions: as much of the binary format (WebAssembly core specification 2.0,
 * chapter 5, and the threads proposal) as the loops of vector-kernels.ts need. All functions work on one
 * memory, imported as `host.memory`.
 */

/** Instructions, as bytes; those of an expression leave its value on the stack. */
export type Code = readonly number[];

const VALUE_TYPES = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof VALUE_TYPES;

export interface WasmFunction {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly result: ValueType | null;
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

/** A parameter or a local variable of a function. */
export interface Local {
  readonly value: Code;
  /** The instruction that gives it the value of an expression. */
  set(value: Code): Code;
}

/**
 * @param body gives the function's instructions from its parameters and from `local`, which makes further
 * variables, all zero at first
 */
export function define<P extends string>(
  name: string,
  parameters: Readonly<Record<P, ValueType>>,
  result: ValueType | null,
  body: (parameters: Readonly<Record<P, Local>>, local: (type: ValueType) => Local) => Code[],
): WasmFunction {
  const names = Object.keys(parameters) as P[];
  const locals: ValueType[] = [];
  const at = (index: number): Local => ({
    value: [0x20, ...unsigned(index)],
    set: (value) => [...value, 0x21, ...unsigned(index)],
  });
  const given = Object.fromEntries(names.map((key, index) => [key, at(index)]));
  const code = body(given as Record<P, Local>, (type) =>
    at(names.length + locals.push(type) - 1),
  ).flat();
  return { name, parameters: names.map((key) => parameters[key]), result, locals, body: code };
}

const unary = (opcode: Code) => (a: Code) => [...a, ...opcode];
const binary = (opcode: Code) => (a: Code, b: Code) => [...a, ...b, ...opcode];
const vector = (opcode: number): Code => [0xfd, ...unsigned(opcode)];
/** Unaligned, `offset` bytes behind the address. */
const place = (offset: number): Code => [0, ...unsigned(offset)];
const load =
  (opcode: Code) =>
  (address: Code, offset = 0) => [...address, ...opcode, ...place(offset)];
const store =
  (opcode: Code) =>
  (address: Code, value: Code, offset = 0) => [...address, ...value, ...opcode, ...place(offset)];

export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  add: binary([0x6a]),
  subtract: binary([0x6b]),
  multiply: binary([0x6c]),
  equal: binary([0x46]),
  load: load([0x28]),
};

/** Operations that threads see whole, one after the other. Addresses are multiples of four. */
export const atomic = {
  load: atomically(0x10),
  /** Adds; leaves what was there before. */
  add: atomically(0x1e),
  /** Writes the second value where the first is; leaves what was there before. */
  compareExchange: atomically(0x48),
};

export const f32 = {
  constant: (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
  load: load([0x2a]),
  store: store([0x38]),
};

export const f64 = { add: binary([0xa0]) };

export const f32x4 = {
  load: load(vector(0x00)),
  /** One number from memory in all four lanes. */
  loadSplat: load(vector(0x09)),
  store: store(vector(0x0b)),
  splat: unary(vector(0x13)),
  squareRoot: unary(vector(0xe3)),
  add: binary(vector(0xe4)),
  subtract: binary(vector(0xe5)),
  multiply: binary(vector(0xe6)),
  divide: binary(vector(0xe7)),
  minimum: binary(vector(0xe8)),
  maximum: binary(vector(0xe9)),
  /** All bits where the first is less, none elsewhere. */
  less: binary(vector(0x43)),
  /** All bits where the numbers differ, none where they are equal. */
  differs: binary(vector(0x42)),
  and: binary(vector(0x4e)),
};

export const f64x2 = {
  /** Two float32 numbers from memory. */
  loadFloats: (address: Code, offset = 0) => [
    ...load(vector(0x5d))(address, offset),
    ...vector(0x5f),
  ],
  splat: unary(vector(0x14)),
  add: binary(vector(0xf0)),
  subtract: binary(vector(0xf1)),
  multiply: binary(vector(0xf2)),
  lane: (value: Code, lane: 0 | 1) => [...value, ...vector(0x21), lane],
};

function atomically(opcode: number) {
  return (address: Code, ...values: Code[]): Code => [
    ...address,
    ...values.flat(),
    ...[0xfe, opcode],
    // Aligned to four bytes, as it must be.
    ...[2, 0],
  ];
}

/** Calls a function by its place in the module. */
export function call(index: number, given: readonly Code[]): Code {
  return [...given.flat(), 0x10, ...unsigned(index)];
}

/** Leaves the value unused. */
export function drop(value: Code): Code {
  return [...value, 0x1a];
}

/** Moves an address on by so many bytes. */
export function moveOn(pointer: Local, bytes: number): Code {
  return pointer.set(i32.add(pointer.value, i32.constant(bytes)));
}

/** Runs the instructions as often as the counter says, at least once; it ends at zero. */
export function repeat(counter: Local, body: readonly Code[]): Code {
  const less = [...i32.subtract(counter.value, i32.constant(1)), ...counter.set([])];
  return [0x03, 0x40, ...body.flat(), ...less, ...counter.value, 0x0d, 0, 0x0b];
}

/** Runs the instructions where the condition is not zero, and the others where it is. */
export function when(
  condition: Code,
  body: readonly Code[],
  otherwise: readonly Code[] = [],
): Code {
  const other = otherwise.length > 0 ? [0x05, ...otherwise.flat()] : [];
  return [...condition, 0x04, 0x40, ...body.flat(), ...other, 0x0b];
}

/** Sets the value and runs the instructions as long as it is not zero. */
export function during(value: Local, next: Code, body: readonly Code[]): Code {
  const again = [0x0c, 1];
  return [0x03, 0x40, ...value.set(next), ...when(value.value, [...body, again]), 0x0b];
}

/** The most that a memory of threads may grow to, in pages of 64 KiB: they must name it beforehand. */
export const SHARED_PAGES = 16384;

/**
 * The bytes of a module that exports the functions.
 * @param shared whether the memory is one of threads
 */
export function assemble(
  functions: readonly WasmFunction[],
  shared: boolean,
): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters, result }) => [
    0x60,
    ...list(parameters.map((type) => [VALUE_TYPES[type]])),
    ...list(result ? [[VALUE_TYPES[result]]] : []),
  ]);
  const limits = shared ? [0x03, 1, ...unsigned(SHARED_PAGES)] : [0x00, 1];
  const memory = [...text('host'), ...text('memory'), 0x02, ...limits];
  const bodies = functions.map(({ locals, body }) => {
    const code = [...list(locals.map((type) => [1, VALUE_TYPES[type]])), ...body, 0x0b];
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

function section(id: number, entries: readonly Code[]): Code {
  const content = list(entries);
  return [id, ...unsigned(content.length), ...content];
}

function list(entries: readonly Code[]): Code {
  return [...unsigned(entries.length), ...entries.flat()];
}

function text(value: string): Code {
  return list([...value].map((character) => [character.charCodeAt(0)]));
}

/** LEB128. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Code {
  return value >= -0x40 && value < 0x40
    ? [value & 0x7f]
    : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
