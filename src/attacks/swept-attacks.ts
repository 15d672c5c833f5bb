/** The attacks that a sweep rates every ensemble by, and who makes them. */
import type { Method } from './attack-recipe';

/** Made on everything, at each of the three ε. */
export const SWEPT_ATTACKS = ['fgs', 'pgd', 'mi'] as const satisfies readonly Method[];

/** Made on everything at the usual ε alone. */
export const USUAL_ATTACKS = ['agree', 'strongest'] as const satisfies readonly Method[];

/** Made on one member at a time, at each of the three ε. */
export const TRANSFERRED_ATTACKS = ['fgs', 'pgd'] as const satisfies readonly Method[];

/**
 * What an attacker without any of the members makes attacks on: an ensemble trained without a penalty, and one
 * trained in the same way, each with a seed of its own.
 */
export const SURROGATE_KINDS = ['plain', 'same'] as const;
export type SurrogateKind = (typeof SURROGATE_KINDS)[number];

/** Of those the share of images is told that all members get wrong alike. */
export const UNANIMOUS_ATTACKS = [...SWEPT_ATTACKS, 'agree'] as const;
