/**
 * Products of matrices as WebAssembly vector code, in the usual blocks (Goto and van de Geijn 2008): eight
 * columns of the right factor are copied into a panel that lies close together; then, a few rows of the
 * left one at a time, their sums with all of the panel are kept in registers. The copy can transpose; the
 * left factor is read number by number, along its rows or, for a transposed one, along its columns.
 *
 * Products are rounded before they are added. Fused instructions (relaxed SIMD) would be faster, but they
 * round as each processor pleases, and a run is to be repeated by its settings anywhere.
 *
 * Addresses and strides are in bytes, counts are positive.
 */
import { define } from './assembler';
import {
  advance,
  atomic,
  type Code,
  call,
  drop,
  f32,
  f32x4,
  i32,
  type Local,
  repeat,
  type Statement,
  type WasmFunction,
  when,
  whileNotZero,
} from './instructions';

/** Columns of a panel: two vectors. */
export const PANEL = 8;

/** Rows of the left factor that are multiplied at a time: eight sums leave registers for the factors. */
export const ROWS = 4;

/** Steps along the inner dimension between two tests for its end. */
export const UNROLLED = 4;

const BYTES = Float32Array.BYTES_PER_ELEMENT;
const VECTOR = 4 * BYTES;

/** A product as the code reads it: so many integers, one after the other. */
export const PRODUCT = [
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

/** What threads that compute a product together tell each other (thread-pool.ts), in integers likewise. */
export const SHARED_STATE = [
  /** Panels that nobody has taken yet. */
  'open',
  /** Panels that were taken and are finished with. */
  'done',
  /** Whether one of these was not computed, since its thread failed. */
  'failed',
  /** Threads that have reported in. */
  'ready',
] as const;

const offsetOf = <T extends string>(record: readonly T[], name: T) =>
  record.indexOf(name) * Int32Array.BYTES_PER_ELEMENT;

const multiply = defineMultiply('multiply', false);
const multiplyTransposed = defineMultiply('multiplyTransposed', true);

function defineMultiply(name: string, transposed: boolean) {
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
    const rows = Array.from({ length: ROWS }, () => [local('f32x4'), local('f32x4')] as const);
    const right = [local('f32x4'), local('f32x4')] as const;
    const factor = local('f32x4');
    const [from, remaining] = [local('i32'), local('i32')] as const;
    const readings = Array.from({ length: transposed ? 1 : ROWS }, () => local('i32'));
    const stride = (pointer: Local<'i32'>) => pointer.set(i32.add(pointer.value, leftStride.value));
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
          ...(transposed ? [advance(left, ROWS * BYTES)] : [stride(left)]),
        ]),
        ...rows.flat().map((total) => total.set(f32x4.splat(f32.constant(0)))),
        from.set(panel.value),
        remaining.set(steps.value),
        repeat(remaining, [
          ...inner,
          advance(from, UNROLLED * PANEL * BYTES),
          ...(transposed ? [] : readings.map((reading) => advance(reading, UNROLLED * BYTES))),
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

/** Copies eight columns of `inner` rows, `down` apart, into a panel. */
const pack = define('pack', PACKING, null, ({ from, down, inner, panel }) => [
  repeat(inner, [
    f32x4.store(panel.value, f32x4.load(from.value)),
    f32x4.store(panel.value, f32x4.load(from.value, VECTOR), VECTOR),
    advance(panel, 2 * VECTOR),
    from.set(i32.add(from.value, down.value)),
  ]),
]);

/** Copies eight rows of `inner` columns, `down` apart, into a panel, as columns. */
const packTransposed = define(
  'packTransposed',
  PACKING,
  null,
  ({ from, down, inner, panel }, local) => {
    const reading = Array.from({ length: PANEL }, () => local('i32'));
    return [
      ...reading.flatMap((row) => [row.set(from.value), from.set(i32.add(from.value, down.value))]),
      repeat(inner, [
        ...reading.flatMap((row, j): Statement[] => [
          f32.store(panel.value, f32.load(row.value), j * BYTES),
          advance(row, BYTES),
        ]),
        advance(panel, 2 * VECTOR),
      ]),
    ];
  },
);

/** The panel of a product that begins with column index·PANEL, from the copy, in `panel`, to the sums. */
export const productPanel = define(
  'productPanel',
  { product: 'i32', index: 'i32', panel: 'i32' },
  null,
  ({ product, index, panel }) => {
    const own = (name: (typeof PRODUCT)[number]) =>
      i32.load(product.value, offsetOf(PRODUCT, name));
    const columns = i32.multiply(index.value, i32.constant(PANEL));
    const bytes = i32.multiply(columns, i32.constant(BYTES));
    const packed = (away: Code<'i32'>) => ({
      from: i32.add(own('right'), away),
      down: own('rightStride'),
      inner: own('inner'),
      panel: panel.value,
    });
    const factors = {
      left: own('left'),
      leftStride: own('leftStride'),
      panel: panel.value,
      steps: own('steps'),
      sum: i32.add(own('sum'), bytes),
      sumStride: own('sumStride'),
      tiles: own('tiles'),
      onto: own('onto'),
    };
    return [
      when(
        own('transposeRight'),
        [call(packTransposed, packed(i32.multiply(columns, own('rightStride'))))],
        [call(pack, packed(bytes))],
      ),
      when(own('transposeLeft'), [call(multiplyTransposed, factors)], [call(multiply, factors)]),
    ];
  },
);

/**
 * Takes panels of the product, the last first, until none is open, and counts those done. Any number of
 * threads may be at it: whoever counts the open ones down has the panel (thread-pool.ts).
 */
export function defineWork(computePanel: typeof productPanel) {
  const parameters = { state: 'i32', product: 'i32', panel: 'i32' } as const;
  return define('work', parameters, null, ({ state, product, panel }, local) => {
    const open = local('i32');
    const address = (name: (typeof SHARED_STATE)[number]) =>
      i32.add(state.value, i32.constant(offsetOf(SHARED_STATE, name)));
    const less = i32.subtract(open.value, i32.constant(1));
    const found = atomic.compareExchange(address('open'), open.value, less);
    return [
      whileNotZero(open, atomic.load(address('open')), [
        when(i32.equal(found, open.value), [
          call(computePanel, { product: product.value, index: less, panel: panel.value }),
          drop(atomic.add(address('done'), i32.constant(1))),
        ]),
      ]),
    ];
  });
}

/** Only where the memory is shared. */
export const work = defineWork(productPanel);

export const PRODUCT_FUNCTIONS: readonly WasmFunction[] = [
  pack,
  packTransposed,
  multiply,
  multiplyTransposed,
  productPanel,
];
