/**
 * The one table of what a link can carry: every shareable setting of every figure, its kind and range,
 * and its value where a link is silent. Links are read and written from it and from nothing else.
 *
 * A key is its figure's short name, a point, and the setting's. Keys and defaults are for ever: a link
 * leaves out what is at its default, so a changed default changes what old links show.
 */
import { RECIPE_RANGES, RECIPES, SAMPLE_ATTACKS } from '../attacks/attack-recipe';
import { EPSILON_RANGES, epsilonKey, FINAL_EPSILONS, SAMPLE_EPSILON } from '../attacks/epsilon';
import { PAIR_STEPS } from '../attacks/pair-step';
import { SUCCESS_MEANINGS } from '../attacks/success';
import { PLANAR_GENERATORS, PLANAR_RANGES } from '../data/planar/planar-spec';
import { FASHION_MNIST } from '../data/training-data';
import { SHIPPED } from '../ensemble/shipped';
import { METRICS } from '../geometry/metric';
import { MEASURES } from '../sweep/measure-names';
import { OUTCOME_MEANINGS, SWEEP_ATTACKERS, SWEEP_ATTACKS } from '../sweep/outcome-names';
import { WAY_IDS } from '../sweep/way-ids';
import { DEFAULT_PLANE_SETTINGS, PLANE_RANGES } from '../training/plane-settings';
import {
  ADVERSARIAL,
  DEFAULT_SETTINGS,
  LAYERS,
  PENALTIES,
  RANGES,
  type Range,
} from '../training/settings';
import {
  angle,
  cell,
  choice,
  cosines,
  direction,
  flag,
  type Kind,
  list,
  number,
  point,
  recipe,
} from './kinds';
import { labelledPoints } from './labelled-points';

export interface Setting<T, K extends Kind<T> = Kind<T>> {
  readonly kind: K;
  /** What holds where the link says nothing. Settled. */
  readonly fallback: T;
  /** Whether a browser keeps it for the reader's next visit, where no link says otherwise. */
  readonly remembered: boolean;
}

function setting<T, K extends Kind<T>>(kind: K & Kind<T>, fallback: NoInfer<T>): Setting<T, K> {
  return { kind, fallback: kind.settle(fallback), remembered: false };
}

function remembered<T, K extends Kind<T>>(kind: K & Kind<T>, fallback: NoInfer<T>): Setting<T, K> {
  return { ...setting(kind, fallback), remembered: true };
}

/** ε of an attack, in whatever norm. */
function radius() {
  const max = Math.max(...Object.values(EPSILON_RANGES).map((range) => range.max));
  return number({ min: 0, max, decimals: 3 });
}

function inRange({ min, max }: Range, decimals = 0) {
  return number({ min, max, decimals });
}

/** A member, from 0. */
const MEMBERS = Array.from({ length: RANGES.members.max }, (_, i) => `${i}` as const);

/** What an attack is made on: the ensemble, a surrogate of it, or a member. */
const ATTACKERS = ['ensemble', 'surrogate', ...MEMBERS] as const;

/** Of the attacks that are set side by side by who makes them. */
export const ATTACKER_STEPS = { min: 1, max: 50 } as const;

/** Ensembles of a reader's own sweep. */
export const SWEEP_RUNS = { min: 5, max: 15 } as const;

