/**
 * The arrows and the hull of their tips; from the origin the shortest vector to the hull, and the other way,
 * into the orange, the best joint step: as long as its slope.
 */
import { decimal, percent } from '../../components/format';
import {
  type Motion,
  onCircle,
  POINT_STEPS,
  planeMotion,
  snapDegrees,
} from '../../components/handle-motion';
import { memberColor, memberDash } from '../../components/members';
import {
  Arrow,
  DirectionCircle,
  Origin,
  RADIUS,
  Subspace,
  VectorDrawing,
  VectorName,
} from '../../components/VectorDrawing';
import { VectorHandle } from '../../components/VectorHandle';
import { nameDirections } from '../../components/vector-labels';
import type { Vector } from '../../geometry/convex-hull';
import { gradientName } from '../arrangements/names';
import styles from './SlopePlane.module.css';
import { atLength, LENGTHS, lengthOf, type SlopePicture } from './slope-picture';

export interface SlopePlaneProps {
  readonly picture: SlopePicture;
  /** The directions at which arrows were taken in hand: there a hand that only shortens is held. */
  readonly heldAt: readonly number[];
  readonly onTake: (index: number) => void;
  readonly onMove: (index: number, gradient: Vector) => void;
}

/** From a tip to its name, user units: clear of the ring around a handle in use. */
const NAME_AWAY = 23;
/** Least angle between names, degrees. */
const NAMES_APART = 15;
/** How near a direction must be to that at which the arrow was taken, degrees. */
const HELD_WITHIN = 4;

const PLANE = planeMotion(RADIUS / LENGTHS.most, LENGTHS.most);

/** Arrow keys move the tip; Page Up and Page Down lengthen and shorten, Home and End all the way. */
const MOTION: Motion<Vector> = {
  ...PLANE,
  min: LENGTHS.least,
  step(gradient, key, stride) {
    const length = lengthOf(gradient);
    if (key === 'PageUp') return atLength(gradient, length + POINT_STEPS[stride]);
    if (key === 'PageDown') return atLength(gradient, length - POINT_STEPS[stride]);
    if (key === 'Home') return atLength(gradient, LENGTHS.least);
    if (key === 'End') return atLength(gradient, LENGTHS.most);
    return PLANE.step(gradient, key, stride);
  },
};

export function SlopePlane({ picture, heldAt, onTake, onMove }: SlopePlaneProps) {
  const { gradients, directions, lengths, weights, nearest, slope } = picture;
  const names = nameDirections(directions, NAMES_APART);
  const both = `GDR ${decimal(picture.gdr, 3)}; joint slope ${decimal(slope)}`;
  const [x, y] = PLANE.place(nearest);
  return (
    <VectorDrawing viewBox="-142 -134 284 268" label={describe(picture)}>
      <DirectionCircle />
      <Subspace region={picture.region} />
      <path d={hullPath(picture)} className={styles.hull} data-hull />
      {gradients.map((gradient, i) => (
        <Arrow
          key={gradientName(i)}
          to={PLANE.place(gradient)}
          color={memberColor(i)}
          dash={memberDash(i)}
        />
      ))}
      {slope > 0 ? (
        <g data-best-step>
          <path d={`M0 0L${x} ${y}`} className={styles.nearest} />
          <circle cx={x} cy={y} r={3} className={styles.point} />
          <Arrow to={[-x, -y]} color="var(--ink)" width={2} head={8} />
        </g>
      ) : null}
      <Origin />
      {lengths.map((length, i) => (
        <VectorName
          key={gradientName(i)}
          at={onCircle(names[i]!, (length * RADIUS) / LENGTHS.most + NAME_AWAY)}
          color={memberColor(i)}
        >
          {gradientName(i)}
        </VectorName>
      ))}
      {gradients.map((gradient, i) => (
        <VectorHandle
          key={gradientName(i)}
          onTake={() => onTake(i)}
          label={`gradient ${i + 1}`}
          valueText={`length ${decimal(lengths[i]!)}, ${decimal(directions[i]!, 0)} degrees; ${both}; carries ${percent(weights[i]!)}`}
          color={memberColor(i)}
          motion={MOTION}
          value={gradient}
          onChange={(to) => onMove(i, to)}
          constrain={(to) =>
            lengthOf(to) < LENGTHS.least
              ? atLength(lengthOf(to) > 0 ? to : gradient, LENGTHS.least)
              : to
          }
          snap={(to) => heldNear(to, heldAt[i])}
        />
      ))}
    </VectorDrawing>
  );
}

/** At the direction where it was taken, or a notable one, if it is near. */
function heldNear(gradient: Vector, taken: number | undefined): Vector {
  const [x, y] = gradient;
  const degrees = (Math.atan2(y, x) * 180) / Math.PI;
  const others = taken === undefined ? [] : [taken];
  const snapped = snapDegrees(degrees, { every: 360, others, within: HELD_WITHIN });
  const [right, down] = onCircle(snapped, lengthOf(gradient));
  return [right, -down];
}

function hullPath({ hull }: SlopePicture): string {
  return `M${hull.map((corner) => PLANE.place(corner).join(' ')).join('L')}Z`;
}

function describe({ gradients, region, gdr, slope, nearest }: SlopePicture): string {
  const left =
    region.kind === 'arc'
      ? `Directions that lower every confidence: ${decimal(100 * gdr, 1)} per cent of the circle. ` +
        `The hull of the tips is ${decimal(slope)} from the origin; the best joint step points the ` +
        `other way, at ${decimal(((Math.atan2(-nearest[1], -nearest[0]) * 180) / Math.PI + 360) % 360, 0)} degrees.`
      : 'The origin lies in the hull of the tips: no direction lowers every confidence.';
  return `Gradients of ${gradients.length} models. ${left}`;
}
