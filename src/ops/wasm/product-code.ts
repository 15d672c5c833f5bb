/**
 * Products of matrices as WebAssembly vector code, in the usual blocks (Goto and van de Geijn 2008): eight
 * columns of the right factor are copied into a panel that lies close together; then, a few rows of the
 * left one at a time, their sums with all of the panel are kept in registers. The copy can transpose; the
 * left factor is read number by number, along its rows or, for a transposed one, along its columns.
 *
 * Products are rounded before they are added. Fused instructions (relaxed SIMD) would be faster, but they
 * round as each processor pleases, and a run is to be repeated by its settings anywhere.
 */
import {
  atomic,
  call,
  define,
  drop,
  during,
  f32,
  f32x4,
  i32,
  type Local,
  moveOn,
  repeat,
  when,
} from './assembler';

/** Columns of a panel: two vectors. */
export const PANEL = 8;

/** Rows of the left factor that are multiplied at a time: eight sums leave registers for the factors. */
export const ROWS = 4;

/** Steps along the inner dimension between two tests for its end. */
export const UNROLLED = 4;

const BYTES = Float32Array.BYTES_PER_ELEMENT;
const VECTOR = 4 * BYTES;

/**
 * A product as the integers in which it is told to the code, one after the other. The first two are for
 * threads, who see them change; addresses and strides are in bytes.
 */
export const PRODUCT = [
  /** Panels that nobody has taken yet. */
  'open',
  'done',
  'left',
  'leftStride',
  'transposeLeft',
  'right',
  'rightStride',
  'transposeRight',
  /** The length of the sums. */
  'inner',
  /** The same in blocks of UNROLLED. */
  'steps',
  'sum',
  'sumStride',
  /** Rows in blocks of ROWS. */
  'tiles',
  'onto',
] as const;

const field = (product: Local, name: (typeof PRODUCT)[number]) =>
  i32.load(product.value, PRODUCT.indexOf(name) * Int32Array.BYTES_PER_ELEMENT);

export function multiply(name: string, transposed: boolean) {
  const parameters = {
    left: 'i32',
    leftStride: 'i32',
    panel: 'i32',
    steps: 'i32',
    sum: 'i32',
    sumStride: 'i32',
    tiles: 'i32',
    onto: 'i32',
  } as const;
  return define(name, parameters, null, (given, local) => {
    const { left, leftStride, panel, steps, sum, sumStride, tiles, onto } = given;
    const rows = Array.from({ length: ROWS }, () => [local('v128'), local('v128')] as const);
    const right = [local('v128'), local('v128')] as const;
    const factor = local('v128');
    const [from, remaining] = [local('i32'), local('i32')] as const;
    const readings = Array.from({ length: transposed ? 1 : ROWS }, () => local('i32'));
    const stride = (pointer: Local) => pointer.set(i32.add(pointer.value, leftStride.value));
    const inner = Array.from({ length: UNROLLED }, (_, k) => [
      ...right.map((half, h) => half.set(f32x4.load(from.value, (2 * k + h) * VECTOR))),
      ...rows.flatMap((row, i) => [
        factor.set(
          transposed
            ? f32x4.loadSplat(readings[0]!.value, i * BYTES)
            : f32x4.loadSplat(readings[i]!.value, k * BYTES),
        ),
        ...row.map((total, h) =>
          total.set(f32x4.add(total.value, f32x4.multiply(factor.value, right[h]!.value))),
        ),
      ]),
      ...(transposed ? [stride(readings[0]!)] : []),
    ]).flat();
    return [
      repeat(tiles, [
        ...readings.flatMap((reading) => [
          reading.set(left.value),
          ...(transposed ? [moveOn(left, ROWS * BYTES)] : [stride(left)]),
        ]),
        ...rows.flat().map((total) => total.set(f32x4.splat(f32.constant(0)))),
        from.set(panel.value),
        remaining.set(steps.value),
        repeat(remaining, [
          ...inner,
          moveOn(from, UNROLLED * PANEL * BYTES),
          ...(transposed ? [] : readings.map((reading) => moveOn(reading, UNROLLED * BYTES))),
        ]),
        ...rows.flatMap((row) => [
          when(
            onto.value,
            row.map((total, h) =>
              total.set(f32x4.add(total.value, f32x4.load(sum.value, h * VECTOR))),
            ),
          ),
          ...row.map((total, h) => f32x4.store(sum.value, total.value, h * VECTOR)),
          sum.set(i32.add(sum.value, sumStride.value)),
        ]),
      ]),
    ];
  });
}

