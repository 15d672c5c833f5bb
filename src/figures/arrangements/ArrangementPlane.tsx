/**
 * The gradients in their plane: the orange arc and sector of the directions that lower every confidence,
 * the normals that bound it, the best direction in it, and a handle for each gradient.
 */
import { decimal } from '../../components/format';
import { circleMotion, onCircle, snapDegrees } from '../../components/handle-motion';
import { memberColor, memberDash } from '../../components/members';
import {
  Arrow,
  DirectionCircle,
  Normal,
  Origin,
  RADIUS,
  Subspace,
  VectorDrawing,
  VectorName,
} from '../../components/VectorDrawing';
import { VectorHandle } from '../../components/VectorHandle';
import { nameDirections } from '../../components/vector-labels';
import { type Arrangement, toDegrees } from './arrangement';
import { gradientName } from './names';

export interface ArrangementPlaneProps {
  readonly picture: Arrangement;
  readonly snapping: boolean;
  readonly onMove: (index: number, degrees: number) => void;
}

/** From the circle to the names, user units: clear of the ring around a handle in use. */
const NAME_AWAY = 26;
/** Least angle between names, degrees. */
const NAMES_APART = 14;
const CIRCLE = circleMotion(RADIUS);

export function ArrangementPlane({ picture, snapping, onMove }: ArrangementPlaneProps) {
  const { angles, region, best, outermost } = picture;
  const gradients = angles.map((degrees, i) => ({
    key: gradientName(i),
    degrees,
    color: memberColor(i),
  }));
  const names = nameDirections(angles, NAMES_APART);
  const left = `mean cosine ${decimal(picture.cosine.value)}; GDR ${decimal(picture.gdr.value, 3)}`;
  return (
    <VectorDrawing viewBox="-142 -134 284 268" label={describe(picture)}>
      <DirectionCircle />
      <Subspace region={region} />
      {outermost.map((index, end) => (
        <Normal
          key={end === 0 ? 'first' : 'last'}
          degrees={angles[index]!}
          color={memberColor(index)}
        />
      ))}
      {gradients.map(({ key, degrees, color }, i) => (
        <Arrow key={key} to={onCircle(degrees, RADIUS)} color={color} dash={memberDash(i)} />
      ))}
      {best ? (
        <Arrow
          to={onCircle(best.degrees, best.fall * RADIUS)}
          color="var(--ink)"
          width={1.25}
          head={7}
        />
      ) : null}
      <Origin />
      {gradients.map(({ key, color }, i) => (
        <VectorName key={key} at={onCircle(names[i]!, RADIUS + NAME_AWAY)} color={color}>
          {key}
        </VectorName>
      ))}
      {gradients.map(({ key, degrees, color }, i) => (
        <VectorHandle
          key={key}
          label={`gradient ${i + 1}`}
          valueText={`${decimal(degrees, 1).replace('.0', '')} degrees; ${left}`}
          color={color}
          motion={CIRCLE}
          value={degrees}
          onChange={(to) => onMove(i, to)}
          snap={snapping ? (to) => snapDegrees(to, { within: 1.5 }) : undefined}
        />
      ))}
    </VectorDrawing>
  );
}

function describe({ angles, gdr, region, best }: Arrangement): string {
  const left =
    region.kind === 'arc'
      ? `Directions that lower every confidence: an arc of ${decimal(toDegrees(region.extent), 1)} degrees, ${decimal(100 * gdr.value, 1)} per cent of the circle; the best of them at ${decimal(best?.degrees ?? 0, 0)} degrees.`
      : 'No direction lowers every confidence.';
  return `Gradients of ${angles.length} models. ${left}`;
}
