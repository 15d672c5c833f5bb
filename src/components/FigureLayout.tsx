/** A drawing beside its readings and controls; above them where the figure is narrow. */
import type { CSSProperties, ReactNode } from 'react';
import styles from './FigureLayout.module.css';

export interface FigureLayoutProps {
  readonly drawing: ReactNode;
  /** Readings and controls, one below the other. */
  readonly side: ReactNode;
  /** Of the drawing's column, where the side's is 1fr. */
  readonly drawingWidth?: string;
  /** Where the side stands along the drawing's height. */
  readonly sideAt?: 'top' | 'middle';
}

export function FigureLayout(props: FigureLayoutProps) {
  const { drawing, side, drawingWidth = '1.15fr', sideAt = 'top' } = props;
  return (
    <div className={styles.layout} style={{ '--drawing-width': drawingWidth } as CSSProperties}>
      <div className={styles.drawing}>{drawing}</div>
      <div className={styles.side} data-at={sideAt}>
        {side}
      </div>
    </div>
  );
}
