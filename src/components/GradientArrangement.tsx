/**
 * Two unit vectors in the plane at a given angle, symmetrical about the vertical axis, and the
 * directions δ with δ·u < 0 and δ·v < 0: the adversarial region, a sector of width π − θ opposite.
 */
import { arc } from 'd3-shape';
import { useId } from 'react';
import { decimal } from './format';
import styles from './GradientArrangement.module.css';
import { memberColor, memberDash, memberLabel } from './members';

export interface GradientArrangementProps {
  /** Between the two vectors, in radians, 0..π. */
  angle: number;
  labels?: readonly [string, string] | undefined;
  colors?: readonly [string, string] | undefined;
  dashes?: readonly [string, string] | undefined;
  /** Largest width in CSS pixels; it shrinks with what holds it. */
  size?: number | undefined;
  /** What it shows, for screen readers; default angle and share. */
  caption?: string | undefined;
}

// User units; y points up in the mathematics, down in the drawing.
const RADIUS = 100;
const HEAD = 11;

export function GradientArrangement(props: GradientArrangementProps) {
  const { labels = [memberLabel(0), memberLabel(1)], size = 260 } = props;
  const { colors = [memberColor(0), memberColor(1)] } = props;
  const { dashes = [memberDash(0), memberDash(1)] } = props;
  const angle = Number.isFinite(props.angle) ? Math.min(Math.PI, Math.max(0, props.angle)) : 0;
  const id = useId();
  const degrees = `${decimal((angle * 180) / Math.PI, 0)}°`;
  const share = 0.5 - angle / (2 * Math.PI);
  const caption =
    props.caption ??
    `Gradients ${labels[0]} and ${labels[1]}, ${decimal((angle * 180) / Math.PI, 0)} degrees apart. ` +
      `Directions that lower both: ${decimal(100 * share, 1)} per cent of the circle.`;
  // From the vertical; u to the left, v to the right.
  const turns = [-angle / 2, angle / 2] as const;
  // d3's arcs count clockwise from the vertical, as the turns do.
  const region = arc<null>()
    .innerRadius(0)
    .outerRadius(RADIUS)
    .startAngle(Math.PI / 2 + angle / 2)
    .endAngle((3 * Math.PI) / 2 - angle / 2)(null);
  const between = arc<null>()
    .innerRadius(27)
    .outerRadius(28)
    .startAngle(turns[0])
    .endAngle(turns[1])(null);
  const empty = Math.PI - angle < 1e-6;
  // A narrow angle has no room for its number inside.
  const beside = onCircle(angle / 2 + 0.45, 50);

  return (
    <svg
      className={styles.arrangement}
      style={{ maxWidth: size }}
      viewBox="-130 -124 260 230"
      role="img"
      aria-labelledby={id}
    >
      <title id={id}>{caption}</title>
      <circle r={RADIUS} className={styles.circle} />
      {empty ? null : <path d={region ?? ''} className={styles.region} />}
      {turns.map((turn, i) => {
        const [x, y] = onCircle(turn + Math.PI / 2, RADIUS);
        return (
          <line
            key={i === 0 ? 'first' : 'second'}
            x1={-x}
            y1={-y}
            x2={x}
            y2={y}
            className={styles.normal}
            style={{ stroke: colors[i] }}
          />
        );
      })}
      {angle > 0.3 ? <path d={between ?? ''} className={styles.angle} /> : null}
      <text className={styles.degrees} {...place(angle > 0.8 ? [0, -42] : beside)}>
        {degrees}
      </text>
      {turns.map((turn, i) => (
        <Vector
          key={i === 0 ? 'first' : 'second'}
          turn={turn}
          color={colors[i] ?? ''}
          dash={dashes[i] ?? 'none'}
        />
      ))}
      {turns.map((turn, i) => {
        // Names stay apart when the vectors fall together.
        const aside = Math.max(Math.abs(turn), 0.11) * (i === 0 ? -1 : 1);
        return (
          <text
            key={i === 0 ? 'first' : 'second'}
            className={styles.label}
            style={{ fill: colors[i] }}
            {...place(onCircle(aside, RADIUS + 15))}
          >
            {labels[i]}
          </text>
        );
      })}
      <circle r={2.5} className={styles.origin} />
    </svg>
  );
}

function Vector({ turn, color, dash }: { turn: number; color: string; dash: string }) {
  return (
    <g transform={`rotate(${(turn * 180) / Math.PI})`}>
      <line
        y2={-(RADIUS - HEAD)}
        className={styles.vector}
        style={{ stroke: color }}
        strokeDasharray={dash}
      />
      <path d={`M0 ${-RADIUS}l5 ${HEAD + 1}h-10z`} style={{ fill: color }} />
    </g>
  );
}

function onCircle(turn: number, radius: number): readonly [number, number] {
  return [radius * Math.sin(turn), -radius * Math.cos(turn)];
}

function place([x, y]: readonly [number, number]) {
  return { x, y, textAnchor: 'middle', dominantBaseline: 'central' } as const;
}
