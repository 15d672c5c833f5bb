/**
 * One step of an attack along an ascent direction, and back into the ball and the domain, image by image in matrices:
 * the rules of ops/composed/attack-step.ts.
 */
import { movedPixels, type StepRule } from '../composed/attack-step';
import { SMALLEST_NORM } from '../limits';
import type { Heap, Matrix } from './matrix';

/**
 * @param images where the attack stands, [B, size], in the ball and in the domain; moved
 * @param origin the middle of the ball, [B, size] in the domain
 * @param ascent [B, size], any positive scale
 * @param count of the images, from the first
 */
export function attackStep(
  { kernels }: Heap,
  images: Matrix,
  origin: Matrix,
  ascent: Matrix,
  rule: StepRule,
  count: number,
): void {
  const { norm, epsilon, stepSize, domain } = rule;
  const vectors = images.stride / 4;
  const pairs = images.stride / 2;
  if (norm === 'one') {
    const room = roomFor(images.columns);
    for (let b = 0; b < count; b++) sparseStep(images, origin, ascent, b, rule, room);
    return;
  }
  for (let b = 0; b < count; b++) {
    const [row, slope, center] = [images, ascent, origin].map((m) => m.rowAddress(b)) as [
      number,
      number,
      number,
    ];
    if (norm === 'inf') {
      kernels.signStepInBall({
        ...{ row, slope, step: stepSize, origin: center, epsilon, vectors },
        ...domain,
      });
      continue;
    }
    const length = Math.sqrt(kernels.dot({ a: slope, b: slope, pairs }));
    if (length < SMALLEST_NORM) continue;
    kernels.scale({ from: slope, factor: stepSize / length, to: row, vectors, onto: 1 });
    const away = Math.sqrt(
      kernels.squaredDistance({ a: row, aFactor: 1, b: center, bFactor: 1, pairs }),
    );
    const factor = away > epsilon ? epsilon / away : 1;
    kernels.drawIn({ row, origin: center, factor, vectors, ...domain });
  }
}

/** gathered = decay·gathered + ascent/‖ascent‖₁, where that is not zero. */
export function gatherMomentum(
  { kernels }: Heap,
  gathered: Matrix,
  ascent: Matrix,
  decay: number,
  count: number,
): void {
  const vectors = ascent.stride / 4;
  for (let b = 0; b < count; b++) {
    const [from, to] = [ascent.rowAddress(b), gathered.rowAddress(b)];
    kernels.scale({ from: to, factor: decay, to, vectors, onto: 0 });
    const length = kernels.absoluteSum({ a: from, pairs: ascent.stride / 2 });
    if (length < SMALLEST_NORM) continue;
    kernels.scale({ from, factor: 1 / length, to, vectors, onto: 1 });
  }
}

/** Of what an L1 step moves: the greatest entries, in falling order; and of all it could. */
interface SparseRoom {
  readonly greatest: Float64Array;
  readonly open: Float64Array;
}

function roomFor(size: number): SparseRoom {
  return {
    greatest: new Float64Array(movedPixels(size)),
    open: new Float64Array(size),
  };
}

/** The L1 step of one image. */
function sparseStep(
  images: Matrix,
  origin: Matrix,
  ascent: Matrix,
  image: number,
  { epsilon, stepSize, domain: { low, high } }: StepRule,
  { greatest, open }: SparseRoom,
): void {
  const { columns: size, stride } = images;
  const [x, center, slope] = [images.values, origin.values, ascent.values];
  const row = image * stride;
  greatest.fill(0);
  const last = greatest.length - 1;
  for (let k = 0; k < size; k++) {
    const g = slope[row + k]!;
    const room = g > 0 ? x[row + k]! < high : x[row + k]! > low;
    const value = room ? Math.abs(g) : 0;
    open[k] = value;
    if (value <= greatest[last]!) continue;
    let place = last;
    for (; place > 0 && greatest[place - 1]! < value; place--) {
      greatest[place] = greatest[place - 1]!;
    }
    greatest[place] = value;
  }
  const each = stepSize / greatest.length;
  for (let k = 0; k < size; k++) {
    if (open[k]! > 0 && open[k]! >= greatest[last]!) {
      x[row + k] = x[row + k]! + each * Math.sign(slope[row + k]!);
    }
  }
  const least = threshold(x, center, row, size, epsilon);
  for (let k = row; k < row + size; k++) {
    const away = x[k]! - center[k]!;
    const kept = Math.sign(away) * Math.max(0, Math.abs(away) - least);
    x[k] = Math.min(high, Math.max(low, center[k]! + kept));
  }
}

/**
 * What every |x − origin| must lose for their sum to be ε, zero where it is not above (Duchi et al. 2008): the
 * mean excess over ε of those that are longer, until these are the same (Michelot 1986).
 */
function threshold(
  x: Float32Array,
  center: Float32Array,
  row: number,
  size: number,
  epsilon: number,
): number {
  let least = 0;
  for (let longer = size + 1; ; ) {
    let total = 0;
    let count = 0;
    for (let k = row; k < row + size; k++) {
      const away = Math.abs(x[k]! - center[k]!);
      if (away > least) {
        total += away;
        count += 1;
      }
    }
    if (count === 0 || count >= longer) return least;
    least = Math.max(0, (total - epsilon) / count);
    if (least === 0) return 0;
    longer = count;
  }
}
