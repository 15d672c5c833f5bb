/** Holds a table that may be wider than the page; a region that scrolls must be reached by keyboard. */
import type { ReactNode } from 'react';
import styles from './Scroller.module.css';

export interface ScrollerProps {
  readonly label: string;
  readonly children: ReactNode;
}

export function Scroller({ label, children }: ScrollerProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <section className={styles.scroller} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
