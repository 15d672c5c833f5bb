/** Who attacks: with the whole ensemble in hand, with a stranger's copy of it, or with member i alone. */
import type { AttackSource } from './attack-source';

export type Attacker = AttackSource | 'surrogate';
