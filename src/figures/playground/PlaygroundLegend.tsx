/** What is drawn in the plane. */
import { useId } from 'react';
import { percent, significant } from '../../components/format';
import { Legend, LegendEntry, SubspaceSample } from '../../components/Legend';
import { LineSample } from '../../components/LineSample';
import { memberColor, memberDash, memberLabel } from '../../components/members';
import type { PlanarLayer } from '../../engine/protocol';
import { FULL_VALUE } from './layer-paint';
import { colorsOf } from './layer-words';
import styles from './PlaygroundFigure.module.css';
import { PointSample } from './PointMarks';

interface PlaygroundLegendProps {
  readonly layer: PlanarLayer;
  /** Share of the points that each member gets right, once there is a run. */
  readonly accuracy: readonly number[] | undefined;
  readonly members: number;
  readonly classCount: number;
}

const SCALES: Readonly<Record<Exclude<PlanarLayer, 'truth' | 'probability'>, string>> = {
  gdr: 'GDR',
  slope: 'joint slope',
  disagreement: 'disagreement',
};

export function PlaygroundLegend({ layer, accuracy, members, classCount }: PlaygroundLegendProps) {
  return (
    <Legend layout="centred">
      {layer === 'truth' ? (
        <TruthEntries />
      ) : layer === 'probability' ? (
        colorsOf(layer)
          .slice(0, classCount)
          .map((color, k) => (
            <LegendEntry
              key={color}
              sample={<span className={styles.sample} style={{ background: color }} />}
            >
              <PointSample label={k} /> sure
            </LegendEntry>
          ))
      ) : (
        <LegendEntry>
          <span className={styles.scale}>
            {SCALES[layer]} 0
            <span
              className={styles.ramp}
              style={{ '--ramp': colorsOf(layer)[0] } as React.CSSProperties}
            />
            {significant(FULL_VALUE[layer], 2)}
            {layer === 'slope' ? ' or more' : ''}
          </span>
        </LegendEntry>
      )}
      {Array.from({ length: members }, (_, i) => (
        <LegendEntry
          key={memberLabel(i)}
          sample={<LineSample color={memberColor(i)} dash={memberDash(i)} />}
        >
          {memberLabel(i)}
          {accuracy?.[i] === undefined ? null : <b data-accuracy={i}>{percent(accuracy[i])}</b>}
          {i === members - 1 && accuracy ? 'of the points right' : ''}
        </LegendEntry>
      ))}
      <LegendEntry sample={<SubspaceSample />}>lowers every confidence</LegendEntry>
      <LegendEntry sample={<LineSample color="var(--ink)" width={1.1} />}>
        best joint step
      </LegendEntry>
      <LegendEntry sample={<LineSample color="var(--ink)" dash="2 2.5" width={1} />}>
        ε around the probe
      </LegendEntry>
      <LegendEntry sample={<LineSample color="var(--ink)" width={1.6} />}>
        the attack, until all are fooled ×
      </LegendEntry>
    </Legend>
  );
}

function TruthEntries() {
  const id = useId();
  return (
    <>
      <LegendEntry
        sample={
          <svg width="18" height="12" aria-hidden="true">
            <pattern
              id={id}
              width={5}
              height={5}
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <path d="M0 2.5H5" className={styles.hatch} />
            </pattern>
            <rect width="18" height="12" className={styles.fooled} />
            <rect width="18" height="12" fill={`url(#${id})`} />
          </svg>
        }
      >
        a step of ε fools all
      </LegendEntry>
      <LegendEntry sample={<LineSample color="var(--adversarial)" width={2.2} />}>
        predicted by the gradients
      </LegendEntry>
      <LegendEntry
        sample={<span className={styles.sample} style={{ background: 'var(--sunk)' }} />}
      >
        withstands
      </LegendEntry>
    </>
  );
}
