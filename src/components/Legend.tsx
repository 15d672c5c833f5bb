/** What the lines and areas of a drawing mean: a sample of each, and its name. */
import type { ReactNode } from 'react';
import styles from './Legend.module.css';

export interface LegendProps {
  /** LegendEntry, one or more. */
  readonly children: ReactNode;
  readonly layout?: 'start' | 'centred' | 'columns';
  /** For screen readers it says nothing that the drawing's label does not say. */
  readonly hidden?: boolean;
}

export function Legend({ children, layout = 'start', hidden = false }: LegendProps) {
  return (
    <ul className={styles.legend} data-layout={layout} aria-hidden={hidden || undefined}>
      {children}
    </ul>
  );
}

export interface LegendEntryProps {
  /** A LineSample, or one of the samples below; an entry without one is a remark on the others. */
  readonly sample?: ReactNode;
  /** The name; a value in <b> stands at the end. */
  readonly children: ReactNode;
}

export function LegendEntry({ sample, children }: LegendEntryProps) {
  return (
    <li className={sample === undefined ? styles.remark : undefined}>
      {sample}
      {children}
    </li>
  );
}

/** @param outlined where the region has an edge all around, and not an arc alone */
export function SubspaceSample({ outlined = false }: { readonly outlined?: boolean }) {
  return <span className={outlined ? styles.outlined : styles.subspace} />;
}

export function NormalSample() {
  return <span className={styles.dashed} />;
}
