/** What an attack is made on: the ensemble's mean probability, or member i alone. */
export type AttackSource = 'ensemble' | number;

/** Those whose mean probability the attack lowers. */
export function attackedMembers(source: AttackSource, members: number): readonly number[] {
  return source === 'ensemble' ? Array.from({ length: members }, (_, i) => i) : [source];
}
