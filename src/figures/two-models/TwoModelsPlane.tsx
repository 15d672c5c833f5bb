/**
 * The plane of two gradients: the vectors and their normals, the orange arc and sector of the directions
 * that lower both, the perturbation, and the handles that move them.
 */
import { arc } from 'd3-shape';
import { decimal } from '../../components/format';
import {
  circleMotion,
  onCircle,
  type Point,
  planeMotion,
  snapDegrees,
  wrapDegrees,
} from '../../components/handle-motion';
import { memberColor, memberDash } from '../../components/members';
import { VectorHandle } from '../../components/VectorHandle';
import { angleName, nameDirections, perturbationName } from './label-places';
import { SignSteps } from './SignSteps';
import styles from './TwoModelsPlane.module.css';
import { type Changes, lowersBoth, type TwoModels, trend, type Vector } from './two-models';

export interface PlaneProps {
  readonly picture: TwoModels;
  /** Degrees. */
  readonly f: number;
  readonly g: number;
  readonly delta: Vector;
  readonly snapping: boolean;
  readonly signSteps: boolean;
  readonly onF: (degrees: number) => void;
  readonly onG: (degrees: number) => void;
  readonly onDelta: (delta: Vector) => void;
}

// User units; y points up in the mathematics, down in the drawing.
const RADIUS = 100;
const ANGLE_RADIUS = 27;
/** From the circle to the names at its vectors: clear of the ring around a handle in use. */
const NAME_AWAY = 24;
const CIRCLE = circleMotion(RADIUS);
const DISC = planeMotion(RADIUS, 1);

export function Plane(props: PlaneProps) {
  const { picture, f, g, delta, snapping } = props;
  const tip = DISC.place(delta);
  const [fName, gName] = nameDirections(f, g);
  const snapTo = (other: number) =>
    snapping ? (degrees: number) => snapDegrees(degrees, { others: [other] }) : undefined;
  /** Where δ's name had better not stand. */
  const taken = [
    onCircle(f, RADIUS),
    onCircle(g, RADIUS),
    ...(props.signSteps ? picture.signSteps.map(({ step }) => DISC.place(step)) : []),
  ];
  const moved = Math.hypot(...delta) > 0;

  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with handles in it is no fieldset
    <svg
      className={styles.plane}
      viewBox="-140 -132 280 264"
      role="group"
      aria-label={describe(picture)}
    >
      <circle r={RADIUS} className={styles.circle} />
      <Subspace picture={picture} />
      <Normal degrees={f} member={0} />
      <Normal degrees={g} member={1} />
      <AngleArc f={f} g={g} />
      {props.signSteps ? <SignSteps steps={picture.signSteps} radius={RADIUS} /> : null}
      <Arrow to={onCircle(f, RADIUS)} color={memberColor(0)} dash={memberDash(0)} />
      <Arrow to={onCircle(g, RADIUS)} color={memberColor(1)} dash={memberDash(1)} />
      {moved ? <Arrow to={tip} color="var(--ink)" dash="none" thin /> : null}
      <circle r={2.5} className={styles.origin} />
      <AngleNumber f={f} g={g} angle={picture.angle} />
      <Name at={onCircle(fName, RADIUS + NAME_AWAY)} color={memberColor(0)} text="∇f" />
      <Name at={onCircle(gName, RADIUS + NAME_AWAY)} color={memberColor(1)} text="∇g" />
      <Name at={perturbationName(tip, taken, 17)} color="var(--ink)" text="δ" />
      <VectorHandle
        label="gradient of f"
        valueText={spokenAngle(f)}
        color={memberColor(0)}
        motion={CIRCLE}
        value={f}
        onChange={props.onF}
        snap={snapTo(g)}
      />
      <VectorHandle
        label="gradient of g"
        valueText={spokenAngle(g)}
        color={memberColor(1)}
        motion={CIRCLE}
        value={g}
        onChange={props.onG}
        snap={snapTo(f)}
      />
      <VectorHandle
        label="perturbation δ"
        valueText={spokenDelta(delta, picture.changes)}
        color="var(--ink)"
        hollow
        motion={DISC}
        value={delta}
        onChange={props.onDelta}
      />
    </svg>
  );
}

/** The sector of the directions that lower both, and their arc on the circle. */
function Subspace({ picture: { subspace } }: { picture: TwoModels }) {
  if (subspace.kind !== 'arc') return null;
  // d3 counts clockwise from the vertical.
  const startAngle = Math.PI / 2 - subspace.start - subspace.extent;
  const endAngle = Math.PI / 2 - subspace.start;
  const sector = arc<null>().startAngle(startAngle).endAngle(endAngle);
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

function AngleArc({ f, g }: { f: number; g: number }) {
  const [x1, y1] = onCircle(g, ANGLE_RADIUS);
  const [x2, y2] = onCircle(f, ANGLE_RADIUS);
  // Counter-clockwise from g to f where that is the shorter way.
  const sweep = wrapDegrees(f - g) > 180 ? 1 : 0;
  const path = `M${x1} ${y1}A${ANGLE_RADIUS} ${ANGLE_RADIUS} 0 0 ${sweep} ${x2} ${y2}`;
  return <path d={path} className={styles.angle} />;
}

/** Over the perturbation, which may cross it. */
function AngleNumber({ f, g, angle }: { f: number; g: number; angle: number }) {
  const [x, y] = angleName(f, g, ANGLE_RADIUS + 17);
  return (
    <text x={x} y={y} className={styles.degrees}>
      {decimal(angle, 0)}°
    </text>
  );
}

interface ArrowProps {
  readonly to: Point;
  readonly color: string;
  readonly dash: string;
  readonly thin?: boolean;
}

/** From the centre to a tip, whose disc is drawn by the handle. */
function Arrow({ to, color, dash, thin }: ArrowProps) {
  return (
    <line
      x2={to[0]}
      y2={to[1]}
      className={styles.vector}
      style={{ stroke: color }}
      strokeWidth={thin ? 1.75 : 2.5}
      strokeDasharray={dash}
    />
  );
}

function Name({ at, color, text }: { at: Point; color: string; text: string }) {
  return (
    <text x={at[0]} y={at[1]} className={styles.name} style={{ fill: color }}>
      {text}
    </text>
  );
}

function spokenAngle(degrees: number): string {
  return `${decimal(degrees, 1).replace('.0', '')} degrees`;
}

function spokenDelta(delta: Vector, changes: Changes): string {
  const [x, y] = delta.map((part) => decimal(part, 2));
  const effect = lowersBoth(changes)
    ? 'lowers both'
    : `f ${trend(changes.f)}, g ${trend(changes.g)}`;
  return `${x} across, ${y} up: ${effect}`;
}

function describe({ angle, gdr }: TwoModels): string {
  return (
    `Gradients of two models, ${decimal(angle, 0)} degrees apart. ` +
    `Directions that lower both: ${decimal(100 * gdr, 1)} per cent of the circle.`
  );
}
