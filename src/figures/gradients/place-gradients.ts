/** Where the gradients of three members' confidences stand on the sphere, from the angles that they really make. */
import type { Direction } from '../../geometry/joint-region';
import { combine, cross, dot, unit } from '../sphere/directions';
import type { Triple } from '../sphere/flatten';

export interface PlacedGradients {
  /** Of unit length. Their sum points north, so what lowers all of them lies around the south pole. */
  readonly gradients: Triple;
  /** A vector of their span, in coordinates of the same basis as they were given in. */
  place(coordinates: readonly number[]): Direction;
}

/** So short is a sum whose direction is rounding. */
const ROUNDING = 1e-6;

/**
 * @param losses directions of the losses' gradients, [3][rank], of unit length (GradientsOfImage); those of the
 *   confidences point the other way
 */
export function placeGradients(losses: readonly (readonly number[])[]): PlacedGradients {
  const confidences = losses.map((own) => combine([inSpace(own), -1]));
  const sum = combine(...confidences.map((own) => [own, 1] as const));
  // Gradients that balance, in a plane: the first of them is as good as any.
  const north = Math.hypot(...sum) > ROUNDING ? unit(sum) : confidences[0]!;
  const [first = north, second = north] = confidences;
  const aside = [first, second, ...AXES]
    .map((own) => combine([own, 1], [north, -dot(own, north)]))
    .find((own) => Math.hypot(...own) > ROUNDING)!;
  const front = unit(aside);
  const right = cross(north, front);
  const place = (coordinates: readonly number[]): Direction => {
    const vector = inSpace(coordinates);
    return [dot(vector, front), dot(vector, right), dot(vector, north)];
  };
  return { gradients: confidences.map(place) as unknown as Triple, place };
}

const AXES: readonly Direction[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

function inSpace([x = 0, y = 0, z = 0]: readonly number[]): Direction {
  return [x, y, z];
}
