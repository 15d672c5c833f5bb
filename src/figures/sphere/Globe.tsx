/**
 * The sphere of directions: three gradients from its centre, the great circle across each, and the orange
 * region between them where every confidence falls. The far side shows through, fainter.
 */
import { useMemo } from 'react';
import { decimal } from '../../components/format';
import { memberColor, memberDash, memberLabel } from '../../components/members';
import {
  Arrow,
  NormalLine,
  Origin,
  RADIUS,
  VectorDrawing,
  VectorName,
} from '../../components/VectorDrawing';
import { VectorHandle } from '../../components/VectorHandle';
import type { Direction } from '../../geometry/joint-region';
import { pairs } from '../../geometry/pairs';
import { dot, type LonLat, toLonLat } from './directions';
import styles from './Globe.module.css';
import { gradientNames } from './gradient-names';
import { arcBetween, edge, GRATICULE, normalCircle, type Outline, outliner } from './outlines';
import type { ThreeModels } from './three-models';
import { useViewHand } from './use-view-hand';
import { type Axes, axesOf, nearness, pointOf, sphereMotion } from './view';

export interface GlobeProps {
  readonly picture: ThreeModels;
  /** The direction that faces the reader, and the one that did at first. */
  readonly view: LonLat;
  readonly home: LonLat;
  readonly onView: (view: LonLat) => void;
  /** Without it the gradients stay where they are. */
  readonly onGradient?: (index: number, place: LonLat) => void;
  /** A perturbation as far as it lies in this space: a vector of length 1 at most. */
  readonly perturbation?: Direction | null;
}

/** Of an arrow without a handle at its tip, user units. */
const HEAD = 11;
const PERTURBATION = 'var(--ink)';

export function Globe(props: GlobeProps) {
  const { picture, view, home, onView, onGradient, perturbation } = props;
  const { places, gradients, angles, region, corners } = picture;
  const outline = useMemo(() => outliner(view, RADIUS), [view]);
  const graticule = useMemo(() => outline.lines(GRATICULE), [outline]);
  const motion = useMemo(() => sphereMotion(view, RADIUS), [view]);
  const hand = useViewHand(view, home, RADIUS, onView);
  const tips = places.map((place) => motion.place(place));
  const far = places.map((place) => nearness(view, place) < 0);
  const head = onGradient ? 0 : HEAD;
  const delta = perturbation ? deltaAt(axesOf(view), perturbation) : null;
  const names = gradientNames(delta ? [...tips, delta.tip] : tips);
  const left =
    region.length > 0
      ? { area: outline.region(gradients), edge: outline.lines([edge(region)]) }
      : undefined;
  const circles = gradients.map((gradient) => outline.lines([normalCircle(gradient)]));
  const arcs = outline.lines(pairs(3).map(([i, j]) => arcBetween(gradients[i]!, gradients[j]!)));
  const marks = corners.map((corner) => {
    const place = toLonLat(corner);
    return { at: motion.place(place), far: nearness(view, place) < 0 };
  });

  return (
    <VectorDrawing viewBox="-134 -128 268 256" label={describe(picture)}>
      <circle
        r={RADIUS}
        className={styles.ball}
        role="slider"
        tabIndex={0}
        aria-label="Turn the sphere"
        aria-valuemin={0}
        aria-valuemax={360}
        aria-valuenow={Math.round(view[0])}
        aria-valuetext={`seen from ${spokenPlace(view)}`}
        data-held={hand.held || undefined}
        {...hand.listeners}
      />
      <g className={styles.drawn}>
        <g className={styles.far}>
          <path d={graticule.far} className={styles.graticule} />
          {left ? <Region {...left} side="far" /> : null}
          <Normals circles={circles} side="far" />
          <path d={arcs.far} className={styles.arc} />
          <Corners marks={marks.filter((mark) => mark.far)} />
        </g>
        {tips.map((tip, i) =>
          far[i] ? (
            <Arrow
              key={memberLabel(i)}
              to={tip}
              color={memberColor(i)}
              dash={memberDash(i)}
              head={head}
              faint
            />
          ) : null,
        )}
        {delta?.far ? (
          <Arrow to={delta.tip} color={PERTURBATION} head={HEAD} width={3} faint />
        ) : null}
        <path d={graticule.near} className={styles.graticule} />
        {left ? <Region {...left} side="near" /> : null}
        <Normals circles={circles} side="near" />
        <path d={arcs.near} className={styles.arc} />
        <Corners marks={marks.filter((mark) => !mark.far)} />
        <Origin />
        {tips.map((tip, i) =>
          far[i] ? null : (
            <Arrow
              key={memberLabel(i)}
              to={tip}
              color={memberColor(i)}
              dash={memberDash(i)}
              head={head}
            />
          ),
        )}
        {delta && !delta.far ? (
          <Arrow to={delta.tip} color={PERTURBATION} head={HEAD} width={3} />
        ) : null}
        {tips.map((_, i) => (
          <VectorName key={memberLabel(i)} at={names[i]!} color={memberColor(i)} faint={far[i]}>
            ∇{memberLabel(i)}
          </VectorName>
        ))}
        {delta ? (
          <VectorName at={names.at(-1)!} color={PERTURBATION} faint={delta.far}>
            δ
          </VectorName>
        ) : null}
      </g>
      {(onGradient ? places : []).map((place, i) => (
        <g key={memberLabel(i)} className={far[i] ? styles.farHandle : undefined}>
          <VectorHandle
            label={`gradient of ${memberLabel(i)}`}
            valueText={`${spokenPlace(place)}, ${far[i] ? 'far' : 'near'} side, ${spokenAngles(i, angles)}; GDR ${decimal(picture.gdr, 3)}`}
            color={memberColor(i)}
            hollow={far[i]}
            motion={motion}
            value={place}
            onChange={(next) => onGradient?.(i, next)}
          />
        </g>
      ))}
    </VectorDrawing>
  );
}

