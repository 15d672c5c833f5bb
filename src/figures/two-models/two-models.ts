/**
 * Two models' confidence gradients in the plane, a perturbation, and the sign steps: everything the
 * figure draws and writes, as numbers. Gradients are of unit length, as only their directions count.
 */
import { angleBetween } from '../../geometry/angle';
import { gdrOfImage } from '../../geometry/gdr';
import { jointArc } from '../../geometry/joint-arc';

/** (x, y), y upwards. */
export type Vector = readonly [number, number];

/** First-order change of each confidence, per unit of its gradient's length. */
export interface Changes {
  readonly f: number;
  readonly g: number;
}

export const SOURCES = ['f', 'g', 'both'] as const;
/** What a sign step is made on: one model, or the mean of both. */
export type Source = (typeof SOURCES)[number];

export interface SignStep {
  readonly source: Source;
  /** −ε·sign(∇): a corner of the square of half side ε, or the middle of an edge where a part is 0. */
  readonly step: Vector;
  readonly changes: Changes;
}

export interface TwoModels {
  readonly f: Vector;
  readonly g: Vector;
  /** Between the gradients, degrees from 0 to 180. */
  readonly angle: number;
  readonly cosine: number;
  readonly gdr: number;
  /** The directions that lower both. */
  readonly subspace: ReturnType<typeof jointArc>;
  readonly changes: Changes;
  readonly signSteps: readonly SignStep[];
}

/** Half the side of the square that sign steps reach the corners of; gradients have length 1. */
export const EPSILON = 0.5;

/** Smaller is rounding: cos 90° is not 0 in floating point. */
const ROUNDING = 1e-12;

/** @param f and `g` in degrees */
export function twoModels(f: number, g: number, delta: Vector): TwoModels {
  const vectors = { f: unit(f), g: unit(g) };
  const sum: Vector = [vectors.f[0] + vectors.g[0], vectors.f[1] + vectors.g[1]];
  const radians = angleBetween(vectors.f, vectors.g);
  const changesOf = (step: Vector) => ({ f: dot(step, vectors.f), g: dot(step, vectors.g) });
  return {
    ...vectors,
    angle: toDegrees(radians),
    cosine: Math.cos(radians),
    gdr: gdrOfImage([radians]),
    subspace: jointArc([toRadians(f), toRadians(g)]),
    changes: changesOf(delta),
    signSteps: SOURCES.map((source) => {
      const [x, y] = source === 'both' ? sum : vectors[source];
      const step: Vector = [-EPSILON * sign(x), -EPSILON * sign(y)];
      return { source, step, changes: changesOf(step) };
    }),
  };
}

/** What becomes of a confidence. */
export function trend(change: number): 'falls' | 'rises' | 'stays' {
  return change < -ROUNDING ? 'falls' : change > ROUNDING ? 'rises' : 'stays';
}

export function lowersBoth({ f, g }: Changes): boolean {
  return trend(f) === 'falls' && trend(g) === 'falls';
}

/** Whether a step straight down one gradient raises the other confidence. */
export function beyondRightAngle({ angle }: TwoModels): boolean {
  // An angle comes from rounded coordinates.
  return angle > 90 + 1e-9;
}

/** Sign steps on one model that lower both although the gradients stand more than 90° apart. */
export function surprisingSteps(picture: TwoModels): readonly SignStep[] {
  if (!beyondRightAngle(picture)) return [];
  return picture.signSteps.filter(
    ({ source, changes }) => source !== 'both' && lowersBoth(changes),
  );
}

/** GDR and cosine at every angle between the gradients: [degrees, value], degree by degree. */
export const CURVES = {
  gdr: curve((radians) => gdrOfImage([radians])),
  cosine: curve(Math.cos),
};

function curve(value: (radians: number) => number): readonly Vector[] {
  return Array.from({ length: 181 }, (_, degrees) => [degrees, value(toRadians(degrees))] as const);
}

function unit(degrees: number): Vector {
  return [clean(Math.cos(toRadians(degrees))), clean(Math.sin(toRadians(degrees)))];
}

function clean(x: number): number {
  return Math.abs(x) < ROUNDING ? 0 : x;
}

function sign(x: number): number {
  return Math.abs(x) < ROUNDING ? 0 : Math.sign(x);
}

function dot(u: Vector, v: Vector): number {
  return u[0] * v[0] + u[1] * v[1];
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function toDegrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
