/** What there is to know of how an attack was made, beside its name. */
import type { AttackRequest, LiveAttack } from '../../engine/protocol';

/** Which of several attempts did worst, what it does to members that it was not made on, and whether it moved. */
export function madeWords(
  { attacker, recipe }: Pick<AttackRequest, 'attacker' | 'recipe'>,
  { made, still }: Pick<LiveAttack, 'made' | 'still'>,
  classes: readonly string[],
): string {
  if (recipe.method === 'noise') return 'It knows nothing of the members.';
  if (still) {
    return 'Where it starts there is no gradient to climb: it is exactly zero, and the attack stands still.';
  }
  const attempts = recipe.method === 'strongest' || recipe.restarts > 1;
  const which = attempts ? [`Worst for this image: ${attemptWords(made, recipe, classes)}.`] : [];
  const transfer =
    attacker === 'ensemble'
      ? []
      : attacker === 'surrogate'
        ? ['The ensemble itself is a stranger to it: what it does here is transfer.']
        : ['What it does to the others is transfer.'];
  return [...which, ...transfer].join(' ');
}

function attemptWords(
  { objective, towards, restart }: LiveAttack['made'],
  { restarts }: AttackRequest['recipe'],
  classes: readonly string[],
): string {
  const climbed =
    towards === null ? `“${objective}”` : `“${objective}” towards ${classes[towards]}`;
  return restarts > 1 && towards === null ? `${climbed}, start ${restart + 1}` : climbed;
}
