/**
 * Which of the ensembles that come with the page a figure sets side by side: the same two in all such figures, and a
 * third where there is room for it.
 */
import { useEffect, useId } from 'react';
import { Select } from '../../components/Select';
import { isShipped, SHIPPED, type ShippedId } from '../../ensemble/shipped';
import { SHIPPED_NAMES } from '../../ensemble/shipped-names';
import { useShared } from '../../share/link-state';
import { useSession } from '../session-context';
import styles from './Compared.module.css';
import { Fetching } from './Fetching';

export interface Third {
  readonly value: ShippedId | 'none';
  readonly onChange: (id: ShippedId | 'none') => void;
}

export function Compared({ third }: { readonly third?: Third | undefined }) {
  const [first, setFirst] = useShared('compare.first');
  const [second, setSecond] = useShared('compare.second');
  const all = [first, second, third?.value];
  return (
    <div className={styles.compared}>
      <One label="Compare" value={first} all={all} onChange={setFirst} />
      <One label="with" value={second} all={all} onChange={setSecond} />
      {third ? (
        <One label="and" value={third.value} none="no third" all={all} onChange={third.onChange} />
      ) : null}
    </div>
  );
}

interface OneProps<T extends ShippedId | 'none'> {
  readonly label: string;
  readonly value: T;
  /** What is chosen here and beside: nothing is chosen twice. */
  readonly all: readonly unknown[];
  /** What it is called to choose none, where that is possible. */
  readonly none?: string;
  readonly onChange: (id: T) => void;
}

function One<T extends ShippedId | 'none'>({ label, value, all, none, onChange }: OneProps<T>) {
  const session = useSession();
  const id = useId();
  useEffect(() => session.want(value), [session, value]);
  return (
    <div className={styles.one}>
      <label htmlFor={id}>{label}</label>
      <Select id={id} value={value} onChange={(next) => onChange(next as T)}>
        {SHIPPED.map((own) => (
          <option key={own} value={own} disabled={own !== value && all.includes(own)}>
            {SHIPPED_NAMES[own]}
          </option>
        ))}
        {none ? <option value="none">{none}</option> : null}
      </Select>
      {isShipped(value) ? <Fetching id={value} /> : null}
    </div>
  );
}
