/** Buttons that belong together, and small choices beside them. */
import type { ReactNode } from 'react';
import styles from './ButtonRow.module.css';

export interface ButtonRowProps {
  /** Under or over a drawing. */
  readonly centred?: boolean;
  readonly children: ReactNode;
}

export function ButtonRow({ centred = false, children }: ButtonRowProps) {
  return (
    <div className={styles.row} data-centred={centred || undefined}>
      {children}
    </div>
  );
}
