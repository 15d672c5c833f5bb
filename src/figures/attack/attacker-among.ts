import type { Attacker } from '../../attacks/attacker';
import type { SharedValue } from '../../share/shareable-settings';

/** Who attacks: an ensemble may be too small to have the member that was chosen, and a surrogate may be missing. */
export function attackerAmong(members: number, chosen: SharedValue<'attack.source'>): Attacker {
  return Number(chosen) < members ? Number(chosen) : 'ensemble';
}
