/** How often a picked attack succeeds on an ensemble, where its record says so. */
import { formatRecipe } from '../../attacks/attack-recipe';
import type { SuccessRates } from '../../attacks/success';
import { decimal } from '../../components/format';
import type { EnsembleRecord } from '../../engine/page/records';
import type { MeasureRequest } from '../../engine/protocol';
import type { PickedAttack } from '../attack-picker/AttackPicker';
import { WHO } from '../attack-picker/attack-words';

/** Null where it has to be measured. */
export function ratesInRecord(
  { evaluation, attacks = [] }: Pick<EnsembleRecord, 'evaluation' | 'attacks'>,
  { attacker, recipe, epsilon }: PickedAttack,
): SuccessRates | null {
  const usual = formatRecipe(recipe) === recipe.method;
  if (attacker !== 'ensemble' || !usual) return null;
  if (recipe.method === 'fgs') {
    return evaluation?.fgs.find((own) => own.epsilon === epsilon)?.rates ?? null;
  }
  const rating = attacks.find((own) => own.method === recipe.method && own.epsilon === epsilon);
  return rating?.rates ?? null;
}

/** What is asked of the engine where the record says nothing. */
export function ratingRequest(
  ensemble: string,
  { attacker, recipe, epsilon }: PickedAttack,
): MeasureRequest<'success'> {
  return { measure: 'success', ensemble, attacker, how: recipe, epsilon };
}

const NAMES = { noise: 'Noise', fgs: 'FGS', pgd: 'PGD', mi: 'MI', agree: 'Agree' } as const;

/** A name for a column: "PGD 20". */
export function shortName({ recipe: { method, steps } }: PickedAttack): string {
  if (method === 'strongest') return 'Strongest';
  return method === 'fgs' || method === 'noise' ? NAMES[method] : `${NAMES[method]} ${steps}`;
}

/** "PGD of 20 steps, made on everything, ε = 0.06" */
export function describeAttack(attack: PickedAttack): string {
  const { attacker, recipe, epsilon } = attack;
  const who = typeof attacker === 'number' ? 'member' : attacker;
  const label = WHO.find(({ value }) => value === who)!.label.toLowerCase();
  const on = typeof attacker === 'number' ? `member ${attacker + 1} alone` : label;
  const norm = recipe.norm === 'inf' ? '' : recipe.norm === 'two' ? ', L₂' : ', L₁';
  return `${shortName(attack)}, made on ${on}, ε = ${decimal(epsilon, recipe.norm === 'inf' ? 3 : 1)}${norm}`;
}
