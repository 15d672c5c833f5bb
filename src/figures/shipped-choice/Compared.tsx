/** Which two of the ensembles that come with the page a figure sets side by side: the same two in all such figures. */
import { useEffect, useId } from 'react';
import { Select } from '../../components/Select';
import { SHIPPED, type ShippedId } from '../../ensemble/shipped';
import { SHIPPED_NAMES } from '../../ensemble/shipped-names';
import { useShared } from '../../share/link-state';
import { useSession } from '../session-context';
import styles from './ComparedPair.module.css';
import { Fetching } from './Fetching';

export function ComparedPair() {
  const [first, setFirst] = useShared('compare.first');
  const [second, setSecond] = useShared('compare.second');
  return (
    <div className={styles.pair}>
      <One label="Compare" value={first} other={second} onChange={setFirst} />
      <One label="with" value={second} other={first} onChange={setSecond} />
    </div>
  );
}

interface OneProps {
  readonly label: string;
  readonly value: ShippedId;
  /** The other of the two, which cannot be chosen here as well. */
  readonly other: ShippedId;
  readonly onChange: (id: ShippedId) => void;
}

function One({ label, value, other, onChange }: OneProps) {
  const session = useSession();
  const id = useId();
  useEffect(() => session.want(value), [session, value]);
  return (
    <div className={styles.one}>
      <label htmlFor={id}>{label}</label>
      <Select id={id} value={value} onChange={(next) => onChange(next as ShippedId)}>
        {SHIPPED.map((own) => (
          <option key={own} value={own} disabled={own === other && own !== value}>
            {SHIPPED_NAMES[own]}
          </option>
        ))}
      </Select>
      <Fetching id={value} />
    </div>
  );
}
