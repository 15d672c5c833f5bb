/** Parts of equal width beside one another, as many as there is room for. */
import type { CSSProperties, ReactNode } from 'react';
import styles from './Columns.module.css';

export interface ColumnsProps {
  /** Least width of a part, CSS. */
  readonly least: string;
  readonly children: ReactNode;
}

export function Columns({ least, children }: ColumnsProps) {
  return (
    <div className={styles.columns} style={{ '--least': least } as CSSProperties}>
      {children}
    </div>
  );
}
