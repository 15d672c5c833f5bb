/** Whatever a file holds, it is read or refused with a reason, and costs no more memory than its values need. */
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decodeEnsemble, EnsembleFileError, encodeEnsemble } from './ensemble-file';

const WIDTHS = [4, 3, 2];
const LONGEST_MESSAGE = 300;

/** Bytes of an ensemble of so many members, with one hidden layer. */
function encoded(members: number, widths = WIDTHS, type: 'F32' | 'F16' = 'F32'): Uint8Array {
  const [input, hidden, classes] = widths as [number, number, number];
  const parameters = [input * hidden, hidden, hidden * classes, classes].map((size) =>
    new Float32Array(members * size).fill(0.5),
  );
  const metadata = { name: 'x' };
  return encodeEnsemble({ members, hidden: [hidden], parameters, metadata }, widths, type);
}

const headerLength = (bytes: Uint8Array) =>
  Number(new DataView(bytes.buffer).getBigUint64(0, true));
const headerOf = (bytes: Uint8Array): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerLength(bytes))));

function file(header: string, values: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + values.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(values, 8 + text.length);
  return bytes;
}

/** The values of a valid file behind another header. */
function withHeader(header: string): Uint8Array {
  const bytes = encoded(2);
  return file(header, bytes.slice(8 + headerLength(bytes)));
}

/** Reads a file as any reader would. @returns the bytes that it set aside for values */
function read(bytes: Uint8Array, widths = WIDTHS): number {
  let allocated = 0;
  const count = <T extends { byteLength: number }>(array: T) => {
    allocated += array.byteLength;
    return array;
  };
  vi.stubGlobal(
    'Float32Array',
    new Proxy(Float32Array, {
      construct(target, args, self) {
        const array = Reflect.construct(target, args, self);
        // A view of other values needs no room.
        return typeof args[0] === 'number' ? count(array) : array;
      },
    }),
  );
  const slice = vi.spyOn(Uint8Array.prototype, 'slice').mockImplementation(function (
    this: Uint8Array,
    ...range
  ) {
    return count(new Uint8Array(this.subarray(...range)));
  });
  try {
    const found = decodeEnsemble(bytes, widths[0]!, widths.at(-1)!);
    expect(found.parameters.every((values) => values.every(Number.isFinite))).toBe(true);
  } catch (error) {
    expect(error).toBeInstanceOf(EnsembleFileError);
    expect((error as Error).message.length).toBeLessThan(LONGEST_MESSAGE);
  } finally {
    slice.mockRestore();
    vi.unstubAllGlobals();
  }
  return allocated;
}

/** @param room for each of its bytes: values of half precision take twice what they have */
function expectBounded(bytes: Uint8Array, room = 1): void {
  expect(read(bytes)).toBeLessThanOrEqual(room * bytes.length);
}

/** JSON.stringify overflows the stack on these; a file need not come from it. */
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('reading any file', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('counts what it sets aside', () => {
    const bytes = encoded(2);
    expect(read(bytes)).toBe(bytes.length - 8 - headerLength(bytes));
    const half = encoded(2, WIDTHS, 'F16');
    expect(read(half)).toBe(2 * (half.length - 8 - headerLength(half)));
  });

  it('of random bytes', () => {
    const any = fc.uint8Array({ maxLength: 400 });
    fc.assert(
      fc.property(any, (bytes) => expectBounded(bytes)),
      { numRuns: 2000 },
    );
  });

  it('of which some bytes are not what they were, or the end is missing', () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    const changes = fc.array(change, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(changes, fc.nat(), fc.boolean(), fc.boolean(), (edits, end, cut, half) => {
        const bytes = encoded(2, WIDTHS, half ? 'F16' : 'F32');
        for (const [at, value] of edits) bytes[at % bytes.length] = value;
        expectBounded(cut ? bytes.slice(0, end % bytes.length) : bytes, half ? 2 : 1);
      }),
      { numRuns: 2000 },
    );
  });

  it('whose header has anything in the place of anything', () => {
    const bytes = encoded(2);
    const names = Object.keys(headerOf(bytes));
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom<unknown>(
        Array(60).fill('x'.repeat(20)),
        { toString: 1, valueOf: 1 },
        [{ toString: 1, valueOf: 1 }],
        'x'.repeat(1000),
        Number.MAX_SAFE_INTEGER,
        1e308,
        -0,
        'F16',
      ),
    );
    const edit = fc.record({
      name: fc.constantFrom(...names, '__proto__', 'constructor', 'extra', 'member9.layer0.weight'),
      part: fc.constantFrom('dtype', 'shape', 'data_offsets', 'all'),
      value: odd,
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const header = headerOf(bytes);
        for (const { name, part, value } of edits) {
          const entry = part === 'all' ? value : { ...(header[name] as object), [part]: value };
          Object.defineProperty(header, name, {
            value: entry,
            enumerable: true,
            configurable: true,
          });
        }
        expectBounded(withHeader(JSON.stringify(header)), 2);
      }),
      { numRuns: 2000 },
    );
  });

  it('whose header nests without end, in the place of anything', () => {
    const bytes = encoded(2);
    for (const name of Object.keys(headerOf(bytes))) {
      for (const part of ['dtype', 'shape', 'data_offsets', 'all']) {
        const header = headerOf(bytes);
        const mark = '"deep"';
        if (part === 'all') header[name] = 'deep';
        else
          header[name] = {
            ...(header[name] as object),
            [part]: part === 'shape' ? ['deep', 'deep'] : 'deep',
          };
        expectBounded(withHeader(JSON.stringify(header).replaceAll(mark, nested(50_000))));
      }
    }
  });

  it('in which hundreds of members are the same bytes', () => {
    const widths = [700, 64, 10];
    const one = encoded(1, widths);
    const entries = Object.entries(headerOf(one)).filter(([name]) => name !== '__metadata__');
    const header = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) =>
        entries.map(([name, entry]) => [name.replace('member0', `member${i}`), entry] as const),
      ).flat(),
    );
    const bytes = file(JSON.stringify(header), one.slice(8 + headerLength(one)));
    expect(read(bytes, widths)).toBe(0);
    expect(() => decodeEnsemble(bytes, 700, 10)).toThrow(
      /values of member0.* and member1.* overlap/,
    );
  });

  it('of a shape that is of no use, before any value is looked at', () => {
    const bytes = encoded(2).fill(0xff, 8 + headerLength(encoded(2)));
    const refuse = () => 'members must be 3';
    expect(() => decodeEnsemble(bytes, 4, 2, refuse)).toThrow(
      /cannot use .*: members must be 3\.$/,
    );
  });
});
