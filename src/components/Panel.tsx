/** One of several parts of a figure, each of its own subject. */
import type { ReactNode } from 'react';
import styles from './Panel.module.css';

export interface PanelProps {
  /** Spoken; tells it from panels of other figures too. */
  readonly label: string;
  readonly title?: string;
  /** Whether what it shows is being replaced. */
  readonly busy?: boolean;
  readonly children: ReactNode;
}

export function Panel({ label, title, busy, children }: PanelProps) {
  return (
    <section className={styles.panel} aria-label={label} aria-busy={busy}>
      {title === undefined ? null : <h3 aria-label={label}>{title}</h3>}
      {children}
    </section>
  );
}
