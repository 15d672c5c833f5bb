/** A small plot of one success rate against a measure: a mark for each ensemble, filled where it was computed beforehand. */
import type { KeyboardEvent, MouseEvent } from 'react';
import plot from '../../components/Plot.module.css';
import { PlotAxes } from '../../components/PlotAxes';
import { useWidth } from '../../components/use-width';
import type { WayId } from '../../sweep/ways';
import { nearest } from '../sweep-lines/nearest';
import marks from '../sweep-lines/points.module.css';
import { WayMark } from '../sweep-lines/WayMark';
import { panelScales, type ScaleKind } from './panel-layout';
import styles from './SuccessPanel.module.css';

export interface PanelPoint {
  readonly key: string;
  readonly way: WayId | null;
  readonly x: number;
  /** 0 to 1. */
  readonly share: number;
  /** Measured in this browser, and not beforehand. */
  readonly own: boolean;
  /** Key of the point that this one repeats. */
  readonly repeats?: string | undefined;
  /** Spoken. */
  readonly label: string;
}

interface SuccessPanelProps {
  readonly title: string;
  readonly points: readonly PanelPoint[];
  /** Of all panels beside it, which have one axis. */
  readonly shares: readonly number[];
  readonly scale: ScaleKind;
  readonly xLabel: string;
  readonly height: number;
  /** Key of the point that is told of. */
  readonly told: string | null;
  /** Key of the point that Tab comes to; null where that is in another panel. */
  readonly stop: string | null;
  readonly onTell: (key: string) => void;
  readonly onHover: (key: string | null) => void;
}

const MARGIN = { top: 8, right: 8, bottom: 40, left: 46 };

export function SuccessPanel(props: SuccessPanelProps) {
  const { title, points, shares, scale, xLabel, height, told, stop, onTell, onHover } = props;
  const [ref, width] = useWidth<HTMLDivElement>();
  const plotWidth = Math.max(60, width - MARGIN.left - MARGIN.right);
  const plotHeight = height - MARGIN.top - MARGIN.bottom;
  const { x, y, xTicks, yTicks } = panelScales(
    points.map((point) => point.x),
    shares,
    scale,
    plotWidth,
    plotHeight,
  );
  const placed = points.map((point) => ({ point, x: x(point.x), y: y(point.share) }));
  const at = new Map(placed.map((own) => [own.point.key, own]));
  const under = ({ currentTarget, clientX, clientY }: MouseEvent<SVGSVGElement>) => {
    const box = currentTarget.getBoundingClientRect();
    const place = { x: clientX - box.left - MARGIN.left, y: clientY - box.top - MARGIN.top };
    return nearest(placed, place)?.point.key ?? null;
  };
  /** From left to right, as arrow keys go among them. */
  const along = placed.toSorted((a, b) => a.x - b.x).map(({ point: { key } }) => key);
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const k = along.indexOf((event.target as SVGElement).dataset.key ?? '');
    const to = { ArrowRight: k + 1, ArrowLeft: k - 1, Home: 0, End: along.length - 1 }[event.key];
    if (k < 0 || to === undefined) return;
    event.preventDefault();
    markOf(event.currentTarget, along[to])?.focus();
  };
  return (
    <div ref={ref} className={styles.panel} style={{ minHeight: height }}>
      {width > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
        <svg
          className={`${plot.plot} ${marks.drawing}`}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-label={`${title}: points`}
          onPointerMove={(event) => {
            if (event.pointerType === 'mouse') onHover(under(event));
          }}
          onPointerLeave={() => onHover(null)}
          onClick={(event) => {
            const key = under(event);
            markOf(event.currentTarget, key)?.focus({ preventScroll: true });
          }}
          onKeyDown={onKeyDown}
        >
          <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
            <PlotAxes {...{ xTicks, yTicks, xLabel }} width={plotWidth} height={plotHeight} />
            {placed.map(({ point: { key, repeats }, ...place }) => {
              const from = repeats === undefined ? undefined : at.get(repeats);
              return from ? (
                <line
                  key={key}
                  className={styles.repeat}
                  data-repeat
                  x1={from.x}
                  y1={from.y}
                  x2={place.x}
                  y2={place.y}
                />
              ) : null;
            })}
            {placed.map(({ point, ...place }) => (
              // biome-ignore lint/a11y/useSemanticElements: there is no button within a drawing
              <g
                key={point.key}
                className={marks.point}
                transform={`translate(${place.x} ${place.y})`}
                role="button"
                tabIndex={point.key === stop ? 0 : -1}
                aria-label={point.label}
                data-key={point.key}
                data-own={point.own || undefined}
                data-told={point.key === told || undefined}
                onFocus={() => onTell(point.key)}
              >
                {point.key === told ? <circle r={10} className={marks.told} /> : null}
                <WayMark way={point.way} hollow={point.own} />
                {scale === 'log' && point.share === 0 ? (
                  <path d="M-4 8 0 12 4 8" className={styles.none} />
                ) : null}
              </g>
            ))}
          </g>
        </svg>
      ) : null}
    </div>
  );
}

function markOf(panel: SVGSVGElement, key: string | null | undefined): SVGGElement | undefined {
  const marks = [...panel.querySelectorAll<SVGGElement>('[data-key]')];
  return marks.find(({ dataset }) => dataset.key === key);
}
