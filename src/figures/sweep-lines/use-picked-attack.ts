/** Which of a sweep's attacks the reader looks at. */
import { useShared } from '../../share/link-state';
import { offeredAttack } from '../../sweep/known-rating';
import type { Outcome } from '../../sweep/outcomes';

export function usePickedAttack(): Omit<Outcome, 'meaning'> {
  const [attacker] = useShared('sweep.attacker');
  const [attack] = useShared('sweep.attack');
  const [epsilon] = useShared('sweep.epsilon');
  return offeredAttack({ attacker, attack, epsilon: Number(epsilon) });
}
