/**
 * Which attacks a recipe stands for. The strongest is not one attack but the worst of many for each image: on the
 * loss of the mean probability, on the sum of losses and on the slowest member, from several starts each, and on
 * the slowest member towards each of the other classes. What one objective misses another may find (Croce and
 * Hein 2020).
 */
import { type AttackRecipe, specOf } from './attack-recipe';
import type { AttackSpec } from './attack-spec';

export interface PlannedAttack {
  readonly spec: AttackSpec;
  /**
   * Where the attack is towards a class, how far that is after the true one, going round: 1 to classes − 1.
   * Null where it is away from the true class.
   */
  readonly classesOn: number | null;
}

/** Away from the true class, from all of the recipe's starts. */
const UNTARGETED = ['mean', 'sum', 'slowest'] as const;

/** @param classCount of the data set */
export function plannedAttacks(
  recipe: AttackRecipe,
  epsilon: number,
  classCount: number,
): readonly PlannedAttack[] {
  if (recipe.method !== 'strongest') return [{ spec: specOf(recipe, epsilon), classesOn: null }];
  const once = specOf({ ...recipe, restarts: 1 }, epsilon, 'slowest');
  return [
    ...UNTARGETED.map((objective) => ({
      spec: specOf(recipe, epsilon, objective),
      classesOn: null,
    })),
    ...Array.from({ length: classCount - 1 }, (_, k) => ({ spec: once, classesOn: k + 1 })),
  ];
}

/** What the attack is to do with images of these classes. */
export function targetOf(
  { classesOn }: PlannedAttack,
  truth: Uint8Array,
  classCount: number,
): { readonly classes: Uint8Array; readonly towards: boolean } {
  if (classesOn === null) return { classes: truth, towards: false };
  return { classes: truth.map((label) => (label + classesOn) % classCount), towards: true };
}
