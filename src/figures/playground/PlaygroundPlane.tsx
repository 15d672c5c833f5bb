/** The plane: a layer beneath, the points, each member's boundary, and the probe with what leads away from it. */
import { type SVGProps, useId, useMemo } from 'react';
import type { Point } from '../../components/handle-motion';
import { memberColor, memberDash, memberLabel } from '../../components/members';
import { VectorDrawing } from '../../components/VectorDrawing';
import { VectorHandle } from '../../components/VectorHandle';
import type { PlanarField, PlaygroundData } from '../../engine/protocol';
import { regionsAbove } from '../../geometry/isolines';
import { boundaries, pathOf } from './boundaries';
import { LayerCanvas } from './LayerCanvas';
import styles from './PlaygroundFigure.module.css';
import { PointMarks } from './PointMarks';
import { ProbeDial, ProbeMarks } from './ProbeMarks';
import type { Probe } from './probe';
import { SCALE, SQUARE } from './square-motion';

const EDGE = SCALE + 6;

export interface PlaygroundPlaneProps {
  readonly data: PlaygroundData;
  readonly field: PlanarField | null;
  readonly probe: Probe | null;
  readonly at: Point;
  readonly epsilon: number;
  readonly label: string;
  /** What holds at the probe, in words. */
  readonly probeText: string;
  readonly onProbe: (at: Point) => void;
  /** What presses on the plane do. */
  readonly hold: SVGProps<SVGRectElement>;
  /** What keys do at the probe beside moving it, where they do. */
  readonly keys: SVGProps<SVGGElement> | undefined;
}

export function PlaygroundPlane(props: PlaygroundPlaneProps) {
  const { data, field, probe, at, epsilon } = props;
  const lines = useMemo(() => {
    if (!field) return [];
    return boundaries(field, field.classCount).map((own) => pathOf(own, SCALE));
  }, [field]);
  return (
    <div className={styles.plane}>
      <LayerCanvas field={field} />
      <div className={styles.overlay}>
        <VectorDrawing viewBox={`${-EDGE} ${-EDGE} ${2 * EDGE} ${2 * EDGE}`} label={props.label}>
          {field?.layer === 'truth' ? <Truth field={field} /> : null}
          <PointMarks data={data} scale={SCALE} />
          {probe ? <ProbeDial at={probe.at} scale={SCALE} /> : null}
          {lines.map((d, i) => (
            <g key={memberLabel(i)} data-boundary={i}>
              <path d={d} className={styles.halo} strokeWidth={4} />
              <path
                d={d}
                className={styles.boundary}
                style={{ stroke: memberColor(i) }}
                strokeDasharray={memberDash(i)}
              />
            </g>
          ))}
          <rect
            x={-SCALE}
            y={-SCALE}
            width={2 * SCALE}
            height={2 * SCALE}
            className={styles.frame}
          />
          <PlaneHold {...props.hold} />
          {probe ? <ProbeMarks probe={probe} epsilon={epsilon} scale={SCALE} /> : null}
          <g {...props.keys}>
            <VectorHandle
              label={props.keys ? 'Probe and crosshair' : 'Probe'}
              valueText={props.probeText}
              color="var(--ink)"
              hollow
              motion={SQUARE}
              value={at}
              onChange={props.onProbe}
            />
          </g>
        </VectorDrawing>
      </div>
    </div>
  );
}

/** What takes hold of the plane, over what is drawn in it and below the probe. */
function PlaneHold(listeners: PlaygroundPlaneProps['hold']) {
  return (
    <rect
      x={-SCALE}
      y={-SCALE}
      width={2 * SCALE}
      height={2 * SCALE}
      className={styles.ground}
      data-plane
      {...listeners}
    />
  );
}

/** Hatched where a step of ε fools all members; outlined where the gradients say so. */
function Truth({ field }: { readonly field: PlanarField }) {
  const id = useId();
  const [found, predicted] = useMemo(() => {
    const outline = (values: Float32Array) =>
      regionsAbove(
        // Blank is not within.
        values.map((value) => (Number.isNaN(value) ? -1 : value)),
        field.intervals,
      ).map((points) => ({ points, closed: true }));
    return [
      pathOf(outline(field.values), SCALE),
      pathOf(outline(field.predicted ?? new Float32Array(field.values.length)), SCALE),
    ];
  }, [field]);
  return (
    <>
      <pattern
        id={id}
        width={5}
        height={5}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path d="M0 2.5H5" className={styles.hatch} />
      </pattern>
      <path d={found} className={styles.fooled} data-layer="truth" />
      <path d={found} fill={`url(#${id})`} />
      <path d={predicted} className={styles.halo} strokeWidth={4} />
      <path d={predicted} className={styles.predicted} data-layer="predicted" />
    </>
  );
}
