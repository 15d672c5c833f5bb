/** One of many named options, of which only the chosen one is in sight: a native list to drop down. */
import type { ReactNode } from 'react';
import styles from './Select.module.css';

export interface SelectProps {
  /** Of the element, for its label. */
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** <option>, one or more. */
  readonly children: ReactNode;
}

export function Select({ id, value, onChange, children }: SelectProps) {
  return (
    <select
      id={id}
      className={styles.select}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      {children}
    </select>
  );
}
