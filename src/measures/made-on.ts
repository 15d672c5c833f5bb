/** What attackers have in hand to make their attacks on. */
import { modelOfMembers } from '../attacks/attacked-model';
import type { Attacker } from '../attacks/attacker';
import type { Model } from '../ensemble/input-gradient';
import { release } from '../ops/scope';

/**
 * Hands over the model that an attacker of `model` makes attacks on, for as long as `act` goes on.
 * @param surrogate that an attacker without any of the members uses
 * @throws RangeError for a member that the ensemble does not have
 * @throws Error where the surrogate is asked for and not given
 */
export async function withMadeOn<T>(
  attacker: Attacker,
  model: Model,
  surrogate: Model | null,
  act: (madeOn: Model) => Promise<T>,
): Promise<T> {
  if (attacker === 'ensemble') return act(model);
  if (attacker === 'surrogate') {
    if (!surrogate) throw new Error('The surrogate is not here.');
    return act(surrogate);
  }
  const member = modelOfMembers(model, [attacker]);
  try {
    return await act(member);
  } finally {
    release([...member.parameters]);
  }
}
