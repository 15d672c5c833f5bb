/** The price: what each way of training gives up in accuracy for what it withstands. */
import { useState } from 'react';
import { decimal } from '../../components/format';
import { useShared } from '../../share/link-state';
import { SWEEP_ATTACKERS, type SweepAttacker } from '../../sweep/outcomes';
import { lineKey, type SweepLine } from '../../sweep/sweep-line';
import { PickerRow, PickerSelect } from '../sweep-lines/PickerSelect';
import { Provenance } from '../sweep-lines/Provenance';
import { ATTACKER_WORDS } from '../sweep-lines/sweep-words';
import { useSweepHere } from '../sweep-lines/use-sweep-points';
import { WayToggles } from '../sweep-lines/WayToggles';
import { WithSweep } from '../sweep-lines/WithSweep';
import styles from './PriceFigure.module.css';
import { PricePlot } from './PricePlot';
import {
  type CurvePoint,
  HARDEST,
  priceCurves,
  type Withstands,
  withstoodBy,
} from './price-curves';
import { priceWords } from './price-words';

export default function PriceFigure() {
  return <WithSweep>{(lines) => <Price lines={lines} />}</WithSweep>;
}

const OF_ONE_MEMBER = 'made on one member (PGD), it does not fool another';

const WITHSTANDS: Readonly<Record<Exclude<SweepAttacker, 'member'>, Record<Withstands, string>>> = {
  surrogate: {
    robust: 'the vote is right, and stays so under attacks made on surrogates',
    joint: 'every member is right, and surrogates’ attacks turn not all of them',
  },
  everything: {
    robust: 'the vote is right, and stays so under the strongest attack',
    joint: 'every member is right, and the strongest attack turns not all of them',
  },
};

function Price({ lines }: { readonly lines: readonly SweepLine[] }) {
  const [attacker, setAttacker] = useShared('price.attacker');
  const [what, setWhat] = useShared('price.counts');
  const [members, setMembers] = useShared('price.members');
  const [ways, setWays] = useShared('price.ways');
  const [told, setTold] = useState<CurvePoint | null>(null);
  const there = new Set(lines.map(({ settings }) => settings.members));
  const sizes = (['2', '3', '5'] as const).filter(
    (size) => size === members || there.has(Number(size)),
  );
  const ofThisSize = ({ settings }: SweepLine) => settings.members === Number(members);
  const here = useSweepHere((state) => state.lines);
  const own = here
    .filter((line) => ofThisSize(line) && ways.includes(line.way))
    .map((line) => ({
      key: lineKey(line),
      way: line.way,
      accuracy: line.rating.ensembleAccuracy,
      withstood: withstoodBy(line, attacker, what),
    }))
    .filter(({ withstood }) => Number.isFinite(withstood));
  const curves = priceCurves(lines.filter(ofThisSize), attacker, what).filter(({ way }) =>
    ways.includes(way),
  );
  const withstands = attacker === 'member' ? OF_ONE_MEMBER : WITHSTANDS[attacker][what];
  /** The same point as it is now: another attacker leaves another share. */
  const now =
    curves.flatMap(({ points }) => points).find((point) => point.key === told?.key) ?? null;
  return (
    <div className={styles.figure}>
      <PickerRow>
        <PickerSelect
          label="The attacker has"
          value={attacker}
          options={SWEEP_ATTACKERS.map((value) => ({ value, label: ATTACKER_WORDS[value] }))}
          onChange={setAttacker}
        />
        {attacker === 'member' ? null : (
          <PickerSelect
            label="What counts"
            value={what}
            options={[
              { value: 'robust', label: 'the vote stays right' },
              { value: 'joint', label: 'not all members fall' },
            ]}
            onChange={setWhat}
          />
        )}
        <PickerSelect
          label="Members"
          value={members}
          options={sizes.map((value) => ({ value, label: value }))}
          onChange={setMembers}
        />
      </PickerRow>
      <WayToggles label="Ways of training in the price" shown={ways} onChange={setWays} />
      <p className={styles.hint}>
        Withstands the attack, ε = {decimal(HARDEST[attacker].epsilon)}: {withstands}.
      </p>
      <PricePlot curves={curves} own={own} withstands={withstands} told={now} onTell={setTold} />
      <p className={styles.told}>
        {now
          ? `${priceWords(now, withstands)}.`
          : 'At a point its λ, or for adversarial training the ε of its images. Touch one, or go along them with the arrow keys.'}
      </p>
      <Provenance lines={lines} />
    </div>
  );
}
