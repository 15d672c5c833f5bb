/**
 * Two unit vectors in the plane at a given angle, symmetrical about the vertical axis, and what they leave to
 * the adversary: a sector of width π − θ opposite.
 */
import { jointArc } from '../geometry/joint-arc';
import { decimal } from './format';
import styles from './GradientArrangement.module.css';
import { onCircle } from './handle-motion';
import { memberColor, memberDash, memberLabel } from './members';
import {
  AngleArc,
  AngleNumber,
  Arrow,
  DirectionCircle,
  Normal,
  Origin,
  RADIUS,
  Subspace,
  VectorDrawing,
  VectorName,
} from './VectorDrawing';
import { nameDirections } from './vector-labels';

/** From the circle to the names, user units. */
const NAME_AWAY = 15;
const NAMES_APART = 14;

interface GradientArrangementProps {
  /** Between the two vectors, radians, 0 to π. */
  readonly angle: number;
  /**
   * A perturbation as far as it lies in this plane, of length 1 at most: along the first loss's gradient, and
   * across it on the side of the second's.
   */
  readonly perturbation?: readonly number[] | null;
}

export function GradientArrangement({ angle, perturbation }: GradientArrangementProps) {
  const degrees = (angle * 180) / Math.PI;
  const [u, v] = [90 + degrees / 2, 90 - degrees / 2];
  const [vName = v, uName = u] = nameDirections([v, u], NAMES_APART);
  const delta = perturbation ? deltaAt(perturbation, u) : null;
  const share = 0.5 - angle / (2 * Math.PI);
  const vectors = [
    { member: 0, direction: u, name: uName },
    { member: 1, direction: v, name: vName },
  ].map((vector) => ({
    ...vector,
    label: memberLabel(vector.member),
    color: memberColor(vector.member),
  }));
  return (
    <div className={styles.arrangement}>
      <VectorDrawing
        viewBox="-130 -124 260 230"
        handles={false}
        label={
          `Gradients ${memberLabel(0)} and ${memberLabel(1)}, ${decimal(degrees, 0)} degrees apart. ` +
          `Directions that lower both: ${decimal(100 * share, 1)} per cent of the circle.`
        }
      >
        <DirectionCircle />
        <Subspace region={jointArc([u, v].map((direction) => (direction * Math.PI) / 180))} />
        {vectors.map(({ label, direction, color }) => (
          <Normal key={label} degrees={direction} color={color} />
        ))}
        <AngleArc f={u} g={v} />
        <AngleNumber f={u} g={v} angle={degrees} />
        {vectors.map(({ member, label, direction, color }) => (
          <Arrow
            key={label}
            to={onCircle(direction, RADIUS)}
            color={color}
            dash={memberDash(member)}
            head={11}
          />
        ))}
        {delta ? (
          <>
            <Arrow
              to={onCircle(delta.degrees, delta.length * RADIUS)}
              color="var(--ink)"
              width={3}
              head={11}
            />
            <VectorName
              at={onCircle(delta.degrees, delta.length * RADIUS + NAME_AWAY)}
              color="var(--ink)"
            >
              δ
            </VectorName>
          </>
        ) : null}
        {vectors.map(({ label, name, color }) => (
          <VectorName key={label} at={onCircle(name, RADIUS + NAME_AWAY)} color={color}>
            {label}
          </VectorName>
        ))}
        <Origin />
      </VectorDrawing>
    </div>
  );
}

/** The gradient of a loss points away from that of the confidence; the second one lies clockwise from it. */
function deltaAt([along = 0, across = 0]: readonly number[], first: number) {
  const degrees = first + 180 - (Math.atan2(across, along) * 180) / Math.PI;
  return { degrees, length: Math.hypot(along, across) };
}
