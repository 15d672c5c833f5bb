/** How the measures went in the descents, and, spoken as it changes, where the last one stopped. */
import type { ReactNode } from 'react';
import styles from './DescentRecord.module.css';

export interface DescentRecordProps {
  /** Spoken, and the heading: told from those of other figures. */
  readonly label: string;
  readonly title: string;
  /** What became of the last descent. */
  readonly status: string;
  /** DescentPlot. */
  readonly children: ReactNode;
}

export function DescentRecord({ label, title, status, children }: DescentRecordProps) {
  return (
    <section aria-label={label}>
      <h3 className={styles.title}>{title}</h3>
      <p className={styles.status} role="status" data-status>
        {status}
      </p>
      {children}
    </section>
  );
}
