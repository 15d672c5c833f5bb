/**
 * The one table of what a link can carry: every shareable setting of every figure, its kind and range,
 * and its value where a link is silent. Links are read and written from it and from nothing else.
 *
 * A key is its figure's short name, a point, and the setting's. Keys and defaults are for ever: a link
 * leaves out what is at its default, so a changed default changes what old links show.
 */
import { SHIPPED } from '../engine/shipped';
import { angle, choice, cosines, direction, flag, type Kind, list, number, point } from './kinds';

export interface Setting<T, K extends Kind<T> = Kind<T>> {
  readonly kind: K;
  /** What holds where the link says nothing. Settled. */
  readonly fallback: T;
}

function setting<T, K extends Kind<T>>(kind: K & Kind<T>, fallback: NoInfer<T>): Setting<T, K> {
  return { kind, fallback: kind.settle(fallback) };
}

/** ε of an attack; the greatest is far beyond what a reader would call unnoticed. */
function stepSize() {
  return number({ min: 0, max: 0.3, decimals: 3 });
}

export const SETTINGS = {
  // Two models: directions of the gradients of their confidences, a perturbation, the sign steps, and whether
  // a hand snaps to notable angles.
  'two.f': setting(angle(), 112),
  'two.g': setting(angle(), 35),
  'two.delta': setting(point(1), [-0.3, -0.6]),
  'two.fgs': setting(flag(), false),
  'two.snap': setting(flag(), true),
  // Sphere: three gradients, how far they are pulled into a plane, and the side it is seen from.
  'sphere.a': setting(direction(), [90, 0]),
  'sphere.b': setting(direction(), [180, 0]),
  'sphere.c': setting(direction(), [0, -90]),
  'sphere.flatten': setting(number({ min: 0, max: 1, decimals: 2 }), 0),
  'sphere.view': setting(direction(1), [14, -8]),
  // Cosine matrix: the cosines of two to eight gradients.
  'matrix.cosines': setting(cosines(), [0.8, -0.2, -0.2, -0.2, -0.2, 0.8]),
  // Surfaces: angle between the gradients, length of the push, and the view, in degrees.
  'surfaces.angle': setting(number({ min: 0, max: 180, decimals: 0 }), 90),
  'surfaces.push': setting(number({ min: 0, max: 0.9, decimals: 2 }), 0.4),
  'surfaces.turn': setting(angle(), 332),
  'surfaces.tilt': setting(number({ min: 10, max: 45, decimals: 1 }), 24),

  // The hook: a specimen, and the size of the step.
  'hook.image': setting(number({ min: 0, max: 9, decimals: 0 }), 7),
  'hook.epsilon': setting(number({ min: 0, max: 0.2, decimals: 4 }), 0),

  // The straight line: a specimen, the step on its pixels, the length of the one on the parameters.
  'line.image': setting(number({ min: 0, max: 9, decimals: 0 }), 9),
  'line.epsilon': setting(number({ min: 0, max: 0.2, decimals: 4 }), 0.1),
  'line.step': setting(number({ min: 0, max: 0.2, decimals: 4 }), 0.1),
  'line.show': setting(choice(['loss', 'confidence']), 'loss'),

  // Norm balls: their radius, a perturbation of two pixels, and the direction of the gradient.
  'balls.epsilon': setting(number({ min: 0.02, max: 0.2, decimals: 3 }), 0.12),
  'balls.delta': setting(point(0.25), [0.09, 0.07]),
  'balls.gradient': setting(angle(), 150),

  // Arrangements: directions of the gradients in the plane, degrees, and whether a hand snaps.
  'arr.angles': setting(list(angle(), { min: 2, max: 8 }), [104, 158, 241]),
  'arr.snap': setting(flag(), true),

  // The attack: which of the ensembles that come with the page, a held-out image, what it is made on (the
  // ensemble, or a member from 0), its step size.
  'attack.ensemble': setting(choice(SHIPPED), 'plain'),
  'attack.image': setting(number({ min: 0, max: 9999, decimals: 0 }), 0),
  'attack.source': setting(choice(['ensemble', '0', '1', '2', '3', '4']), 'ensemble'),
  'attack.epsilon': setting(stepSize(), 0.06),

  // The Lab: the next run, as in training/settings.ts, and whether a change starts it over.
  'lab.members': setting(number({ min: 2, max: 5, decimals: 0 }), 3),
  'lab.hidden': setting(list(number({ min: 8, max: 256, decimals: 0 }), { min: 1, max: 2 }), [64]),
  'lab.penalty': setting(choice(['none', 'cosine', 'gal', 'gdr']), 'gdr'),
  'lab.lambda': setting(number({ min: 0, max: 100, decimals: 4 }), 3),
  'lab.learningRate': setting(number({ min: 1e-6, max: 1, decimals: 6 }), 1e-3),
  'lab.batch': setting(number({ min: 1, max: 512, decimals: 0 }), 64),
  'lab.images': setting(number({ min: 1, max: 60_000, decimals: 0 }), 5000),
  'lab.epochs': setting(number({ min: 1, max: 100, decimals: 0 }), 5),
  'lab.seed': setting(number({ min: 0, max: 2 ** 31 - 1, decimals: 0 }), 1),
  'lab.live': setting(flag(), false),

  // Measures of whole ensembles: step sizes, in units of pixel intensity, and what is counted.
  'transfer.epsilon': setting(stepSize(), 0.06),
  'signs.epsilon': setting(stepSize(), 0.06),
  'signs.step': setting(choice(['pair', 'one']), 'pair'),
  'detection.epsilon': setting(stepSize(), 0.06),
  'detection.of': setting(choice(['fooled', 'attacked']), 'fooled'),
  'saliency.image': setting(number({ min: 0, max: 9999, decimals: 0 }), 0),
  'saliency.masks': setting(flag(), false),
  'ensembles.success': setting(choice(['same', 'all', 'ensemble']), 'same'),
  'ensembles.epsilon': setting(choice(['0.03', '0.06', '0.09']), '0.06'),
  'ensembles.scale': setting(choice(['log', 'linear']), 'log'),
} as const;

export type SharedKey = keyof typeof SETTINGS;
export type SharedValue<K extends SharedKey> =
  (typeof SETTINGS)[K] extends Setting<infer T> ? T : never;
export type SharedValues = { readonly [K in SharedKey]: SharedValue<K> };

export const KEYS = Object.keys(SETTINGS) as SharedKey[];

export const DEFAULTS = Object.fromEntries(
  KEYS.map((key) => [key, SETTINGS[key].fallback]),
) as unknown as SharedValues;

export function isSharedKey(key: string): key is SharedKey {
  return Object.hasOwn(SETTINGS, key);
}

/** The setting of a key, its type loosened so that all can be treated alike. */
export function settingOf(key: SharedKey): Setting<unknown> {
  return SETTINGS[key] as Setting<unknown>;
}
