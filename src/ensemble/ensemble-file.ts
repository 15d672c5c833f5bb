/**
 * An ensemble as a file, in the safetensors format (8 bytes of header length, a JSON header, the
 * values): readable by any tool of the field. Variables are named `member0.layer0.weight` [in, out]
 * and `member0.layer0.bias` [out], in single or half precision; what else is known of the ensemble stands in the
 * metadata.
 */
import { brief } from '../data/brief';
import { fromFloat16, toFloat16 } from './float16';

/** Of an ensemble whose inputs and classes are known. */
export interface EnsembleShape {
  readonly members: number;
  /** Widths of the hidden layers. */
  readonly hidden: readonly number[];
}

/** The values of an ensemble's parameters, apart from any device. */
export interface EnsembleWeights extends EnsembleShape {
  /** One array for each variable, [n, ...variable] row-major, as in `Parameters`. */
  readonly parameters: readonly Float32Array[];
}

export interface EnsembleFile extends EnsembleWeights {
  readonly metadata: Readonly<Record<string, string>>;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Bytes of a value, by the format's name of its type. */
const BYTES = { F32: 4, F16: 2 } as const;
type ValueType = keyof typeof BYTES;

const HEADER_LENGTH_BYTES = 8;
/** The format's own alignment of the values. */
const ALIGNMENT = 8;
const MAX_HEADER = 1 << 20;

export class EnsembleFileError extends Error {
  override readonly name = 'EnsembleFileError';
}

/**
 * @param widths of all layers, the input's and the logits' included
 * @param type of the values; in F16 each is rounded to the nearest
 */
export function encodeEnsemble(
  file: EnsembleFile,
  widths: readonly number[],
  type: ValueType = 'F32',
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: file.metadata };
  const values: (Float32Array | Uint16Array)[] = [];
  let offset = 0;
  for (let i = 0; i < file.members; i++) {
    file.parameters.forEach((parameter, k) => {
      const size = parameter.length / file.members;
      const single = parameter.slice(i * size, (i + 1) * size);
      const own = type === 'F32' ? single : Uint16Array.from(single, toFloat16);
      header[variableName(i, k)] = {
        dtype: type,
        shape: variableShape(widths, k),
        data_offsets: [offset, offset + own.byteLength],
      };
      values.push(own);
      offset += own.byteLength;
    });
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(HEADER_LENGTH_BYTES + headerLength + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, HEADER_LENGTH_BYTES, HEADER_LENGTH_BYTES + headerLength);
  bytes.set(text, HEADER_LENGTH_BYTES);
  let at = HEADER_LENGTH_BYTES + headerLength;
  for (const own of values) {
    bytes.set(new Uint8Array(own.buffer), at);
    at += own.byteLength;
  }
  return bytes;
}

/**
 * The header is checked before there is room for any value, so that a file costs no more memory than it has
 * bytes, or twice that in half precision, whatever it claims.
 * @param inputSize and classCount that the ensemble must have to be of use here
 * @param problemWith what else keeps an ensemble of a shape, with that metadata, from being of use here, or null
 * @throws EnsembleFileError that says what is wrong with the file
 */
export function decodeEnsemble(
  bytes: Uint8Array,
  inputSize: number,
  classCount: number,
  problemWith: (shape: EnsembleShape, metadata: EnsembleFile['metadata']) => string | null = () =>
    null,
): EnsembleFile {
  const { header, data } = split(bytes);
  const { members, hidden } = shapeIn(header);
  const metadata = metadataOf(header);
  const problem = problemWith({ members, hidden }, metadata);
  if (problem) throw new EnsembleFileError(`This page cannot use the ensemble: ${problem}.`);
  const widths = [inputSize, ...hidden, classCount];
  const places = Array.from({ length: 2 * (widths.length - 1) }, (_, k) =>
    Array.from({ length: members }, (_, i) => placeOf(header, data.length, i, k, widths)),
  );
  checkApart(places.flat());
  const parameters = places.map((own) => valuesAt(data, own));
  return { members, hidden, parameters, metadata };
}

/** The shape that the names of the variables tell, and the weights of the first member. */
function shapeIn(header: Record<string, Entry>): EnsembleShape {
  const names = Object.keys(header).filter((name) => name !== '__metadata__');
  const layers = names.filter((name) => /^member0\.layer\d+\.weight$/.test(name)).length;
  const members = names.filter((name) => name.endsWith('.layer0.weight')).length;
  if (layers < 1 || members < 1 || names.length !== 2 * layers * members) {
    throw new EnsembleFileError('The file does not hold the layers of an ensemble.');
  }
  const hidden = Array.from({ length: layers - 1 }, (_, l) => shapeOf(header, 0, 2 * l)[1] ?? 0);
  if (!hidden.every((width) => Number.isInteger(width) && width > 0)) {
    throw new EnsembleFileError(`The file has hidden layers of width ${brief(hidden, ' and ')}.`);
  }
  return { members, hidden };
}

function split(bytes: Uint8Array): { header: Record<string, Entry>; data: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length >= HEADER_LENGTH_BYTES ? Number(view.getBigUint64(0, true)) : 0;
  if (length < 2 || length > MAX_HEADER || HEADER_LENGTH_BYTES + length > bytes.length) {
    throw new EnsembleFileError('The file is not in the safetensors format, or is cut short.');
  }
  const start = HEADER_LENGTH_BYTES + length;
  try {
    const text = new TextDecoder().decode(bytes.subarray(HEADER_LENGTH_BYTES, start));
    const header = JSON.parse(text) as unknown;
    if (typeof header !== 'object' || header === null) throw new Error();
    return { header: header as Record<string, Entry>, data: bytes.subarray(start) };
  } catch {
    throw new EnsembleFileError('The header of the file cannot be read.');
  }
}

/** Where in the data a member's variable is, bytes. */
interface Place {
  readonly name: string;
  readonly type: ValueType;
  readonly from: number;
  readonly to: number;
}

function placeOf(
  header: Record<string, Entry>,
  dataLength: number,
  member: number,
  k: number,
  widths: readonly number[],
): Place {
  const name = variableName(member, k);
  const shape = variableShape(widths, k);
  const own = shapeOf(header, member, k);
  if (own.length !== shape.length || !own.every((size, d) => size === shape[d])) {
    throw new EnsembleFileError(
      `${name} is ${brief(own, '×')} in the file, not ${shape.join('×')}.`,
    );
  }
  const offsets: unknown = header[name]?.data_offsets;
  const [from, to] = Array.isArray(offsets) ? offsets : [];
  const type = header[name]!.dtype as ValueType;
  const size = BYTES[type] * shape.reduce((product, d) => product * d, 1);
  const found = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to <= dataLength;
  if (!found || to - from !== size) {
    throw new EnsembleFileError(`The values of ${name} are missing or cut short.`);
  }
  return { name, type, from, to };
}

/** Otherwise a small file could stand for any number of values. */
function checkApart(places: readonly Place[]): void {
  const inOrder = [...places].sort((a, b) => a.from - b.from);
  inOrder.slice(1).forEach(({ name, from }, k) => {
    const before = inOrder[k]!;
    if (from < before.to) {
      throw new EnsembleFileError(`The values of ${before.name} and ${name} overlap.`);
    }
  });
}

/** The values at these places, of as many each, one after another. */
function valuesAt(data: Uint8Array, places: readonly Place[]): Float32Array {
  const { type, from: first, to: end } = places[0]!;
  const size = (end - first) / BYTES[type];
  const all = new Float32Array(places.length * size);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  places.forEach(({ name, type, from, to }, i) => {
    const own = all.subarray(i * size, (i + 1) * size);
    // By bytes, for the values need not lie on a multiple of their size.
    if (type === 'F32') new Uint8Array(all.buffer).set(data.subarray(from, to), own.byteOffset);
    else for (let k = 0; k < size; k++) own[k] = fromFloat16(view.getUint16(from + 2 * k, true));
    if (!own.every(Number.isFinite)) {
      throw new EnsembleFileError(`${name} holds values that are not numbers.`);
    }
  });
  return all;
}

function shapeOf(header: Record<string, Entry>, member: number, k: number): readonly number[] {
  const entry = header[variableName(member, k)];
  // The type may be anything that JSON can say.
  if (!Object.keys(BYTES).includes(entry?.dtype as string) || !Array.isArray(entry!.shape)) {
    throw new EnsembleFileError(
      `${variableName(member, k)} is missing, or neither float32 nor float16.`,
    );
  }
  return entry!.shape;
}

/** What of the metadata is text: the format allows nothing else. */
function metadataOf({ __metadata__ }: Record<string, unknown>): Record<string, string> {
  if (typeof __metadata__ !== 'object' || Array.isArray(__metadata__)) return {};
  return Object.fromEntries(
    Object.entries(__metadata__ ?? {}).filter(
      (pair): pair is [string, string] => typeof pair[1] === 'string',
    ),
  );
}

function variableName(member: number, k: number): string {
  return `member${member}.layer${Math.floor(k / 2)}.${k % 2 === 0 ? 'weight' : 'bias'}`;
}

function variableShape(widths: readonly number[], k: number): number[] {
  const layer = Math.floor(k / 2);
  return k % 2 === 0 ? [widths[layer]!, widths[layer + 1]!] : [widths[layer + 1]!];
}
