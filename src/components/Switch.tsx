/** Something that is on or off, with a line on what that means. */
import { type ReactNode, useId } from 'react';
import styles from './Switch.module.css';

export interface SwitchProps {
  label: ReactNode;
  on: boolean;
  hint?: ReactNode;
  onChange: (on: boolean) => void;
}

export function Switch({ label, on, hint, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className={styles.switch}>
      <label className={styles.label}>
        <input
          type="checkbox"
          role="switch"
          className={styles.input}
          checked={on}
          aria-checked={on}
          aria-describedby={hint ? id : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {label}
      </label>
      {hint ? (
        <p id={id} className={styles.hint}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}
