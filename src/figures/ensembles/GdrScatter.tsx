/** GDR against attack success, a point for each ensemble at hand. */
import { type KeyboardEvent, useState } from 'react';
import { SUCCESS_DEFINITIONS, SUCCESS_MEANINGS } from '../../attacks/success';
import { Choice } from '../../components/Choice';
import { percent, significant } from '../../components/format';
import plot from '../../components/Plot.module.css';
import { Status } from '../../components/Status';
import { useWidth } from '../../components/use-width';
import type { EnsembleRecord } from '../../engine/page/records';
import { useShared } from '../../share/link-state';
import type { PickedAttack } from '../attack-picker/AttackPicker';
import { useSessionState } from '../session-context';
import styles from './GdrScatter.module.css';
import { shortName } from './rating';
import { relationIn } from './relation';
import { layOut, type ScatterPoint } from './scatter-layout';
import { summaryOf } from './summary';
import type { Ratings } from './use-ratings';

const HEIGHT = 300;
const MARGIN = { top: 26, right: 12, bottom: 44, left: 48 };

const MEANINGS = SUCCESS_MEANINGS.map((meaning) => ({
  value: meaning,
  label: meaning,
  hint: SUCCESS_DEFINITIONS[meaning],
}));

interface GdrScatterProps {
  readonly attack: PickedAttack;
  readonly ratings: Ratings;
}

export function GdrScatter({ attack, ratings }: GdrScatterProps) {
  const ensembles = useSessionState((state) => state.ensembles);
  const [meaning, setMeaning] = useShared('ensembles.success');
  const [scale, setScale] = useShared('ensembles.scale');
  const points = ensembles.flatMap((record): ScatterPoint[] => {
    const { id, name, evaluation } = record;
    const rate = ratings.of(record)?.[meaning];
    const gdr = evaluation?.gdr ?? Number.NaN;
    return gdr > 0 && rate !== undefined && Number.isFinite(rate) ? [{ id, name, gdr, rate }] : [];
  });
  const awaited = ensembles.filter((record) => !ratings.of(record)).length;
  return (
    <section className={styles.scatter} aria-label="GDR against attack success">
      <div className={styles.controls}>
        <Choice label="Success means" options={MEANINGS} value={meaning} onChange={setMeaning} />
        <Choice
          label="Axes"
          options={[
            { value: 'log', label: 'Logarithmic' },
            { value: 'linear', label: 'Linear' },
          ]}
          value={scale}
          onChange={setScale}
        />
      </div>
      <Plot
        points={points}
        records={ensembles}
        scale={scale}
        title={`${shortName(attack)} success (${meaning})`}
      />
      <Status>
        {relationIn(points)}
        {awaited > 0 && !ratings.cancelled ? ` ${awaited} more being rated.` : ''}
      </Status>
    </section>
  );
}

interface PlotProps {
  readonly points: readonly ScatterPoint[];
  readonly records: readonly EnsembleRecord[];
  readonly scale: 'log' | 'linear';
  readonly title: string;
}

function Plot({ points, records, scale, title }: PlotProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const [read, setRead] = useState<string | null>(null);
  const plotWidth = Math.max(80, width - MARGIN.left - MARGIN.right);
  const plotHeight = HEIGHT - MARGIN.top - MARGIN.bottom;
  const layout = layOut(points, scale, plotWidth, plotHeight);
  const shown = points.find(({ id }) => id === read);
  /** From left to right, as arrow keys go among them. */
  const along = layout.points.toSorted((a, b) => a.x - b.x);
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = along.findIndex(({ id }) => id === read);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: along.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = layout.points.findIndex(({ id }) => id === along[to]?.id);
    event.currentTarget.querySelectorAll<SVGGElement>('[role="button"]')[next]?.focus();
  };
  const record = records.find(({ id }) => id === shown?.id);
  return (
    <div ref={ref}>
      {width > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
        <svg
          className={`${plot.plot} ${styles.drawing}`}
          width={width}
          height={HEIGHT}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          role="group"
          aria-label="Points"
          onKeyDown={onKeyDown}
        >
          <text y={12}>{title}</text>
          <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
            {layout.yTicks.map(({ at, text }) => (
              <g key={text} transform={`translate(0 ${at})`}>
                <line x2={plotWidth} className={plot.grid} />
                <text x={-8} y={4} textAnchor="end">
                  {text}
                </text>
              </g>
            ))}
            <line x2={plotWidth} y1={plotHeight} y2={plotHeight} className={plot.axis} />
            {layout.xTicks.map(({ at, text }) => (
              <text key={text} x={at} y={plotHeight + 18} textAnchor="middle">
                {text}
              </text>
            ))}
            <text x={plotWidth} y={plotHeight + 36} textAnchor="end">
              GDR, mean over held-out images
            </text>
            {layout.points.map(({ id, name, gdr, rate, x, y, none, nameX, nameY, nameEnds }) => (
              // biome-ignore lint/a11y/useSemanticElements: there is no button within a drawing
              <g
                key={id}
                className={styles.point}
                role="button"
                // One stop for all of them: the one that is read, or the first.
                tabIndex={id === (shown ?? along[0])?.id ? 0 : -1}
                aria-label={`${name}: GDR ${significant(gdr, 3)}, success ${percent(rate, 1)}`}
                data-read={id === read || undefined}
                onFocus={() => setRead(id)}
                onClick={() => setRead(id)}
                onPointerEnter={() => setRead(id)}
              >
                {nameY === y ? null : (
                  <line className={styles.leader} x1={x} y1={y} x2={nameX} y2={nameY} />
                )}
                <circle className={styles.reach} cx={x} cy={y} r={22} />
                <circle cx={x} cy={y} r={6} data-none={none || undefined} />
                <text
                  className={styles.name}
                  x={nameX}
                  y={nameY + 4}
                  textAnchor={nameEnds ? 'end' : 'start'}
                >
                  {name}
                </text>
              </g>
            ))}
          </g>
        </svg>
      ) : null}
      <p className="small-note">
        {shown && record
          ? `${shown.name}: GDR ${significant(shown.gdr, 3)}, success ${percent(shown.rate, 1)}, accuracy ${percent(record.evaluation?.ensembleAccuracy ?? Number.NaN, 1)}; ${summaryOf(record)}.`
          : 'Point at an ensemble, or tap it, for its record.'}
        {layout.points.some(({ none }) => none) ? ' Hollow: a rate of 0, at the lower edge.' : ''}
      </p>
    </div>
  );
}
