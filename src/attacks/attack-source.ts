/** What an attack is made on: the ensemble's mean probability, or member i alone. */
import type { Objective } from './attack-spec';

export type AttackSource = 'ensemble' | number;

export function objectiveOf(source: AttackSource): Objective {
  return source === 'ensemble' ? 'mean' : `member${source}`;
}
