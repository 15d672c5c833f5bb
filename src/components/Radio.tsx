/** A native radio button with a face of its own. */
import type { ReactNode } from 'react';
import styles from './Radio.module.css';

export interface RadioProps {
  /** Of the group. */
  readonly name: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly disabled?: boolean | undefined;
  /** Where the face does not say it. */
  readonly label?: string | undefined;
  /** The face, one element: the radio button stands before it, as `input:checked + .face`. */
  readonly children: ReactNode;
}

export function Radio({ name, checked, onChoose, disabled, label, children }: RadioProps) {
  return (
    <label className={styles.option} title={label}>
      <input
        type="radio"
        className={styles.radio}
        name={name}
        checked={checked}
        disabled={disabled}
        onChange={onChoose}
        aria-label={label}
      />
      {children}
    </label>
  );
}
