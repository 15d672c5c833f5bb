/** What a reader is asked of an attack, in words. */
import { type AttackRecipe, type Method, RECIPES } from '../../attacks/attack-recipe';
import type { Norm, Objective } from '../../attacks/attack-spec';

export const WHO = [
  {
    value: 'member',
    label: 'One member',
    hint: 'The attack is made on one member alone; the others are strangers to it.',
  },
  {
    value: 'surrogate',
    label: 'A surrogate',
    hint: 'The attacker trains a plain copy with another seed and hopes that what fools it fools this one.',
  },
  {
    value: 'ensemble',
    label: 'Everything',
    hint: 'The attacker sees all members and their weights.',
  },
] as const;

const HOW: Readonly<Record<Method, { label: string; hint: string }>> = {
  noise: { label: 'Noise', hint: 'Every pixel up or down by ε at random: the control.' },
  fgs: { label: 'One step', hint: 'Once along the sign of the input gradient (FGS).' },
  pgd: { label: 'Many steps', hint: 'The gradient is looked at anew at each of them (PGD).' },
  mi: { label: 'With momentum', hint: 'Each step keeps the direction of those before (MI-FGS).' },
  agree: {
    label: 'For agreement',
    hint: 'All members are driven towards one wrong class, so that nothing looks amiss.',
  },
  strongest: {
    label: 'Strongest',
    hint: 'Eighteen attacks of fifty steps; for each image the worst that any of them does.',
  },
};

/** @param recipe the present one, whose steps are named */
export function howOptions(recipe: AttackRecipe): { value: Method; label: string; hint: string }[] {
  const methods = (Object.keys(HOW) as Method[]).filter(
    (method) => method !== 'mi' || recipe.method === 'mi',
  );
  return methods.map((value) => {
    const { steps } = value === recipe.method ? recipe : RECIPES[value];
    const label = value === 'pgd' ? capital(stepWords(steps)) : HOW[value].label;
    return { value, label, hint: HOW[value].hint };
  });
}

const COUNTS: Readonly<Record<number, string>> = {
  1: 'one',
  2: 'two',
  5: 'five',
  10: 'ten',
  20: 'twenty',
  50: 'fifty',
};

/** "one step", "twenty steps", "37 steps". */
export function stepWords(steps: number): string {
  return `${COUNTS[steps] ?? steps} ${steps === 1 ? 'step' : 'steps'}`;
}

function capital(words: string): string {
  return words[0]!.toUpperCase() + words.slice(1);
}

/** A method with its defaults, in a norm. */
export function recipeOf(method: Method, norm: Norm): AttackRecipe {
  return { ...RECIPES[method], norm };
}

export const NORM_WORDS: Readonly<Record<Norm, { label: string; hint: string }>> = {
  inf: { label: 'L∞', hint: 'No pixel moves by more than ε.' },
  two: { label: 'L₂', hint: 'The perturbation is no longer than ε.' },
  one: { label: 'L₁', hint: 'All pixels together move by no more than ε: few of them, and far.' },
};

export const OBJECTIVE_WORDS: Readonly<Record<Exclude<Objective, `member${number}`>, string>> = {
  mean: 'mean: the loss of the mean probability',
  sum: 'sum of the members’ losses',
  joint: 'joint: the best common direction',
  slowest: 'slowest: the member that holds out',
  agree: 'agree: towards one wrong class',
};
