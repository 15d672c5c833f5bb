/**
 * What the fast gradient sign attack would do if an image had two pixels: the square of allowed changes,
 * and the corners where the steps made on f, on g and on both land.
 */
import type { Point } from '../../components/handle-motion';
import { Axes, RADIUS } from '../../components/VectorDrawing';
import styles from './SignSteps.module.css';
import { LOOK } from './sign-step-look';
import { EPSILON, type SignStep, type Source } from './two-models';

/** From a corner to the names of the steps that land there, user units. */
const NAME_AWAY = 19;
/** The perturbation's handle, with room around it. */
const HANDLE = 11;

export interface SignStepsProps {
  readonly steps: readonly SignStep[];
  /** The perturbation's tip, which no name may cover. */
  readonly tip: Point;
}

export function SignSteps({ steps, tip }: SignStepsProps) {
  const half = EPSILON * RADIUS;
  // Opposite gradients cancel: a step on both goes nowhere.
  const taken = steps.filter(({ step }) => step[0] !== 0 || step[1] !== 0);
  return (
    <g>
      <Axes reach={RADIUS} />
      <rect x={-half} y={-half} width={2 * half} height={2 * half} className={styles.square} />
      {[...taken].reverse().map(({ source, step }) => {
        const { color, dash, side } = LOOK[source];
        const [x, y] = [step[0] * RADIUS, -step[1] * RADIUS];
        return (
          <g key={source} style={{ color }}>
            <path
              d={`M0 0L${x} ${y}`}
              className={source === 'both' ? styles.joint : styles.step}
              strokeDasharray={dash}
            />
            <rect
              x={x - side / 2}
              y={y - side / 2}
              width={side}
              height={side}
              className={source === 'f' ? styles.filled : styles.outlined}
            />
          </g>
        );
      })}
      {corners(taken).map(({ at: [x, y], sources }) => {
        const name = sources.join(', ');
        const corner: Point = [x * RADIUS, -y * RADIUS];
        return (
          <text
            key={name}
            x={corner[0]}
            y={nameLine(corner, name.length, tip)}
            className={styles.name}
          >
            {name}
          </text>
        );
      })}
      <Pixels />
    </g>
  );
}

/** Beyond the corner, or within the square where the perturbation's handle stands beyond. */
function nameLine([x, y]: Point, letters: number, tip: Point): number {
  const outwards = y < 0 ? -NAME_AWAY : NAME_AWAY;
  const covered =
    Math.abs(tip[0] - x) < HANDLE + 3 * letters && Math.abs(tip[1] - (y + outwards)) < HANDLE + 6;
  return covered ? y - outwards : y + outwards;
}

/** The axes' names, in a corner of the drawing that nothing else reaches. */
function Pixels() {
  return (
    <g transform={`translate(${-1.32 * RADIUS} ${1.24 * RADIUS})`}>
      <path d="M0 -20V0H20M-3 -16L0 -20L3 -16M16 -3L20 0L16 3" className={styles.compass} />
      <text x={25} y={0} className={styles.pixel}>
        pixel 1
      </text>
      <text x={-4} y={-28} className={styles.pixel}>
        pixel 2
      </text>
    </g>
  );
}

/** Where steps land, and which. */
function corners(steps: readonly SignStep[]): { at: Point; sources: Source[] }[] {
  const landed = new Map<string, { at: Point; sources: Source[] }>();
  for (const { step, source } of steps) {
    const known = landed.get(step.join()) ?? { at: step, sources: [] };
    known.sources.push(source);
    landed.set(step.join(), known);
  }
  return [...landed.values()];
}
