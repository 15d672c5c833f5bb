/** What is drawn in the plane. */
import { useId } from 'react';
import { significant } from '../../components/format';
import { Legend, LegendEntry, SubspaceSample } from '../../components/Legend';
import { LineSample } from '../../components/LineSample';
import { memberColor, memberDash, memberLabel } from '../../components/members';
import type { PlanarField, PlanarLayer } from '../../engine/protocol';
import { fullValueOf } from './layer-paint';
import { colorsOf } from './layer-words';
import styles from './PlaygroundFigure.module.css';
import { PointSample } from './PointMarks';

interface PlaygroundLegendProps {
  readonly field: PlanarField | null;
  readonly layer: PlanarLayer;
  readonly members: number;
  readonly classCount: number;
}

const SCALES: Readonly<Record<Exclude<PlanarLayer, 'truth' | 'probability'>, string>> = {
  gdr: 'GDR',
  slope: 'joint slope',
  disagreement: 'disagreement',
};

export function PlaygroundLegend({ field, layer, members, classCount }: PlaygroundLegendProps) {
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
            {field && field.layer === layer ? significant(fullValueOf(field), 2) : ''}
          </span>
        </LegendEntry>
      )}
      {Array.from({ length: members }, (_, i) => (
        <LegendEntry
          key={memberLabel(i)}
          sample={<LineSample color={memberColor(i)} dash={memberDash(i)} />}
        >
          {memberLabel(i)}
          {i === members - 1 ? ': boundary, and gradient at the probe' : ''}
        </LegendEntry>
      ))}
      <LegendEntry sample={<SubspaceSample />}>lowers every confidence</LegendEntry>
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
