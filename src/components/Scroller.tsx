/** Holds a table that may be wider than the page; while it is, it scrolls and can be reached by keyboard. */
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import styles from './Scroller.module.css';
import { watchScrolling } from './scrolling';

export interface ScrollerProps {
  readonly label: string;
  readonly children: ReactNode;
}

export function Scroller({ label, children }: ScrollerProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useLayoutEffect(() => (ref.current ? watchScrolling(ref.current, setScrolls) : undefined), []);
  return (
    <div
      ref={ref}
      className={styles.scroller}
      {...(scrolls ? { role: 'region', 'aria-label': label, tabIndex: 0 } : {})}
    >
      {children}
    </div>
  );
}
