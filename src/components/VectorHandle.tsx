/**
 * The handle of a vector in an SVG drawing: a disc at its tip that mouse, finger and keyboard move.
 * Arrow keys go a step, with Shift a coarse one, with Alt a fine one; Alt also switches snapping off
 * while dragging. It draws the disc only: the vector itself is the figure's.
 *
 * `motion` says what a value is: an angle on a circle, a point of the plane (handle-motion.ts), or
 * whatever a figure projects to its drawing.
 */
import { useDrawingScale } from './use-drawing-scale';
import { type HandleOptions, useHandle } from './use-handle';
import styles from './VectorHandle.module.css';

export interface VectorHandleProps<T> extends HandleOptions<T> {
  /** What is moved: "gradient of f". */
  readonly label: string;
  /** The value in words, and what follows from it: "117 degrees; angle 77; GDR 0.286". Spoken after the label. */
  readonly valueText: string;
  /** CSS colour of the disc. */
  readonly color: string;
  /** A hollow disc, for what is not a gradient. */
  readonly hollow?: boolean | undefined;
}

// CSS pixels, whatever the drawing's scale.
const HIT_RADIUS = 22;
const DISC_RADIUS = 8;
const RING_RADIUS = 13;

export function VectorHandle<T>(props: VectorHandleProps<T>) {
  const { value, motion, label, valueText, color, hollow } = props;
  const [ref, scale] = useDrawingScale<SVGGElement>();
  const { held, listeners } = useHandle(ref, props);
  const [x, y] = motion.place(value);

  return (
    <g
      ref={ref}
      className={styles.handle}
      transform={`translate(${x} ${y})`}
      style={{ color }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={motion.min}
      aria-valuemax={motion.max}
      aria-valuenow={Math.round(motion.measure(value) * 1000) / 1000}
      aria-valuetext={valueText}
      data-held={held || undefined}
      {...listeners}
    >
      <circle r={HIT_RADIUS / scale} className={styles.hit} />
      <circle r={RING_RADIUS / scale} className={styles.ring} />
      <circle
        r={DISC_RADIUS / scale}
        className={hollow ? styles.hollow : styles.disc}
        strokeWidth={2 / scale}
      />
    </g>
  );
}
