/** Where the diversity of ensembles sits: on which pixels, and what is left of it without those that hardly vary. */
import { useCallback, useMemo, useState } from 'react';
import { Choice } from '../../components/Choice';
import { decimal } from '../../components/format';
import { Slider } from '../../components/Slider';
import { useShared } from '../../share/link-state';
import { MeasuredFigure } from '../measured/MeasuredFigure';
import { MeasuredPanel } from '../measured/MeasuredPanel';
import { useSessionState } from '../session-context';
import styles from './DiversityMapFigure.module.css';
import { EnsembleMap } from './EnsembleMap';
import { PixelMap } from './PixelMap';
import { pixelsOut } from './pixels-out';

const METRICS = [
  {
    value: 'uniform',
    label: 'All pixels alike',
    hint: 'A direction may change every pixel as easily as any other. This is GDR as published.',
  },
  {
    value: 'spread',
    label: 'Metric of the data',
    hint: 'Each pixel weighs as much as it varies over the training images: directions that vary as the data do.',
  },
] as const;

export function DiversityMapFigure() {
  const data = useSessionState((state) => state.data);
  const [threshold, setThreshold] = useShared('map.threshold');
  const [metric, setMetric] = useShared('map.metric');
  const [third, setThird] = useShared('map.third');
  const spread = data?.pixelSpread;
  const out = useMemo(() => (spread ? pixelsOut(spread, threshold) : []), [spread, threshold]);
  const many = out.filter(Boolean).length;
  /** GDR of what is left, by the ensemble's name: the slider says it. */
  const [left, setLeft] = useState<Readonly<Record<string, number | null>>>({});
  const onLeft = useCallback(
    (name: string, gdr: number | null) => setLeft((last) => ({ ...last, [name]: gdr })),
    [],
  );
  const spoken = Object.entries(left).flatMap(([name, gdr]) =>
    gdr === null ? [] : [`${name} ${decimal(gdr, 3)}`],
  );
  const outOf = data ? `${many} of ${out.length} pixels vary less and are taken out` : undefined;
  return (
    <MeasuredFigure
      third={{ value: third, onChange: setThird }}
      controls={
        <div className={styles.controls}>
          {data ? (
            <PixelMap
              shades={data.pixelSpread}
              shape={data.imageShape}
              out={out}
              caption="Spread of every pixel over the training images"
              label={`Spread of every pixel over the training images; ${outOf}`}
              scale={['0', '0.5', '1']}
            />
          ) : null}
          <div className={styles.settings}>
            <Slider
              label="Least spread of the pixels that stay"
              value={threshold}
              min={0}
              max={1}
              step={0.01}
              format={(value) => decimal(value, 3)}
              consequence={
                outOf && spoken.length > 0
                  ? `${outOf}; GDR of what is left: ${spoken.join(', ')}`
                  : outOf
              }
              hint={`The spread of a pixel is its standard deviation over the training images, divided by the largest.${outOf ? ` ${outOf}.` : ''}`}
              onChange={setThreshold}
            />
            <Choice
              label="Lengths and angles"
              options={METRICS}
              value={metric}
              onChange={setMetric}
            />
          </div>
        </div>
      }
    >
      {(subject) => (
        <MeasuredPanel key={subject.key} subject={subject} request={{ measure: 'gradientMap' }}>
          {(map) =>
            data ? (
              <EnsembleMap
                name={subject.name}
                map={map}
                metric={metric}
                shape={data.imageShape}
                out={out}
                onLeft={onLeft}
              />
            ) : null
          }
        </MeasuredPanel>
      )}
    </MeasuredFigure>
  );
}