const PACKING = { from: 'i32', down: 'i32', inner: 'i32', panel: 'i32' } as const;

export function pack() {
  return define('pack', PACKING, null, ({ from, down, inner, panel }) => [
    repeat(inner, [
      f32x4.store(panel.value, f32x4.load(from.value)),
      f32x4.store(panel.value, f32x4.load(from.value, VECTOR), VECTOR),
      moveOn(panel, 2 * VECTOR),
      from.set(i32.add(from.value, down.value)),
    ]),
  ]);
}

export function packTransposed() {
  return define('packTransposed', PACKING, null, ({ from, down, inner, panel }, local) => {
    const reading = Array.from({ length: PANEL }, () => local('i32'));
    return [
      ...reading.flatMap((row) => [row.set(from.value), from.set(i32.add(from.value, down.value))]),
      repeat(inner, [
        ...reading.flatMap((row, j) => [
          f32.store(panel.value, f32.load(row.value), j * BYTES),
          moveOn(row, BYTES),
        ]),
        moveOn(panel, 2 * VECTOR),
      ]),
    ];
  });
}

/** One panel of a product, from the copy to the sums. @param at the places of the functions it calls */
export function productPanel(
  at: Record<'pack' | 'packTransposed' | 'multiply' | 'multiplyTransposed', number>,
) {
  const parameters = { product: 'i32', index: 'i32', panel: 'i32' } as const;
  return define('productPanel', parameters, null, ({ product, index, panel }) => {
    const own = (name: (typeof PRODUCT)[number]) => field(product, name);
    const columns = i32.multiply(index.value, i32.constant(PANEL));
    const bytes = i32.multiply(columns, i32.constant(BYTES));
    const packed = (away: number[]) => [
      i32.add(own('right'), away),
      own('rightStride'),
      own('inner'),
      panel.value,
    ];
    const factors = [
      ...[own('left'), own('leftStride'), panel.value, own('steps')],
      ...[i32.add(own('sum'), bytes), own('sumStride'), own('tiles'), own('onto')],
    ];
    return [
      when(
        own('transposeRight'),
        [call(at.packTransposed, packed(i32.multiply(columns, own('rightStride'))))],
        [call(at.pack, packed(bytes))],
      ),
      when(
        own('transposeLeft'),
        [call(at.multiplyTransposed, factors)],
        [call(at.multiply, factors)],
      ),
    ];
  });
}

/**
 * Takes panels of the product, the last first, until none is open, and counts those done. Any number of
 * threads may be at it: whoever counts the open ones down has the panel. While one that was taken is not done,
 * the product stays what it is.
 * @param at the place of productPanel
 */
export function work(at: { productPanel: number }) {
  return define('work', { product: 'i32', panel: 'i32' }, null, ({ product, panel }, local) => {
    const open = local('i32');
    const less = i32.subtract(open.value, i32.constant(1));
    const found = atomic.compareExchange(product.value, open.value, less);
    const done = i32.add(product.value, i32.constant(BYTES * PRODUCT.indexOf('done')));
    return [
      during(open, atomic.load(product.value), [
        when(i32.equal(found, open.value), [
          call(at.productPanel, [product.value, less, panel.value]),
          drop(atomic.add(done, i32.constant(1))),
        ]),
      ]),
    ];
  });
}