function deltaAt(axes: Axes, vector: Direction) {
  return { tip: pointOf(axes, RADIUS, vector), far: dot(axes.front, vector) < 0 };
}

interface RegionProps {
  readonly area: Outline;
  readonly edge: Outline;
  readonly side: keyof Outline;
}

/** The directions that lower every confidence. */
function Region({ area, edge, side }: RegionProps) {
  return (
    <g data-region={side}>
      <path d={area[side]} className={styles.region} />
      <path d={edge[side]} className={styles.edge} />
    </g>
  );
}

function Normals({ circles, side }: { circles: readonly Outline[]; side: keyof Outline }) {
  return circles.map((circle, i) => (
    <NormalLine key={memberLabel(i)} path={circle[side]} color={memberColor(i)} />
  ));
}

function Corners({ marks }: { marks: readonly { at: readonly [number, number] }[] }) {
  return marks.map(({ at: [x, y] }) => (
    <circle key={`${x} ${y}`} cx={x} cy={y} r={2.5} className={styles.corner} />
  ));
}

function spokenPlace([longitude, latitude]: LonLat): string {
  return `longitude ${decimal(longitude, 0)}, latitude ${decimal(latitude, 0)} degrees`;
}

/** The angles of one gradient with the others. */
function spokenAngles(member: number, angles: ThreeModels['angles']): string {
  return pairs(3)
    .flatMap(([i, j], k) => {
      if (i !== member && j !== member) return [];
      return [`${decimal(angles[k]!, 0)} degrees from ${memberLabel(i === member ? j : i)}`];
    })
    .join(', ');
}

function describe({ angles, gdr, solidAngle, region }: ThreeModels): string {
  const [a, b, c] = angles.map((angle) => decimal(angle, 0));
  const left =
    region.length === 0
      ? 'No direction lowers all three confidences.'
      : `Directions that lower all three confidences: ${decimal(solidAngle, 3)} steradians, ${decimal(100 * gdr, 1)} per cent of the sphere.`;
  return `Gradients of three models in space: first and second ${a} degrees apart, first and third ${b}, second and third ${c}. ${left}`;
}
