/**
 * The plane of two gradients: the vectors and their normals, the orange arc and sector of the directions
 * that lower both, the perturbation, and the handles that move them.
 */
import { decimal } from '../../components/format';
import { circleMotion, onCircle, planeMotion, snapDegrees } from '../../components/handle-motion';
import { memberColor, memberDash } from '../../components/members';
import {
  AngleArc,
  AngleNumber,
  Arrow,
  DirectionCircle,
  Normal,
  Origin,
  RADIUS,
  Subspace,
  SubspaceHold,
  VectorDrawing,
  VectorName,
} from '../../components/VectorDrawing';
import { VectorHandle } from '../../components/VectorHandle';
import { nameDirections, perturbationPlace } from '../../components/vector-labels';
import { SignSteps } from './SignSteps';
import { type Changes, lowersBoth, type TwoModels, trend, type Vector } from './two-models';
import { useRegionHand } from './use-region-hand';

export interface TwoModelsPlaneProps {
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

/** From the circle to the names at its vectors, user units: clear of the ring around a handle in use. */
const NAME_AWAY = 24;
/** Least angle between the names of the two gradients, degrees. */
const NAMES_APART = 17;
const CIRCLE = circleMotion(RADIUS);
const DISC = planeMotion(RADIUS, 1);

export function TwoModelsPlane(props: TwoModelsPlaneProps) {
  const { picture, f, g, delta, snapping } = props;
  const tip = DISC.place(delta);
  const region = useRegionHand(delta, DISC, props.onDelta);
  const [gName = g, fName = f] = nameDirections([g, f], NAMES_APART);
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
    <VectorDrawing viewBox="-140 -132 280 264" label={describe(picture)}>
      <DirectionCircle />
      <Subspace region={picture.subspace} />
      <Normal degrees={f} color={memberColor(0)} />
      <Normal degrees={g} color={memberColor(1)} />
      <AngleArc f={f} g={g} />
      {props.signSteps ? <SignSteps steps={picture.signSteps} tip={tip} /> : null}
      <Arrow to={onCircle(f, RADIUS)} color={memberColor(0)} dash={memberDash(0)} />
      <Arrow to={onCircle(g, RADIUS)} color={memberColor(1)} dash={memberDash(1)} />
      {moved ? <Arrow to={tip} color="var(--ink)" width={1.75} /> : null}
      <Origin />
      {/* Over the perturbation, which may cross it. */}
      <AngleNumber f={f} g={g} angle={picture.angle} />
      <VectorName at={onCircle(fName, RADIUS + NAME_AWAY)} color={memberColor(0)}>
        ∇f
      </VectorName>
      <VectorName at={onCircle(gName, RADIUS + NAME_AWAY)} color={memberColor(1)}>
        ∇g
      </VectorName>
      <VectorName at={perturbationPlace(tip, taken, 17)} color="var(--ink)">
        δ
      </VectorName>
      <SubspaceHold region={picture.subspace} {...region} />
      <VectorHandle
        label="gradient of f"
        valueText={spokenGradient(f, picture)}
        color={memberColor(0)}
        motion={CIRCLE}
        value={f}
        onChange={props.onF}
        snap={snapTo(g)}
      />
      <VectorHandle
        label="gradient of g"
        valueText={spokenGradient(g, picture)}
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
    </VectorDrawing>
  );
}

function spokenGradient(degrees: number, { angle, gdr }: TwoModels): string {
  const short = (value: number) => decimal(value, 1).replace('.0', '');
  return `${short(degrees)} degrees; angle ${short(angle)}; GDR ${decimal(gdr, 3)}`;
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
