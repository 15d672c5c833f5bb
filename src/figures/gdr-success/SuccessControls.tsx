/** Who attacks, how and how far, what counts, and of which ensembles. */
import { epsilonKey } from '../../attacks/epsilon';
import { setShared, useShared } from '../../share/link-state';
import {
  epsilonsOf,
  isSuccess,
  meaningsOf,
  SWEEP_ATTACKERS,
  SWEEP_ATTACKS,
} from '../../sweep/outcomes';
import { PickerRow, PickerSelect } from '../sweep-lines/PickerSelect';
import type { SweepPoint } from '../sweep-lines/sweep-points';
import { ATTACK_WORDS, ATTACKER_WORDS, MEANING_WORDS } from '../sweep-lines/sweep-words';
import { usePickedAttack } from '../sweep-lines/use-picked-attack';

export function SuccessControls({ points }: { readonly points: readonly SweepPoint[] }) {
  const { attacker, attack, epsilon } = usePickedAttack();
  const [meaning, setMeaning] = useShared('sweep.meaning');
  const [scale, setScale] = useShared('sweep.scale');
  const [members, setMembers] = useShared('sweep.members');
  const there = new Set(points.map((point) => point.members));
  const sizes = (['2', '3', '5'] as const).filter(
    (size) => size === members || there.has(Number(size)),
  );
  const meanings = meaningsOf(attacker);
  return (
    <PickerRow>
      <PickerSelect
        label="The attacker has"
        value={attacker}
        options={SWEEP_ATTACKERS.map((value) => ({ value, label: ATTACKER_WORDS[value] }))}
        onChange={(value) => setShared({ 'sweep.attacker': value })}
      />
      <PickerSelect
        label={attacker === 'surrogate' ? 'Which' : 'Attack'}
        value={attack}
        options={SWEEP_ATTACKS[attacker].map((value) => ({ value, label: ATTACK_WORDS[value] }))}
        onChange={(value) => setShared({ 'sweep.attack': value })}
      />
      <PickerSelect
        label="ε"
        value={epsilonKey(epsilon)}
        options={epsilonsOf(attacker, attack).map((own) => {
          const value = epsilonKey(own);
          return { value, label: value };
        })}
        onChange={(value) => setShared({ 'sweep.epsilon': value })}
      />
      {meanings.length > 1 ? (
        <PickerSelect
          label="What counts"
          value={meaning === 'another' ? 'each' : meaning}
          options={[
            { value: 'each' as const, label: 'success, all three meanings' },
            ...meanings.map((value) => ({
              value,
              label: isSuccess(value)
                ? `success: ${MEANING_WORDS[value].label}`
                : MEANING_WORDS[value].label,
            })),
          ]}
          onChange={setMeaning}
        />
      ) : null}
      <PickerSelect
        label="Axis"
        value={scale}
        options={[
          { value: 'log', label: 'logarithmic' },
          { value: 'linear', label: 'linear' },
        ]}
        onChange={setScale}
      />
      <PickerSelect
        label="Members"
        value={members}
        options={[
          ...sizes.map((value) => ({ value, label: value })),
          { value: 'all' as const, label: 'any number' },
        ]}
        onChange={setMembers}
      />
    </PickerRow>
  );
}
