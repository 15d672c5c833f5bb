/**
 * A plane of gradients: filled what happens, outlined in orange what the cone predicts, the members' lines, the
 * gradients of their confidences, and a point to hold.
 */
import { useId, useMemo } from 'react';
import { significant } from '../../components/format';
import { directionOf, onCircle, type Point, planeMotion } from '../../components/handle-motion';
import { ENSEMBLE, memberColor, memberDash, memberLabel } from '../../components/members';
import { Arrow, Origin, VectorDrawing, VectorName } from '../../components/VectorDrawing';
import { VectorHandle } from '../../components/VectorHandle';
import { nameDirections } from '../../components/vector-labels';
import { isolines, regionsAbove } from '../../geometry/isolines';
import styles from './ConeTruth.module.css';
import { coneOf, heightsOf, linesOf, type PlaneLayer } from './plane-layers';
import type { ShownPlane } from './use-plane';

/** Of the disc, user units: more than elsewhere, since two stand side by side and text is not to be larger there. */
const RADIUS = 165;
/** Length of a gradient that lies in the plane with all of it, user units. */
const ARROW = 0.42 * RADIUS;
const NAME_AWAY = 14;
/** Least angle between two names, degrees. */
const NAMES_APART = 22;
const DISC = planeMotion(RADIUS, 1);

interface PlaneDrawingProps {
  readonly shown: ShownPlane;
  readonly layer: PlaneLayer;
  /** Where nothing leaves [0, 1], in radii. */
  readonly box: readonly Point[];
  /** In radii. */
  readonly probe: Point;
  readonly onProbe: (probe: Point) => void;
  /** What is seen, in words. */
  readonly label: string;
  /** What holds at the probe, in words. */
  readonly probeText: string;
}

export function PlaneDrawing(props: PlaneDrawingProps) {
  const { shown, layer, box, probe, onProbe } = props;
  const { plane, grid, radius } = shown;
  const id = useId();
  const filled = useMemo(
    () => regionsAbove(heightsOf(layer, grid), grid.intervals).map(closedPath).join(''),
    [layer, grid],
  );
  const lines = useMemo(
    () => linesOf(layer, grid).map((heights) => linePath(heights, grid.intervals)),
    [layer, grid],
  );
  const vote = useMemo(
    () => (layer === 'ensemble' ? linePath(grid.values.voteMargin, grid.intervals) : ''),
    [layer, grid],
  );
  const arrows = plane.gradients.map(([u, v], i) => ({ i, to: [-u * ARROW, v * ARROW] as Point }));
  const names = nameDirections(
    plane.gradients.map(([u, v]) => directionOf([-u, -v])),
    NAMES_APART,
  );

  return (
    <VectorDrawing
      viewBox={`${-RADIUS - 8} ${-RADIUS - 8} ${2 * RADIUS + 16} ${2 * RADIUS + 28}`}
      label={props.label}
    >
      <clipPath id={`${id}disc`}>
        <circle r={RADIUS} />
      </clipPath>
      <LayerPattern id={`${id}pattern`} layer={layer} />
      <circle r={RADIUS} className={styles.ground} />
      <g clipPath={`url(#${id}disc)`}>
        <path
          d={filled}
          className={layer === 'fall' ? styles.falls : styles.tinted}
          data-layer={layer}
        />
        {layer === 'fall' ? null : <path d={filled} fill={`url(#${id}pattern)`} />}
        <circle r={RADIUS / 2} className={styles.ring} />
        {lines.map((d, i) => (
          <path
            key={memberLabel(i)}
            d={d}
            className={styles.line}
            style={{ stroke: memberColor(i) }}
            strokeDasharray={memberDash(i)}
          />
        ))}
        {vote ? (
          <path
            d={vote}
            className={styles.line}
            style={{ stroke: ENSEMBLE.color }}
            strokeWidth={ENSEMBLE.width}
          />
        ) : null}
        {box.length > 0 ? <path d={closedPath(box)} className={styles.box} /> : null}
      </g>
      <circle r={RADIUS} className={styles.rim} />
      <Cone gradients={plane.gradients} />
      {arrows.map(({ i, to }) => (
        <Arrow
          key={memberLabel(i)}
          to={to}
          color={memberColor(i)}
          dash={memberDash(i)}
          width={2.5}
          head={9}
        />
      ))}
      <Origin />
      {arrows.map(({ i, to }) => (
        <VectorName
          key={memberLabel(i)}
          at={onCircle(names[i]!, Math.hypot(...to) + NAME_AWAY)}
          color={memberColor(i)}
        >
          ∇{memberLabel(i)}
        </VectorName>
      ))}
      <text className={styles.scale} y={RADIUS + 15}>
        radius {significant(radius, 3)}
      </text>
      {/* What is left of the handle on paper. */}
      <circle cx={probe[0] * RADIUS} cy={-probe[1] * RADIUS} r={5} className={styles.probe} />
      <VectorHandle
        label="Point in the plane"
        valueText={props.probeText}
        color="var(--ink)"
        hollow
        motion={DISC}
        value={probe}
        onChange={onProbe}
      />
    </VectorDrawing>
  );
}

/** The wedge of directions that the cone holds, with its arc on the rim. */
function Cone({ gradients }: { readonly gradients: ShownPlane['plane']['gradients'] }) {
  const cone = coneOf(gradients);
  if (cone.kind !== 'arc') return null;
  const at = (angle: number) => [RADIUS * Math.cos(angle), -RADIUS * Math.sin(angle)] as const;
  const [x, y] = at(cone.start);
  const [u, v] = at(cone.start + cone.extent);
  const d = `M0 0L${fixed(x)} ${fixed(y)}A${RADIUS} ${RADIUS} 0 0 0 ${fixed(u)} ${fixed(v)}Z`;
  return (
    <g data-cone>
      <path d={d} className={styles.coneHalo} />
      <path d={d} className={styles.cone} />
    </g>
  );
}

/** Told apart without hue: hatched one way, both ways, dotted. */
export function LayerPattern({ id, layer }: { readonly id: string; readonly layer: PlaneLayer }) {
  return (
    <pattern
      id={id}
      width={7}
      height={7}
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      {layer === 'ensemble' ? (
        <circle cx={3.5} cy={3.5} r={1.3} className={styles.dot} />
      ) : (
        <path d={layer === 'same' ? 'M0 3.5H7M3.5 0V7' : 'M0 3.5H7'} className={styles.hatch} />
      )}
    </pattern>
  );
}

/** Where heights pass zero. */
function linePath(heights: Float32Array, intervals: number): string {
  return isolines(heights, intervals)
    .map(({ points, closed }) => (closed ? closedPath(points) : path(points)))
    .join('');
}

/** Of places in radii, y up. */
function path(points: readonly Point[]): string {
  return points
    .map(([x, y], k) => `${k === 0 ? 'M' : 'L'}${fixed(x * RADIUS)} ${fixed(-y * RADIUS)}`)
    .join('');
}

function closedPath(points: readonly Point[]): string {
  return points.length === 0 ? '' : `${path(points)}Z`;
}

function fixed(value: number): string {
  return value.toFixed(2);
}
