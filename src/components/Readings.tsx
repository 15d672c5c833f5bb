/** What a drawing measures, in figures: each number with its name and unit, the formula filled in, what it means. */
import type { CSSProperties, ReactNode } from 'react';
import styles from './Readings.module.css';

export interface ReadingsProps {
  readonly columns: number;
  /** Reading, one or more. */
  readonly children: ReactNode;
}

export function Readings({ columns, children }: ReadingsProps) {
  return (
    <dl className={styles.readings} style={{ '--columns': columns } as CSSProperties}>
      {children}
    </dl>
  );
}

export interface ReadingProps {
  /** In `data-value`, by which the number is found. */
  readonly name: string;
  readonly label: ReactNode;
  readonly value: ReactNode;
  /** Of the adversarial subspace itself: GDR. */
  readonly adversarial?: boolean;
  /** Below the value. */
  readonly children?: ReactNode;
}

export function Reading({ name, label, value, adversarial, children }: ReadingProps) {
  return (
    <div className={`${styles.reading} ${adversarial ? styles.adversarial : ''}`}>
      <dt>{label}</dt>
      <dd>
        <span className={styles.value} data-value={name}>
          {value}
        </span>
        {children}
      </dd>
    </div>
  );
}

/** @param children parts in <span>, the result in <strong> */
export function Formula({ children }: { readonly children: ReactNode }) {
  return (
    <p className={styles.formula} data-formula>
      {children}
    </p>
  );
}

export function Meaning({ children }: { readonly children: ReactNode }) {
  return <p className={styles.meaning}>{children}</p>;
}
