/** What is made on ensembles other than the one that is judged: the worst of three for each image. */
import { type AttackRecipe, RECIPES } from './attack-recipe';
import { type PlannedAttack, plannedAttacks } from './strongest';

/** On the mean probability, on the sum of the losses, and for agreement: what passes over best differs. */
const OBJECTIVES = ['mean', 'sum', 'agree'] as const;

/** @param how the attack is made, whatever it climbs */
export function borrowedAttacks(
  classCount: number,
  epsilon: number,
  how: AttackRecipe = RECIPES.pgd,
): readonly PlannedAttack[] {
  return OBJECTIVES.flatMap((objective) =>
    plannedAttacks({ ...how, objective }, epsilon, classCount),
  );
}
