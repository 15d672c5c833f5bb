import { describe, expect, it } from 'vitest';
import { stream } from '../data/random';
import {
  decodeEnsemble,
  type EnsembleFile,
  EnsembleFileError,
  encodeEnsemble,
} from './ensemble-file';
import { fromFloat16, toFloat16 } from './float16';

const WIDTHS = [7, 5, 6, 3];

function ensemble(): EnsembleFile {
  const { normal } = stream(1, 'values');
  const sizes = [7 * 5, 5, 5 * 6, 6, 6 * 3, 3];
  return {
    members: 2,
    hidden: [5, 6],
    parameters: sizes.map((size) => Float32Array.from({ length: 2 * size }, normal)),
    metadata: { name: 'two of them, “quoted”', seed: '1' },
  };
}

const encoded = () => encodeEnsemble(ensemble(), WIDTHS);
const decode = (bytes: Uint8Array, inputSize = 7, classes = 3) =>
  decodeEnsemble(bytes, inputSize, classes);

type Header = Record<string, { dtype: string; shape: number[]; data_offsets: number[] }>;

const headerLength = (bytes: Uint8Array) =>
  Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));

function headerOf(bytes: Uint8Array): Header {
  return JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength(bytes))));
}

/** The file with another header in front of the same values. */
function withHeader(header: unknown): Uint8Array {
  const bytes = encoded();
  const text = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const values = bytes.subarray(8 + headerLength(bytes));
  const result = new Uint8Array(8 + text.length + values.length);
  new DataView(result.buffer).setBigUint64(0, BigInt(text.length), true);
  result.set(text, 8);
  result.set(values, 8 + text.length);
  return result;
}

function editedHeader(edit: (header: Header) => void): Uint8Array {
  const header = headerOf(encoded());
  edit(header);
  return withHeader(header);
}

