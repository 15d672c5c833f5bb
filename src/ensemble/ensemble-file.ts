/**
 * An ensemble as a file, in the safetensors format (8 bytes of header length, a JSON header, the
 * values): readable by any tool of the field. Variables are named `member0.layer0.weight` [in, out]
 * and `member0.layer0.bias` [out]; what else is known of the ensemble stands in the metadata.
 */

/** The values of an ensemble's parameters, apart from any device. */
export interface EnsembleWeights {
  readonly members: number;
  readonly hidden: readonly number[];
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

const HEADER_LENGTH_BYTES = 8;
/** The format's own alignment of the values. */
const ALIGNMENT = 8;
const MAX_HEADER = 1 << 20;

export class EnsembleFileError extends Error {
  override readonly name = 'EnsembleFileError';
}

/** @param widths of all layers, the input's and the logits' included */
export function encodeEnsemble(file: EnsembleFile, widths: readonly number[]): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: file.metadata };
  const values: Float32Array[] = [];
  let offset = 0;
  for (let i = 0; i < file.members; i++) {
    file.parameters.forEach((parameter, k) => {
      const size = parameter.length / file.members;
      const own = parameter.slice(i * size, (i + 1) * size);
      header[variableName(i, k)] = {
        dtype: 'F32',
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
 * @param inputSize and classCount that the ensemble must have to be of use here
 * @throws EnsembleFileError that says what is wrong with the file
 */
export function decodeEnsemble(
  bytes: Uint8Array,
  inputSize: number,
  classCount: number,
): EnsembleFile {
  const { header, data } = split(bytes);
  const names = Object.keys(header).filter((name) => name !== '__metadata__');
  const layers = names.filter((name) => /^member0\.layer\d+\.weight$/.test(name)).length;
  const members = names.filter((name) => name.endsWith('.layer0.weight')).length;
  if (layers < 1 || members < 1 || names.length !== 2 * layers * members) {
    throw new EnsembleFileError('The file does not hold the layers of an ensemble.');
  }
  const hidden = Array.from({ length: layers - 1 }, (_, l) => shapeOf(header, 0, 2 * l)[1] ?? 0);
  if (!hidden.every((width) => Number.isInteger(width) && width > 0)) {
    throw new EnsembleFileError(`The file has hidden layers of width ${hidden.join(' and ')}.`);
  }
  const widths = [inputSize, ...hidden, classCount];
  const parameters = Array.from({ length: 2 * layers }, (_, k) => {
    const shape = variableShape(widths, k);
    // Read before there is room for them: a header may claim any size.
    const own = Array.from({ length: members }, (_, i) => variable(header, data, i, k, shape));
    const size = own[0]!.length;
    const all = new Float32Array(members * size);
    own.forEach((values, i) => {
      all.set(values, i * size);
    });
    return all;
  });
  return { members, hidden, parameters, metadata: metadataOf(header) };
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

function variable(
  header: Record<string, Entry>,
  data: Uint8Array,
  member: number,
  k: number,
  shape: readonly number[],
): Float32Array {
  const name = variableName(member, k);
  const own = shapeOf(header, member, k);
  if (own.join() !== shape.join()) {
    throw new EnsembleFileError(`${name} is ${own.join('×')} in the file, not ${shape.join('×')}.`);
  }
  const offsets: unknown = header[name]?.data_offsets;
  const [from, to] = Array.isArray(offsets) ? offsets : [];
  const size = 4 * shape.reduce((product, d) => product * d, 1);
  const found = Number.isInteger(from) && from >= 0 && to <= data.length;
  if (!found || to - from !== size) {
    throw new EnsembleFileError(`The values of ${name} are missing or cut short.`);
  }
  // Copied, for the values need not lie on a multiple of four bytes.
  const values = new Float32Array(data.slice(from, to).buffer);
  if (!values.every(Number.isFinite)) {
    throw new EnsembleFileError(`${name} holds values that are not numbers.`);
  }
  return values;
}

function shapeOf(header: Record<string, Entry>, member: number, k: number): readonly number[] {
  const entry = header[variableName(member, k)];
  if (entry?.dtype !== 'F32' || !Array.isArray(entry.shape)) {
    throw new EnsembleFileError(`${variableName(member, k)} is missing or not float32.`);
  }
  return entry.shape;
}

function metadataOf(header: Record<string, unknown>): Record<string, string> {
  const metadata = header.__metadata__ ?? {};
  return Object.fromEntries(
    Object.entries(metadata).filter(
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
