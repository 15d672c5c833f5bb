/** What an attack is made on: the ensemble's mean probability, or member i alone. */
import type { MemberObjective } from './attack-spec';

export type AttackSource = 'ensemble' | number;

export function objectiveOf(source: AttackSource): 'mean' | MemberObjective {
  return source === 'ensemble' ? 'mean' : `member${source}`;
}
