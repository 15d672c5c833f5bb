/**
 * A command. One that cannot be given now stays focusable and says why. On paper and in a picture there is
 * nothing to command: `data-command` leaves it out of both.
 */
import type { ReactNode } from 'react';
import styles from './Button.module.css';

export interface ButtonProps {
  children: ReactNode;
  onClick: () => void;
  /** `primary`: the one next step of a figure; `quiet`: looks like text. */
  kind?: 'primary' | 'plain' | 'quiet' | undefined;
  disabled?: boolean | undefined;
  /** Why it cannot be pressed now; disables it by itself. */
  disabledReason?: string | undefined;
  /** Makes it a toggle. */
  pressed?: boolean | undefined;
  /** Accessible name where the content is not one. */
  label?: string | undefined;
}

export function Button(props: ButtonProps) {
  const { children, onClick, kind = 'plain', disabledReason, pressed, label } = props;
  const disabled = props.disabled === true || disabledReason !== undefined;
  return (
    <button
      type="button"
      data-command=""
      className={`${styles.button} ${styles[kind]}`}
      aria-disabled={disabled || undefined}
      aria-pressed={pressed}
      aria-label={label}
      aria-description={disabledReason}
      title={disabledReason}
      onClick={() => {
        if (!disabled) onClick();
      }}
    >
      {children}
    </button>
  );
}
