/**
 * What drawings of vectors are made of: arrows and their names, and in the plane the circle of directions, the
 * adversarial subspace, normals and angles. Places are in the drawing's user units around its origin, y
 * downwards; directions in degrees, counter-clockwise from the x axis.
 */
import { arc } from 'd3-shape';
import type { ReactNode, SVGProps } from 'react';
import type { JointArc } from '../geometry/joint-arc';
import { decimal } from './format';
import { onCircle, type Point, wrapDegrees } from './handle-motion';
import { useLegibleText } from './use-drawing-scale';
import styles from './VectorDrawing.module.css';
import { anglePlace } from './vector-labels';

/** Of the circle of directions, user units. */
export const RADIUS = 100;
/** Of the arc between two vectors. */
const ANGLE_RADIUS = 27;
/** Half an arrow head's width, to its length. */
const HEAD_WIDTH = 0.45;

export interface VectorDrawingProps {
  readonly viewBox: string;
  /** What is seen, in words. */
  readonly label: string;
  /** Whether there is anything to take hold of. */
  readonly handles?: boolean;
  readonly children: ReactNode;
}

export function VectorDrawing({ viewBox, label, handles = true, children }: VectorDrawingProps) {
  const text = useLegibleText();
  return (
    <svg
      {...text}
      className={styles.drawing}
      viewBox={viewBox}
      role={handles ? 'group' : 'img'}
      aria-label={label}
    >
      {children}
    </svg>
  );
}

export interface ArrowProps {
  readonly to: Point;
  readonly color: string;
  readonly dash?: string;
  readonly width?: number;
  /** Length of the head; without one where a handle stands at the tip. */
  readonly head?: number;
  /** Behind what else is drawn. */
  readonly faint?: boolean;
}

export function Arrow({ to: [x, y], color, dash, width = 2.5, head = 0, faint }: ArrowProps) {
  const length = Math.hypot(x, y);
  const tip = Math.min(head, length);
  const turn = (Math.atan2(y, x) * 180) / Math.PI;
  return (
    <g className={styles.arrow} style={{ color }} data-faint={faint || undefined}>
      <line
        x2={length > 0 ? x * (1 - tip / length) : 0}
        y2={length > 0 ? y * (1 - tip / length) : 0}
        className={styles.line}
        strokeWidth={width}
        strokeDasharray={dash}
      />
      {tip > 0 ? (
        <path
          d={`M0 0l${-tip} ${tip * HEAD_WIDTH}v${-2 * tip * HEAD_WIDTH}z`}
          transform={`translate(${x} ${y}) rotate(${turn})`}
          className={styles.head}
        />
      ) : null}
    </g>
  );
}

export interface VectorNameProps {
  readonly at: Point;
  readonly color: string;
  readonly faint?: boolean | undefined;
  readonly children: ReactNode;
}

export function VectorName({ at: [x, y], color, faint, children }: VectorNameProps) {
  return (
    <text x={x} y={y} className={styles.name} style={{ color }} data-faint={faint || undefined}>
      {children}
    </text>
  );
}

export function Origin() {
  return <circle r={2.5} className={styles.origin} />;
}

export function DirectionCircle() {
  return <circle r={RADIUS} className={styles.circle} />;
}

/** @param reach from the origin, user units */
export function Axes({ reach }: { readonly reach: number }) {
  return <path d={`M${-reach} 0H${reach}M0 ${-reach}V${reach}`} className={styles.axes} />;
}

/** The sector of the directions that lower every confidence, and their arc on the circle. */
export function Subspace({ region }: { readonly region: JointArc }) {
  if (region.kind !== 'arc') return null;
  return (
    <g data-subspace>
      <path d={ringPath(region, 0, RADIUS)} className={styles.sector} />
      <path d={ringPath(region, RADIUS - 2.5, RADIUS + 2.5)} className={styles.arc} />
    </g>
  );
}

/** What takes hold of the sector, over what is drawn in it and below the handles. */
export function SubspaceHold(props: { readonly region: JointArc } & SVGProps<SVGPathElement>) {
  const { region, ...listeners } = props;
  if (region.kind !== 'arc') return null;
  return <path d={ringPath(region, 0, RADIUS)} className={styles.hold} {...listeners} />;
}

type Arc = Extract<JointArc, { kind: 'arc' }>;

function ringPath({ start, extent }: Arc, inner: number, outer: number): string {
  // d3 counts clockwise from the vertical.
  const sector = arc<null>()
    .startAngle(Math.PI / 2 - start - extent)
    .endAngle(Math.PI / 2 - start);
  return sector.innerRadius(inner).outerRadius(outer)(null) ?? '';
}

/** Across a vector: along it, to first order, its model stays as it is. */
export function Normal({ degrees, color }: { readonly degrees: number; readonly color: string }) {
  const [x, y] = onCircle(degrees + 90, RADIUS);
  return <NormalLine path={`M${-x} ${-y}L${x} ${y}`} color={color} />;
}

/** The same where it is no straight line. */
export function NormalLine({ path, color }: { readonly path: string; readonly color: string }) {
  return <path d={path} className={styles.normal} style={{ stroke: color }} />;
}

interface BetweenProps {
  /** Directions of two vectors. */
  readonly f: number;
  readonly g: number;
}

export function AngleArc({ f, g }: BetweenProps) {
  const [x1, y1] = onCircle(g, ANGLE_RADIUS);
  const [x2, y2] = onCircle(f, ANGLE_RADIUS);
  // Counter-clockwise from g to f where that is the shorter way.
  const sweep = wrapDegrees(f - g) > 180 ? 1 : 0;
  const path = `M${x1} ${y1}A${ANGLE_RADIUS} ${ANGLE_RADIUS} 0 0 ${sweep} ${x2} ${y2}`;
  return <path d={path} className={styles.angle} />;
}

/** @param angle that is written, degrees */
export function AngleNumber({ f, g, angle }: BetweenProps & { readonly angle: number }) {
  const [x, y] = anglePlace(f, g, ANGLE_RADIUS + 17);
  return (
    <text x={x} y={y} className={styles.degrees}>
      {decimal(angle, 0)}°
    </text>
  );
}