/** Of whatever attacker. */
const SWEPT = [...new Set(SWEEP_ATTACKERS.flatMap((attacker) => SWEEP_ATTACKS[attacker]))];

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
  // Cosine matrix: the cosines of two to eight gradients, and the cell that is being edited.
  'matrix.cosines': setting(cosines(), [0.8, -0.2, -0.2, -0.2, -0.2, 0.8]),
  'matrix.cell': setting(cell(8), [0, 1]),
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

  // The playground: points that are drawn from a seed or are the reader's own; the next run, plain and of a seed with
  // which all members fit for many λ; whether a change starts it over; what is seen beneath the points, the length of a
  // step, and where the probe stands.
  'play.data': setting(choice([...PLANAR_GENERATORS, 'own']), 'moons'),
  'play.points': setting(inRange(PLANAR_RANGES.points), 200),
  'play.noise': setting(inRange(PLANAR_RANGES.noise, 2), 0.08),
  'play.own': setting(labelledPoints(), []),
  'play.members': setting(inRange(PLANE_RANGES.members), DEFAULT_PLANE_SETTINGS.members),
  'play.hidden': setting(list(inRange(PLANE_RANGES.hidden), LAYERS), DEFAULT_PLANE_SETTINGS.hidden),
  'play.penalty': setting(choice(PENALTIES), DEFAULT_PLANE_SETTINGS.penalty),
  'play.lambda': setting(inRange(PLANE_RANGES.lambda, 4), 0),
  'play.learningRate': setting(
    inRange(PLANE_RANGES.learningRate, 5),
    DEFAULT_PLANE_SETTINGS.learningRate,
  ),
  'play.steps': setting(inRange(PLANE_RANGES.steps), DEFAULT_PLANE_SETTINGS.steps),
  'play.seed': setting(inRange(PLANE_RANGES.seed), 4),
  'play.live': setting(flag(), true),
  'play.layer': setting(choice(['gdr', 'truth', 'slope', 'disagreement', 'probability']), 'gdr'),
  'play.epsilon': setting(number({ min: 0.01, max: 1, decimals: 2 }), 0.2),
  'play.probe': setting(
    list(number({ min: -1, max: 1, decimals: 3 }), { min: 2, max: 2 }),
    [-0.3, 0.45],
  ),

  // Arrangements: directions of the gradients in the plane, degrees, and whether a hand snaps.
  'arr.angles': setting(list(angle(), { min: 2, max: 8 }), [104, 158, 241]),
  'arr.snap': setting(flag(), true),

  // Share and slope: gradients of any length in the plane, digits enough for nearly opposite ones.
  'slope.gradients': setting(list(point(1.2, 4, 0.05), { min: 2, max: 5 }, 2), [
    [0.85, 0.35],
    [0.2, 0.95],
    [-0.3, 0.45],
  ]),

  // The attack: which of the ensembles that come with the page, a held-out image, who attacks, how, and how far; the
  // step that is shown, the greatest for the last, and the side that the gradients' sphere is seen from.
  'attack.ensemble': setting(choice(SHIPPED), 'plain'),
  'attack.image': remembered(number({ min: 0, max: 9999, decimals: 0 }), 0),
  'attack.source': remembered(choice(ATTACKERS), 'ensemble'),
  'attack.how': remembered(recipe(), RECIPES.fgs),
  'attack.epsilon': remembered(radius(), 0.06),
  'attack.step': setting(
    number({ min: 0, max: RECIPE_RANGES.steps.max, decimals: 0 }),
    RECIPE_RANGES.steps.max,
  ),
  'attack.view': setting(direction(1), [20, -25]),

  // The Lab: the next run, with all digits that its sliders set, and whether a change starts it over.
  'lab.members': remembered(inRange(RANGES.members), DEFAULT_SETTINGS.members),
  'lab.hidden': remembered(list(inRange(RANGES.hidden), LAYERS), DEFAULT_SETTINGS.hidden),
  'lab.penalty': remembered(choice(PENALTIES), DEFAULT_SETTINGS.penalty),
  'lab.lambda': remembered(inRange(RANGES.lambda, 4), DEFAULT_SETTINGS.lambda),
  'lab.metric': remembered(choice(METRICS), DEFAULT_SETTINGS.metric),
  'lab.adversarial': remembered(choice(ADVERSARIAL), DEFAULT_SETTINGS.adversarial),
  'lab.adversarialEpsilon': remembered(
    inRange(RANGES.adversarialEpsilon, 3),
    DEFAULT_SETTINGS.adversarialEpsilon,
  ),
  'lab.adversarialSteps': remembered(
    inRange(RANGES.adversarialSteps),
    DEFAULT_SETTINGS.adversarialSteps,
  ),
  'lab.learningRate': remembered(inRange(RANGES.learningRate, 8), DEFAULT_SETTINGS.learningRate),
  'lab.batch': remembered(inRange(RANGES.batch), DEFAULT_SETTINGS.batch),
  'lab.images': remembered(inRange(RANGES.images), DEFAULT_SETTINGS.images),
  'lab.epochs': remembered(inRange(RANGES.epochs), DEFAULT_SETTINGS.epochs),
  'lab.seed': remembered(inRange(RANGES.seed), DEFAULT_SETTINGS.seed),
  // The Lab trains on what comes with the page; points of the plane have a figure of their own.
  'lab.data': setting(choice([FASHION_MNIST]), FASHION_MNIST),
  'lab.live': remembered(flag(), false),
  // Whose success the charts show.
  'lab.success': setting(choice(SAMPLE_ATTACKS), 'fgs'),

  // Of figures that set ensembles side by side: which of those that come with the page.
  'compare.first': setting(choice(SHIPPED), 'plain'),
  'compare.second': setting(choice(SHIPPED), 'diverse'),

  // Measures of whole ensembles: step sizes, in units of pixel intensity, and what is counted.
  'transfer.how': setting(recipe(), RECIPES.fgs),
  'transfer.epsilon': setting(radius(), 0.06),
  'signs.epsilon': setting(number({ ...EPSILON_RANGES.inf, decimals: 3 }), 0.06),
  'signs.step': setting(choice(PAIR_STEPS), 'pair'),
  'detection.source': setting(choice(ATTACKERS), 'ensemble'),
  'detection.how': setting(recipe(), RECIPES.fgs),
  'detection.epsilon': setting(radius(), 0.06),
  'detection.of': setting(choice(['fooled', 'attacked']), 'fooled'),
  'attackers.epsilon': setting(number({ ...EPSILON_RANGES.inf, decimals: 3 }), 0.06),
  'attackers.steps': setting(number({ ...ATTACKER_STEPS, decimals: 0 }), RECIPES.pgd.steps),
  // Where the diversity sits: what stands beside the two that are compared, the least spread of the pixels that
  // stay (94 vary less), and what pixels weigh.
  'map.third': setting(choice(['none', ...SHIPPED]), 'gdr-spread'),
  'map.threshold': setting(number({ min: 0, max: 1, decimals: 3 }), 0.246),
  'map.metric': setting(choice(METRICS), 'uniform'),
  'saliency.image': setting(number({ min: 0, max: 9999, decimals: 0 }), 0),
  'saliency.masks': setting(flag(), false),

  // The cone against the truth: a plane through an image, by the two directions that span it, what is filled in,
  // the plane's radius (L2), and a place in it, in radii.
  'cone.image': setting(number({ min: 0, max: 9999, decimals: 0 }), 0),
  'cone.first': setting(choice(['joint', ...MEMBERS]), '0'),
  'cone.second': setting(choice(MEMBERS), '1'),
  'cone.layer': setting(choice(['fall', ...SUCCESS_MEANINGS]), 'fall'),
  'cone.radius': setting(number({ min: 0.01, max: 10, decimals: 3 }), 1),
  'cone.probe': setting(point(1), [0.55, 0.3]),

  'ensembles.success': setting(choice(SUCCESS_MEANINGS), 'same'),
  'ensembles.source': setting(choice(ATTACKERS), 'ensemble'),
  'ensembles.how': setting(recipe(), RECIPES.fgs),
  'ensembles.epsilon': setting(radius(), 0.06),
  'ensembles.scale': setting(choice(['log', 'linear']), 'log'),

  // What a sweep has found: who attacks and how, what counts, of which ensembles, against which measure.
  'sweep.attacker': setting(choice(SWEEP_ATTACKERS), 'everything'),
  'sweep.attack': setting(choice(SWEPT), 'fgs'),
  'sweep.epsilon': setting(choice(FINAL_EPSILONS.map(epsilonKey)), epsilonKey(SAMPLE_EPSILON)),
  'sweep.meaning': setting(choice(['each', ...OUTCOME_MEANINGS]), 'each'),
  'sweep.scale': setting(choice(['log', 'linear']), 'log'),
  'sweep.members': setting(choice(['all', '2', '3', '5']), '3'),
  'sweep.ways': setting(list(choice(WAY_IDS), { min: 1, max: WAY_IDS.length }), WAY_IDS),
  'sweep.measure': setting(choice(MEASURES), 'gdr'),
  // The reader's own sweep: a penalty, its λ from and to, and how many ensembles.
  'sweep.way': setting(choice(WAY_IDS), 'gdr'),
  'sweep.least': setting(inRange(RANGES.lambda, 4), 0.3),
  'sweep.most': setting(inRange(RANGES.lambda, 4), 10),
  'sweep.runs': setting(number({ ...SWEEP_RUNS, decimals: 0 }), 6),
  // The price of a way of training: who attacks, what counts as withstood, of which ensembles.
  'price.attacker': setting(choice(SWEEP_ATTACKERS), 'everything'),
  'price.counts': setting(choice(['robust', 'joint']), 'robust'),
  'price.members': setting(choice(['2', '3', '5']), '3'),
  'price.ways': setting(list(choice(WAY_IDS), { min: 1, max: WAY_IDS.length }), WAY_IDS),
} as const;

export type SharedKey = keyof typeof SETTINGS;
/** The short name that a figure's keys begin with. */
export type SettingGroup = SharedKey extends `${infer Group}.${string}` ? Group : never;
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

/** These values of some settings and groups of them; all others at their defaults. */
export function restrictedTo(
  names: readonly (SettingGroup | SharedKey)[],
  values: SharedValues,
): SharedValues {
  const wanted = (key: SharedKey) =>
    names.some((name) => key === name || key.startsWith(`${name}.`));
  const own = KEYS.filter(wanted).map((key) => [key, values[key]]);
  return { ...DEFAULTS, ...Object.fromEntries(own) };
}

/** The setting of a key, its type loosened so that all can be treated alike. */
export function settingOf(key: SharedKey): Setting<unknown> {
  return SETTINGS[key] as Setting<unknown>;
}
