/** At the probe: the members' gradients, the cone between them, and the way of the attack from there. */

import { memberColor, memberDash, memberLabel } from '../../components/members';
import { Arrow, RADIUS, Subspace } from '../../components/VectorDrawing';
import styles from './PlaygroundFigure.module.css';
import type { Probe } from './probe';

/** Of the dial that directions are drawn on, user units: as long as the longest gradient. */
const DIAL = 30;
const HEAD = 5.5;
/** A gradient much shorter than the longest is still seen to point somewhere. */
const LEAST = 0.45;

/** The ground that directions are drawn on. */
export function ProbeDial({
  at: [x, y],
  scale,
}: {
  readonly at: Probe['at'];
  readonly scale: number;
}) {
  return <circle cx={x * scale} cy={-y * scale} r={DIAL} className={styles.dial} />;
}

interface ProbeMarksProps {
  readonly probe: Probe;
  /** Length of a step. */
  readonly epsilon: number;
  /** User units to one of the plane. */
  readonly scale: number;
}

export function ProbeMarks({ probe, epsilon, scale }: ProbeMarksProps) {
  const { at, gradients, cone, bestStep, fooled } = probe;
  const [x, y] = [at[0] * scale, -at[1] * scale];
  const longest = Math.max(...gradients.map((own) => Math.hypot(...own)));
  const path = fooled?.path.map(([u, v]) => [u * scale, -v * scale] as const) ?? [];
  const end = path.at(-1);
  const d = path
    .map(([u, v], k) => `${k === 0 ? 'M' : 'L'}${u.toFixed(2)} ${v.toFixed(2)}`)
    .join('');
  return (
    <>
      <circle cx={x} cy={y} r={epsilon * scale} className={styles.reach} />
      <g transform={`translate(${x} ${y})`}>
        <g transform={`scale(${DIAL / RADIUS})`}>
          <Subspace region={cone} />
        </g>
        {bestStep ? (
          <g data-best-step>
            <Arrow
              to={[DIAL * bestStep[0], -DIAL * bestStep[1]]}
              color="var(--ink)"
              width={1.1}
              head={4.5}
            />
          </g>
        ) : null}
        {gradients.map(([u, v], i) => {
          const own = Math.hypot(u, v);
          if (own === 0) return null;
          const length = (DIAL * Math.max(LEAST, own / longest)) / own;
          return (
            <Arrow
              key={memberLabel(i)}
              to={[u * length, -v * length]}
              color={memberColor(i)}
              dash={memberDash(i)}
              width={2}
              head={HEAD}
            />
          );
        })}
      </g>
      {path.length > 1 && end ? (
        <g data-attack-path={path.length - 1}>
          <path d={d} className={styles.halo} strokeWidth={4.5} />
          <path d={d} className={styles.path} />
          {path.slice(1, -1).map(([u, v]) => (
            <circle key={`${u} ${v}`} cx={u} cy={v} r={1.1} className={styles.iterate} />
          ))}
          <path
            d={`M${end[0] - 3} ${end[1] - 3}l6 6m0 -6l-6 6`}
            className={styles.halo}
            strokeWidth={4.5}
          />
          <path d={`M${end[0] - 3} ${end[1] - 3}l6 6m0 -6l-6 6`} className={styles.end} />
        </g>
      ) : null}
    </>
  );
}
