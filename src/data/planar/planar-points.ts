/**
 * Labelled points of the plane, drawn from a seed: the shapes that small networks are usually tried on. All lie in
 * their domain, the square [−1, 1]². Classes take turns, so their sizes differ by one point at most.
 */
import { type LabelledPoints, PLANE_DOMAIN } from '../planar-data';
import { type RandomStream, stream } from '../random';
import { PLANAR_RANGES, type PlanarGenerator, type PlanarSpec } from './planar-spec';

type Place = readonly [x: number, y: number];

interface Shape {
  readonly classCount: number;
  /** Where a point of a class lies without noise, for a share of the way along its shape, 0 to 1. */
  place(label: number, along: number, random: RandomStream): Place;
}

const TURN = 2 * Math.PI;

const SHAPES: Readonly<Record<PlanarGenerator, Shape>> = {
  // Two half circles of radius 1 in each other's opening, at 0.55 of their usual size.
  moons: {
    classCount: 2,
    place(label, along) {
      const [x, y] = [Math.cos(Math.PI * along), Math.sin(Math.PI * along)];
      return label === 0 ? around(x - 0.5, y - 0.25) : around(0.5 - x, 0.25 - y);
      function around(across: number, up: number): Place {
        return [0.55 * across, 0.55 * up];
      }
    },
  },
  circles: {
    classCount: 2,
    place: (label, along) => onCircle(TURN * along, label === 0 ? 0.75 : 0.35),
  },
  spirals: spirals(2, 1.25),
  'spirals-3': spirals(3, 0.9),
  // Four discs; those that face each other are of one class.
  xor: {
    classCount: 2,
    place(label, along, random) {
      const right = along < 0.5 ? 1 : -1;
      const up = label === 0 ? right : -right;
      const [x, y] = onCircle(TURN * random.uniform(), 0.28 * Math.sqrt(random.uniform()));
      return [0.45 * right + x, 0.45 * up + y];
    },
  },
};

function spirals(arms: number, turns: number): Shape {
  return {
    classCount: arms,
    place: (label, along) => onCircle(TURN * (turns * along + label / arms), 0.07 + 0.78 * along),
  };
}

function onCircle(angle: number, radius: number): Place {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** Classes of what a generator draws. */
export function classCountOf(generator: PlanarGenerator): number {
  return SHAPES[generator].classCount;
}

/** @throws RangeError for a number of points or a noise out of range, or a seed that is no whole number */
export function planarPoints({
  generator,
  points: count,
  noise,
  seed,
}: PlanarSpec): LabelledPoints {
  const { points: counts, noise: noises } = PLANAR_RANGES;
  if (!(Number.isInteger(count) && count >= counts.min && count <= counts.max)) {
    throw new RangeError(`points must be a whole number from ${counts.min} to ${counts.max}`);
  }
  if (!(noise >= noises.min && noise <= noises.max)) {
    throw new RangeError(`noise must be a number from ${noises.min} to ${noises.max}`);
  }
  const { classCount, place } = SHAPES[generator];
  const random = stream(seed, 'planar', generator);
  const points = new Float32Array(2 * count);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const label = i % classCount;
    const number = Math.ceil((count - label) / classCount);
    // One of so many equal parts of the shape, at random within it: no gaps and no heaps.
    const along = (Math.floor(i / classCount) + random.uniform()) / number;
    const [x, y] = place(label, along, random);
    points[2 * i] = within(x, noise, random);
    points[2 * i + 1] = within(y, noise, random);
    labels[i] = label;
  }
  return { points, labels, classCount };
}

/** A coordinate with noise, drawn again while it would leave the square. */
function within(value: number, noise: number, random: RandomStream): number {
  for (;;) {
    const moved = value + noise * random.normal();
    if (moved >= PLANE_DOMAIN.low && moved <= PLANE_DOMAIN.high) return moved;
  }
}