describe('an ensemble file', () => {
  it('gives back what was put in, to the last bit', () => {
    expect(decode(encoded())).toEqual(ensemble());
  });

  it('has half the bytes in half precision, and each value rounded to it', () => {
    const bytes = encodeEnsemble(ensemble(), WIDTHS, 'F16');
    expect(headerOf(bytes)['member1.layer2.weight']).toMatchObject({ dtype: 'F16', shape: [6, 3] });
    const values = (of: Uint8Array) => of.length - 8 - headerLength(of);
    expect(values(bytes)).toBe(values(encoded()) / 2);
    const file = decode(bytes);
    const rounded = ensemble().parameters.map((own) =>
      Float32Array.from(own, (value) => fromFloat16(toFloat16(value))),
    );
    expect(file).toEqual({ ...ensemble(), parameters: rounded });
    expect(encodeEnsemble(file, WIDTHS, 'F16')).toEqual(bytes);
  });

  it('may have members of either precision', () => {
    const halves = decode(encodeEnsemble(ensemble(), WIDTHS, 'F16'));
    const half = encodeEnsemble(halves, WIDTHS, 'F16');
    const full = encodeEnsemble(halves, WIDTHS);
    const header = headerOf(full);
    const offset = full.length - 8 - headerLength(full);
    for (const [name, entry] of Object.entries(headerOf(half))) {
      if (!name.startsWith('member1')) continue;
      const data_offsets = entry.data_offsets.map((at) => at + offset);
      header[name] = { ...entry, data_offsets };
    }
    const text = new TextEncoder().encode(JSON.stringify(header));
    const values = [full, half].map((bytes) => bytes.subarray(8 + headerLength(bytes)));
    const bytes = new Uint8Array(8 + text.length + values[0]!.length + values[1]!.length);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
    bytes.set(text, 8);
    bytes.set(values[0]!, 8 + text.length);
    bytes.set(values[1]!, 8 + text.length + values[0]!.length);
    expect(decode(bytes)).toEqual(halves);
  });

  it('is read from the middle of a larger buffer as well', () => {
    const bytes = encoded();
    const larger = new Uint8Array(bytes.length + 10);
    larger.set(bytes, 3);
    expect(decode(larger.subarray(3, 3 + bytes.length))).toEqual(ensemble());
  });

  it('is safetensors: aligned values, in order, without a gap', () => {
    const bytes = encoded();
    expect(headerLength(bytes) % 8).toBe(0);
    const { __metadata__, ...entries } = headerOf(bytes) as Header & { __metadata__: unknown };
    expect(__metadata__).toEqual(ensemble().metadata);
    expect(Object.keys(entries)).toEqual(
      [0, 1].flatMap((i) =>
        [0, 1, 2].flatMap((l) => [`member${i}.layer${l}.weight`, `member${i}.layer${l}.bias`]),
      ),
    );
    expect(entries['member1.layer2.weight']).toMatchObject({ dtype: 'F32', shape: [6, 3] });
    let offset = 0;
    for (const { shape, data_offsets } of Object.values(entries)) {
      const end = offset + 4 * shape.reduce((a, b) => a * b, 1);
      expect(data_offsets).toEqual([offset, end]);
      offset = end;
    }
    expect(bytes.length).toBe(8 + headerLength(bytes) + offset);
    // member0.layer0.weight[0][1] is the second value.
    const view = new DataView(bytes.buffer);
    expect(view.getFloat32(8 + headerLength(bytes) + 4, true)).toBe(ensemble().parameters[0]![1]);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['empty', new Uint8Array(0), /not in the safetensors format, or is cut short/],
    ['too short for a length', encoded().subarray(0, 7), /cut short/],
    ['cut off in the header', encoded().subarray(0, 60), /cut short/],
    ['cut off in the values', encoded().subarray(0, encoded().length - 1), /member1\.layer2\.bias/],
    ['text', new TextEncoder().encode('<!doctype html><title>x</title>'), /not in the safetensors/],
    ['with a garbled header', withHeader('{"member0": '), /header of the file cannot be read/],
    ['with a header that is no object', withHeader('"x"'), /header of the file cannot be read/],
    ['with a header of null', withHeader('null'), /header of the file cannot be read/],
    ['with nothing in it', withHeader({}), /does not hold the layers of an ensemble/],
    ['with a header that is a list', withHeader([]), /does not hold the layers/],
  ])('that is %s is refused', (_, bytes, message) => {
    expect(() => decode(bytes)).toThrow(EnsembleFileError);
    expect(() => decode(bytes)).toThrow(message);
  });

  it.each([2n ** 20n + 1n, 2n ** 31n, 2n ** 63n])(
    'whose header claims %d bytes is refused',
    (n) => {
      const bytes = encoded();
      new DataView(bytes.buffer).setBigUint64(0, n, true);
      expect(() => decode(bytes)).toThrow(EnsembleFileError);
    },
  );

  it.each<[string, (header: Header) => void, RegExp]>([
    [
      'lacks a variable',
      (h) => void delete h['member1.layer1.bias'],
      /does not hold the layers of an ensemble/,
    ],
    [
      'has a variable too many',
      (h) => {
        h.extra = h['member0.layer0.bias']!;
      },
      /does not hold the layers of an ensemble/,
    ],
    [
      'has members of different shapes',
      (h) => {
        h['member1.layer1.weight']!.shape = [6, 5];
      },
      /member1\.layer1\.weight is 6×5 in the file, not 5×6/,
    ],
    [
      'has a type that is neither float32 nor float16',
      (h) => {
        h['member0.layer0.weight']!.dtype = 'F64';
      },
      /member0\.layer0\.weight is missing, or neither float32 nor float16/,
    ],
    [
      'has no shape',
      (h) => {
        h['member0.layer1.weight']!.shape = 5 as never;
      },
      /member0\.layer1\.weight is missing, or neither float32 nor float16/,
    ],
    [
      'has values before the beginning',
      (h) => {
        h['member0.layer0.bias']!.data_offsets = [-20, 0];
      },
      /values of member0\.layer0\.bias are missing or cut short/,
    ],
    [
      'has values behind the end',
      (h) => {
        h['member0.layer0.bias']!.data_offsets = [1e6, 1e6 + 20];
      },
      /values of member0\.layer0\.bias are missing or cut short/,
    ],
    [
      'has too few values',
      (h) => {
        h['member0.layer0.bias']!.data_offsets = [140, 156];
      },
      /values of member0\.layer0\.bias are missing or cut short/,
    ],
    [
      'does not say where values are',
      (h) => void delete (h['member0.layer0.bias'] as Partial<Header[string]>).data_offsets,
      /values of member0\.layer0\.bias are missing or cut short/,
    ],
    [
      'has entries that are no objects',
      (h) => {
        h['member0.layer0.bias'] = null as never;
      },
      /member0\.layer0\.bias is missing, or neither float32 nor float16/,
    ],
    [
      'has offsets that are no list',
      (h) => {
        h['member0.layer0.bias']!.data_offsets = 3 as never;
      },
      /values of member0\.layer0\.bias are missing or cut short/,
    ],
    [
      'has offsets that are no whole numbers',
      (h) => {
        h['member0.layer0.bias']!.data_offsets = [140.5, 160.5];
      },
      /values of member0\.layer0\.bias are missing or cut short/,
    ],
    ...[0, -5, 2.5, '5'].map(
      (width) =>
        [
          `has a width of ${JSON.stringify(width)}`,
          (h: Header) => {
            for (const i of [0, 1]) h[`member${i}.layer0.weight`]!.shape = [7, width as number];
          },
          /hidden layers of width/,
        ] as [string, (header: Header) => void, RegExp],
    ),
    [
      'claims more than any memory holds',
      (h) => {
        for (const i of [0, 1]) h[`member${i}.layer0.weight`]!.shape = [7, 1e12];
      },
      /values of member0\.layer0\.weight are missing or cut short/,
    ],
  ])('whose header %s is refused, and the variable named', (_, edit, message) => {
    const bytes = editedHeader(edit);
    expect(() => decode(bytes)).toThrow(EnsembleFileError);
    expect(() => decode(bytes)).toThrow(message);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'with a value of %d is refused',
    (value) => {
      const file = ensemble();
      file.parameters[2]![40] = value;
      for (const type of ['F32', 'F16'] as const) {
        const bytes = encodeEnsemble(file, WIDTHS, type);
        expect(() => decode(bytes)).toThrow(EnsembleFileError);
        expect(() => decode(bytes)).toThrow(
          'member1.layer1.weight holds values that are not numbers',
        );
      }
    },
  );

  it.each([
    [8, 3, /member0\.layer0\.weight is 7×5 in the file, not 8×5/],
    [7, 4, /member0\.layer2\.weight is 6×3 in the file, not 6×4/],
  ])(
    'of images or classes of another number than %i and %i is refused',
    (size, classes, message) => {
      expect(() => decode(encoded(), size, classes)).toThrow(EnsembleFileError);
      expect(() => decode(encoded(), size, classes)).toThrow(message);
    },
  );

  it.each([null, 5, 'text', ['x'], [['x']], true])('with %j as its metadata has none', (odd) => {
    const bytes = editedHeader((header) => {
      header.__metadata__ = odd as never;
    });
    expect(decode(bytes)).toEqual({ ...ensemble(), metadata: {} });
  });

  it.each<[string, (header: Header) => void]>([
    [
      'two members',
      (h) => {
        h['member1.layer0.bias']!.data_offsets = h['member0.layer0.bias']!.data_offsets;
      },
    ],
    [
      'parts of two layers',
      (h) => {
        h['member0.layer0.bias']!.data_offsets = [136, 156];
      },
    ],
  ])('in which %s are the same bytes is refused, and both named', (_, edit) => {
    const bytes = editedHeader(edit);
    expect(() => decode(bytes)).toThrow(EnsembleFileError);
    expect(() => decode(bytes)).toThrow(/^The values of member\S+ and member\S+ overlap\.$/);
  });

  it('keeps of its metadata what is text', () => {
    const bytes = editedHeader((header) => {
      header.__metadata__ = { name: 'x', number: 3, list: [] } as never;
    });
    expect(decode(bytes).metadata).toEqual({ name: 'x' });
  });
});
