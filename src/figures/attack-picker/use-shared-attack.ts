/** The attack that a figure's reader has picked, as its link carries it. */
import { useCallback } from 'react';
import type { Attacker } from '../../attacks/attacker';
import { setShared, useShared } from '../../share/link-state';
import type { PickedAttack } from './AttackPicker';

/**
 * @param group the short name that the figure's settings begin with
 * @param members of the ensembles that are attacked; where a link names a member that there is not, the last
 *   attacks instead
 */
export function useSharedAttack(
  group: 'detection' | 'ensembles',
  members: number,
): readonly [PickedAttack, (value: PickedAttack) => void] {
  const [source] = useShared(`${group}.source`);
  const [recipe] = useShared(`${group}.how`);
  const [epsilon] = useShared(`${group}.epsilon`);
  const set = useCallback(
    (next: PickedAttack) =>
      setShared({
        [`${group}.source`]: `${next.attacker}`,
        [`${group}.how`]: next.recipe,
        [`${group}.epsilon`]: next.epsilon,
      }),
    [group],
  );
  return [{ attacker: attackerAmong(members, source), recipe, epsilon }, set];
}

/** @param source as a link spells it */
export function attackerAmong(members: number, source: string): Attacker {
  if (source === 'ensemble' || source === 'surrogate') return source;
  return Math.max(0, Math.min(Number(source), members - 1));
}
