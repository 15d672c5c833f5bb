/**
 * The attacks of a reference file. In the first edition their names say what they climb; in the second each says
 * it, and where, and in which steps.
 */
import type { AttackTarget } from '../attacks/attack';
import {
  type AttackSpec,
  ENSEMBLE_OBJECTIVES,
  memberOf,
  NORMS,
  type Objective,
} from '../attacks/attack-spec';
import { array, entry, list, type ReferenceArray } from './reference-array';

export interface ReferenceAttack {
  readonly name: string;
  readonly spec: AttackSpec;
  readonly target: AttackTarget;
  /** [B, inputSize] */
  readonly adversarial: ReferenceArray;
  /** [n][B] */
  readonly predictions: readonly (readonly number[])[];
  /** The loss of the mean probability at each image's true class, [B]; null in the first edition. */
  readonly meanLoss: readonly number[] | null;
}

/** What the named attacks of the first edition climb. */
const FIRST: Readonly<Record<string, Objective>> = {
  fgs: 'mean',
  fgsMember0: 'member0',
  pgd: 'mean',
  mi: 'mean',
};

/** @throws Error that names the entry at fault, as does the other */
export function parseFirstAttacks(
  value: unknown,
  labels: readonly number[],
): { attacks: ReferenceAttack[]; unnamed: string[] } {
  const all = Object.entries(entry(value ?? {}, 'attacks'));
  return {
    attacks: all.flatMap(([name, item]) => {
      const objective = FIRST[name];
      if (!objective) return [];
      const attack = entry(item, `attacks.${name}`);
      return [
        {
          name,
          spec: specFrom(attack, attack.eps, objective, 'inf'),
          target: { classes: Uint8Array.from(labels), towards: false },
          ...outcome(attack, `attacks.${name}`),
          meanLoss: null,
        },
      ];
    }),
    unnamed: all.flatMap(([name]) => (name in FIRST ? [] : [name])),
  };
}

export function parseAttacks(value: unknown, labels: readonly number[]): ReferenceAttack[] {
  return list(value, 'attacks').map((item, k) => {
    const at = `attacks[${k}]`;
    const attack = entry(item, at);
    if (attack.randomStart) throw new Error(`${at}.randomStart must be false`);
    const towards = attack.target !== null;
    const classes = towards ? list(attack.target, `${at}.target`).map(Number) : labels;
    const norm = NORMS.find((own) => own === attack.norm);
    if (!norm) throw new Error(`${at}.norm must be one of ${NORMS.join(', ')}`);
    return {
      name: String(attack.name),
      spec: specFrom(
        attack,
        attack.epsilon,
        objectiveOf(attack.objective, `${at}.objective`),
        norm,
      ),
      target: { classes: Uint8Array.from(classes), towards },
      ...outcome(attack, at),
      meanLoss: list(attack.meanLoss, `${at}.meanLoss`).map(Number),
    };
  });
}

/** One step of ε where nothing else is said. */
function specFrom(
  { steps = 1, stepSize, decay }: Record<string, unknown>,
  epsilon: unknown,
  objective: Objective,
  norm: AttackSpec['norm'],
): AttackSpec {
  return {
    objective,
    norm,
    epsilon: Number(epsilon),
    steps: Number(steps),
    stepSize: Number(stepSize ?? epsilon),
    momentum: Number(decay ?? 0),
    start: 'image',
    restarts: 1,
    seed: 1,
  };
}

function outcome(attack: Record<string, unknown>, at: string) {
  return {
    adversarial: array(attack.adversarial, `${at}.adversarial`),
    predictions: list(attack.predictions, `${at}.predictions`).map((row, i) =>
      list(row, `${at}.predictions[${i}]`).map(Number),
    ),
  };
}

function objectiveOf(value: unknown, name: string): Objective {
  const text = String(value) as Objective;
  const known = ENSEMBLE_OBJECTIVES.some((own) => own === text) || Number.isInteger(memberOf(text));
  if (!known)
    throw new Error(`${name} must be one of ${ENSEMBLE_OBJECTIVES.join(', ')}, or memberI`);
  return text;
}
