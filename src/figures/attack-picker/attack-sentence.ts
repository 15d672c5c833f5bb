/** A picked attack in a sentence: "Made on f₁ alone, twenty steps, ε 0.06." */
import type { AttackRecipe } from '../../attacks/attack-recipe';
import { memberOf, type Objective } from '../../attacks/attack-spec';
import type { Attacker } from '../../attacks/attacker';
import { memberLabel } from '../../components/members';
import { stepWords } from './attack-words';

interface Picked {
  readonly attacker: Attacker;
  readonly recipe: AttackRecipe;
  readonly epsilon: number;
}

/** Who made it, how, and how far it may go. */
export function attackSentence({ attacker, recipe, epsilon }: Picked): string {
  const size = `ε ${epsilon}${recipe.norm === 'inf' ? '' : recipe.norm === 'two' ? ' in L₂' : ' in L₁'}`;
  if (recipe.method === 'noise') return `Random noise, made on nobody, ${size}.`;
  const starts = recipe.restarts > 1 && recipe.method !== 'strongest';
  const parts = [
    `Made on ${madeOn(attacker, recipe.objective)}`,
    howOf(recipe),
    ...(starts ? [`${recipe.restarts} starts`] : []),
    size,
  ];
  return `${parts.join(', ')}.`;
}

function madeOn(attacker: Attacker, objective: Objective): string {
  if (attacker === 'surrogate') return 'a surrogate';
  const member = attacker === 'ensemble' ? memberOf(objective) : attacker;
  return member === null ? 'the whole ensemble' : `${memberLabel(member)} alone`;
}

function howOf({ method, steps }: AttackRecipe): string {
  if (method === 'strongest') return `the strongest of many attacks of ${stepWords(steps)}`;
  if (method === 'agree') return `${stepWords(steps)} for agreement`;
  return method === 'mi' ? `${stepWords(steps)} with momentum` : stepWords(steps);
}
