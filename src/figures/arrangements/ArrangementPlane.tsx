/**
 * The gradients in their plane: the orange arc and sector of the directions that lower every confidence,
 * the normals that bound it, the best direction in it, and a handle for each gradient.
 */
import { arc } from 'd3-shape';
import { decimal } from '../../components/format';
import { circleMotion, onCircle, snapDegrees } from '../../components/handle-motion';
import { nameDirections } from '../../components/label-directions';
import { memberColor, memberDash } from '../../components/members';
import { VectorHandle } from '../../components/VectorHandle';
import styles from './ArrangementPlane.module.css';
import { type Arrangement, toDegrees } from './arrangement';
import { gradientName } from './names';

export interface PlaneProps {
  readonly picture: Arrangement;
  readonly snapping: boolean;
  readonly onMove: (index: number, degrees: number) => void;
}

// User units; y points up in the mathematics, down in the drawing.
const RADIUS = 100;
/** From the circle to the names: clear of the ring around a handle in use. */
const NAME_AWAY = 26;
const HEAD = 7;
const CIRCLE = circleMotion(RADIUS);

export function Plane({ picture, snapping, onMove }: PlaneProps) {
  const { angles, region, best } = picture;
  const names = nameDirections(angles);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with handles in it is no fieldset
    <svg
      className={styles.plane}
      viewBox="-142 -134 284 268"
      role="group"
      aria-label={describe(picture)}
    >
      <circle r={RADIUS} className={styles.circle} />
      {region.kind === 'arc' ? <Subspace start={region.start} extent={region.extent} /> : null}
      {picture.outermost.map((index, end) => (
        <Normal key={end === 0 ? 'first' : 'last'} degrees={angles[index]!} member={index} />
      ))}
      {angles.map((degrees, i) => {
        const [x, y] = onCircle(degrees, RADIUS);
        return (
          <line
            // biome-ignore lint/suspicious/noArrayIndexKey: a gradient is its number
            key={i}
            x2={x}
            y2={y}
            className={styles.vector}
            style={{ stroke: memberColor(i) }}
            strokeDasharray={memberDash(i)}
          />
        );
      })}
      {best ? <Best degrees={best.degrees} length={best.fall * RADIUS} /> : null}
      <circle r={2.5} className={styles.origin} />
      {names.map((direction, i) => {
        const [x, y] = onCircle(direction, RADIUS + NAME_AWAY);
        return (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: a gradient is its number
            key={i}
            x={x}
            y={y}
            className={styles.name}
            style={{ fill: memberColor(i) }}
          >
            {gradientName(i)}
          </text>
        );
      })}
      {angles.map((degrees, i) => (
        <VectorHandle
          // biome-ignore lint/suspicious/noArrayIndexKey: a gradient is its number
          key={i}
          label={`gradient ${i + 1}`}
          valueText={`${decimal(degrees, 1).replace('.0', '')} degrees`}
          color={memberColor(i)}
          motion={CIRCLE}
          value={degrees}
          onChange={(to) => onMove(i, to)}
          snap={snapping ? (to) => snapDegrees(to, { within: 1.5 }) : undefined}
        />
      ))}
    </svg>
  );
}

/** The sector of the directions that lower every confidence, and their arc on the circle. */
function Subspace({ start, extent }: { start: number; extent: number }) {
  // d3 counts clockwise from the vertical.
  const sector = arc<null>()
    .startAngle(Math.PI / 2 - start - extent)
    .endAngle(Math.PI / 2 - start);
  return (
    <g data-subspace>
      <path d={sector.innerRadius(0).outerRadius(RADIUS)(null) ?? ''} className={styles.sector} />
      <path
        d={sector.innerRadius(RADIUS - 2.5).outerRadius(RADIUS + 2.5)(null) ?? ''}
        className={styles.arc}
      />
    </g>
  );
}

function Normal({ degrees, member }: { degrees: number; member: number }) {
  const [x, y] = onCircle(degrees + 90, RADIUS);
  return (
    <line
      x1={-x}
      y1={-y}
      x2={x}
      y2={y}
      className={styles.normal}
      style={{ stroke: memberColor(member) }}
    />
  );
}

/** The best joint direction; its length is the fall that is guaranteed. */
function Best({ degrees, length }: { degrees: number; length: number }) {
  const head = Math.min(HEAD, length);
  return (
    <g data-best className={styles.best} transform={`rotate(${-degrees})`}>
      <line x2={length - head} />
      <path d={`M${length} 0l${-head} ${head / 2}v${-head}z`} />
    </g>
  );
}

function describe({ angles, gdr, region, best }: Arrangement): string {
  const left =
    region.kind === 'arc'
      ? `Directions that lower every confidence: an arc of ${decimal(toDegrees(region.extent), 1)} degrees, ${decimal(100 * gdr.value, 1)} per cent of the circle; the best of them at ${decimal(best?.degrees ?? 0, 0)} degrees.`
      : 'No direction lowers every confidence.';
  return `Gradients of ${angles.length} models. ${left}`;
}
