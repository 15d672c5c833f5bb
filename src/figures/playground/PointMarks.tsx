/** Points of the plane, each class by a shape of its own: discs, squares, triangles. */
import { memo } from 'react';
import type { PlaygroundData } from '../../engine/protocol';
import styles from './PlaygroundFigure.module.css';

const CLASSES = ['disc', 'square', 'triangle'] as const;

/** Around (0, 0), in user units. */
const SHAPES = [
  'm-2 0a2 2 0 1 0 4 0a2 2 0 1 0 -4 0z',
  'm-1.8 -1.8h3.6v3.6h-3.6z',
  'm0 -2.6l2.3 4h-4.6z',
] as const;

interface PointMarksProps {
  readonly data: PlaygroundData;
  /** User units to one of the plane. */
  readonly scale: number;
}

export const PointMarks = memo(function PointMarks({ data, scale }: PointMarksProps) {
  const { points, labels } = data;
  return (
    <g data-points={labels.length}>
      {CLASSES.map((name, k) => {
        const d = Array.from(labels, (label, b) =>
          label === k
            ? `M${(points[2 * b]! * scale).toFixed(1)} ${(-points[2 * b + 1]! * scale).toFixed(1)}${SHAPES[k]}`
            : '',
        ).join('');
        return d ? <path key={name} d={d} className={styles[name]} /> : null;
      })}
    </g>
  );
});

/** For legends and buttons. */
export function PointSample({ label }: { readonly label: number }) {
  return (
    <svg width="14" height="14" viewBox="-3.5 -3.5 7 7" aria-hidden="true" style={{ flex: 'none' }}>
      <path d={`M0 0${SHAPES[label]}`} className={styles[CLASSES[label]!]} />
    </svg>
  );
}
