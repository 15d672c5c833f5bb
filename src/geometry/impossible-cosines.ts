/**
 * Why no vectors have certain cosines, in words that can be checked by hand: three angles that do
 * not fit together, or, where every three do, a weighted sum of negative squared length.
 *
 * Three angles between vectors are the sides of a spherical triangle: none is longer than the other
 * two together, and all three are 360° at most. From four vectors on that is not enough: the squared
 * length of Σ wᵢgᵢ/‖gᵢ‖ is wᵀRw, which is negative for an eigenvector w of a negative eigenvalue.
 */
import type { CosineMatrix } from './cosine-matrix';
import { type SymmetricEigen, symmetricEigen } from './symmetric-eigen';

/** What a member is called, by its index from 0. */
export type MemberLabel = (index: number) => string;

/** Enough to show an eigenvalue of −1e-5, the least that is refused. */
const MOST_DIGITS = 5;

const LIST = new Intl.ListFormat('en-GB');

/** Counted from one, as readers count. */
const plainLabel: MemberLabel = (index) => `f${index + 1}`;

/**
 * @param cosines n × n, symmetric, from −1 to 1 but for rounding.
 * @param eigen of the cosines, where it is known already.
 * @returns a clause without a full stop; undefined where there is no contradiction, or one so small
 * that the digits on the page do not show it.
 */
export function whyImpossible(
  cosines: CosineMatrix,
  label: MemberLabel = plainLabel,
  eigen: SymmetricEigen = symmetricEigen(cosines),
): string | undefined {
  return threeAngles(cosines, label) ?? weightedSum(cosines, label, eigen);
}

/** Three members, the first two the furthest apart, and their angles in degrees in this order. */
interface Triple {
  readonly members: readonly [number, number, number];
  /** Of the first two, of the first and the third, of the second and the third. */
  readonly angles: readonly number[];
}

/** What the three members say whose angles miss each other the most. */
function threeAngles(cosines: CosineMatrix, label: MemberLabel): string | undefined {
  let worst: Triple | undefined;
  // What the digits cannot show is the rounding of the cosines.
  let most = 10 ** -MOST_DIGITS;
  for (const triple of triples(cosines)) {
    const misfit = Math.max(beyondOthers(triple.angles), beyondCircle(triple.angles));
    if (misfit > most) {
      most = misfit;
      worst = triple;
    }
  }
  if (!worst) return undefined;
  const [first, second, third] = worst.members.map(label);
  const inOrder = [...worst.members].sort((i, j) => i - j).map(label);
  for (let digits = 0; digits <= MOST_DIGITS; digits++) {
    const texts = worst.angles.map((angle) => angle.toFixed(digits));
    const read = texts.map(Number);
    const [a, b, c] = texts;
    // Rounded, they must still show it, and not make it seem much larger or smaller than it is.
    const shown = (misfit: number) => misfit > most / 2 && misfit < most * 1.5;
    if (shown(beyondOthers(read))) {
      return `the angle between ${first} and ${second} (${a}°) is greater than the sum of their angles with ${third} (${b}° + ${c}°)`;
    }
    if (shown(beyondCircle(read))) {
      return `the angles between ${LIST.format(inOrder)} (${a}° + ${b}° + ${c}°) together exceed 360°`;
    }
  }
  return undefined;
}

function* triples(cosines: CosineMatrix): Generator<Triple> {
  const angle = (i: number, j: number) =>
    (Math.acos(Math.min(1, Math.max(-1, cosines[i]![j]!))) * 180) / Math.PI;
  for (let i = 0; i < cosines.length; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < j; k++) {
        const turns = [
          [k, j, i],
          [k, i, j],
          [j, i, k],
        ] as const;
        const [members] = [...turns].sort(([a, b], [c, d]) => angle(c, d) - angle(a, b));
        const [a, b, c] = members!;
        yield { members: members!, angles: [angle(a, b), angle(a, c), angle(b, c)] };
      }
    }
  }
}

function beyondOthers([a, b, c]: readonly number[]): number {
  return a! - b! - c!;
}

function beyondCircle([a, b, c]: readonly number[]): number {
  return a! + b! + c! - 360;
}

/** What the eigenvector says, the largest weight scaled to one and the first positive. */
function weightedSum(
  cosines: CosineMatrix,
  label: MemberLabel,
  { values, vectors }: SymmetricEigen,
): string | undefined {
  const at = values.indexOf(Math.min(...values));
  const vector = vectors.map((row) => row[at]!);
  const largest = Math.max(...vector.map(Math.abs));
  const first = vector.find((w) => Math.abs(w) > largest / 1000)!;
  for (let digits = 1; digits <= MOST_DIGITS; digits++) {
    // The rounded weights are what a reader can check, so it is they that must do.
    const weights = vector.map((w) => Number(((w / largest) * Math.sign(first)).toFixed(digits)));
    const length = squaredLength(cosines, weights).toFixed(digits);
    if (!(Number(length) < 0)) continue;
    const kept = [...weights.keys()].filter((i) => weights[i] !== 0);
    return `the gradients of ${LIST.format(kept.map(label))}, each of length one, with the weights ${LIST.format(kept.map((i) => written(weights[i]!)))} add up to a sum whose squared length would be ${written(Number(length))}, and no squared length is negative`;
  }
  return undefined;
}

function squaredLength(cosines: CosineMatrix, weights: readonly number[]): number {
  let sum = 0;
  cosines.forEach((row, i) => {
    row.forEach((cosine, j) => {
      sum += weights[i]! * weights[j]! * cosine;
    });
  });
  return sum;
}

function written(x: number): string {
  return String(x).replace('-', '−');
}
