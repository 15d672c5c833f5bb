/**
 * A kind of attack for whatever ε: what a reader picks, a link carries and a command line takes, in one grammar:
 * a method, and what differs from its defaults, as "pgd steps=40 norm=two objective=slowest".
 */
import {
  type AttackSpec,
  ENSEMBLE_OBJECTIVES,
  NORMS,
  type Norm,
  type Objective,
} from './attack-spec';

/**
 * `noise`: a random corner of the ball, the control. `fgs`: one step (Goodfellow et al. 2015). `pgd`: many steps, projected
 * (Madry et al. 2018). `mi`: with momentum (Dong et al. 2018). `agree`: PGD towards one wrong class for all, so
 * that members do not disagree. `strongest`: the worst of many for each image (attacks/strongest.ts).
 */
export const METHODS = ['noise', 'fgs', 'pgd', 'mi', 'agree', 'strongest'] as const;
export type Method = (typeof METHODS)[number];

/** Those that samples of a run tell the success of: FGS in every one, PGD beside it where the reader asks. */
export const SAMPLE_ATTACKS = ['fgs', 'pgd'] as const satisfies readonly Method[];
export type SampleAttack = (typeof SAMPLE_ATTACKS)[number];

export interface AttackRecipe {
  readonly method: Method;
  readonly objective: Objective;
  readonly norm: Norm;
  readonly steps: number;
  /** Length of a step as a multiple of ε/steps. */
  readonly stride: number;
  readonly momentum: number;
  readonly restarts: number;
  readonly seed: number;
}

export const RECIPE_RANGES = {
  steps: { min: 1, max: 200 },
  stride: { min: 0.1, max: 10 },
  momentum: { min: 0, max: 2 },
  restarts: { min: 1, max: 20 },
  seed: { min: 1, max: 1e6 },
} as const;

const ONE_STEP = {
  objective: 'mean',
  norm: 'inf',
  steps: 1,
  stride: 1,
  momentum: 0,
  restarts: 1,
  seed: 1,
} as const;

/** A stride of 2.5 lets a turn on the way not end short of the sphere: Madry et al. 2018. */
const PROJECTED = { ...ONE_STEP, steps: 20, stride: 2.5 } as const;

export const RECIPES: Readonly<Record<Method, AttackRecipe>> = {
  noise: { ...ONE_STEP, method: 'noise', steps: 0 },
  fgs: { ...ONE_STEP, method: 'fgs' },
  pgd: { ...PROJECTED, method: 'pgd' },
  mi: { ...ONE_STEP, method: 'mi', steps: 10, momentum: 1 },
  agree: { ...PROJECTED, method: 'agree', objective: 'agree' },
  strongest: { ...PROJECTED, method: 'strongest', objective: 'slowest', steps: 50, restarts: 3 },
};

/** What is fixed in a method: one step is what FGS means, agreement is what `agree` climbs. */
const FIXED: Readonly<Record<Method, readonly string[]>> = {
  noise: ['objective', 'steps', 'stride', 'momentum'],
  fgs: ['steps', 'stride', 'momentum', 'restarts', 'seed'],
  pgd: [],
  mi: [],
  agree: ['objective'],
  strongest: ['objective', 'momentum'],
};

/** The attack of a recipe at one ε. @param objective instead of the recipe's */
export function specOf(
  recipe: AttackRecipe,
  epsilon: number,
  objective: Objective = recipe.objective,
): AttackSpec {
  const { norm, steps, stride, momentum, restarts, seed } = recipe;
  const stepSize = (stride * epsilon) / Math.max(1, steps);
  const start = startOf(recipe);
  return { objective, norm, epsilon, steps, stepSize, momentum, start, restarts, seed };
}

/** Of several starts of the strongest attack one is at the image; those of PGD are all at random. */
function startOf({ method, restarts }: AttackRecipe): AttackSpec['start'] {
  if (method === 'noise') return 'surface';
  return method === 'strongest' || restarts === 1 ? 'image' : 'ball';
}

/** "pgd steps=40"; in a link, where = has a meaning of its own, "pgd,steps,40". `parseRecipe` takes both. */
export function formatRecipe(recipe: AttackRecipe, form: 'command' | 'link' = 'command'): string {
  const usual = RECIPES[recipe.method];
  const parts = settable(recipe.method).filter((key) => recipe[key] !== usual[key]);
  const [between, equals] = form === 'command' ? [' ', '='] : [',', ','];
  return [recipe.method, ...parts.map((key) => `${key}${equals}${recipe[key]}`)].join(between);
}

/** @throws RangeError that says which part is at fault */
export function parseRecipe(text: string): AttackRecipe {
  const [name = '', ...rest] = text.trim().split(/[\s,=]+/);
  const method = METHODS.find((own) => own === name);
  if (!method) throw new RangeError(`${name || 'nothing'} is none of ${METHODS.join(', ')}`);
  const given: [Settable, string | number][] = [];
  for (let k = 0; k < rest.length; k += 2) {
    const key = settable(method).find((own) => own === rest[k]);
    if (!key) {
      const allowed = settable(method).join(', ');
      throw new RangeError(`${method} does not take ${rest[k]}, but ${allowed}`);
    }
    given.push([key, spelledValue(key, rest[k + 1] ?? '')]);
  }
  return { ...RECIPES[method], ...Object.fromEntries(given) };
}

export type Settable = Exclude<keyof AttackRecipe, 'method'>;

/** What a recipe of this method may set. */
export function settable(method: Method): Settable[] {
  const all = Object.keys(ONE_STEP) as Settable[];
  return all.filter((key) => !FIXED[method].includes(key));
}

function spelledValue(key: Settable, text: string): string | number {
  if (key === 'norm' || key === 'objective') {
    const words: readonly string[] = key === 'norm' ? NORMS : ENSEMBLE_OBJECTIVES;
    const member = key === 'objective' && /^member\d$/.test(text);
    if (member || words.includes(text)) return text;
    throw new RangeError(`${key} must be one of ${words.join(', ')}, not ${text}`);
  }
  const { min, max } = RECIPE_RANGES[key];
  const value = Number(text);
  const whole = key !== 'stride' && key !== 'momentum';
  if (/^\d+(\.\d+)?$/.test(text) && value >= min && value <= max && !(whole && value % 1 !== 0)) {
    return value;
  }
  throw new RangeError(`${key} must be ${whole ? 'a whole number ' : ''}from ${min} to ${max}`);
}
