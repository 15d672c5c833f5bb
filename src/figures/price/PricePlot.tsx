/** Accuracy against what is withstood: a curve a way of training, its seeds as a band, λ at its points. */

import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type KeyboardEvent, type MouseEvent, useId } from 'react';
import { extentOf, inPercent, xTicksOf, yTicksOf } from '../../components/chart-scales';
import { significant } from '../../components/format';
import plot from '../../components/Plot.module.css';
import { PlotAxes } from '../../components/PlotAxes';
import { placeLabels } from '../../components/place-labels';
import { useWidth } from '../../components/use-width';
import type { WayId } from '../../sweep/ways';
import { nearest } from '../sweep-lines/nearest';
import marks from '../sweep-lines/points.module.css';
import { WayMark } from '../sweep-lines/WayMark';
import { styleOf } from '../sweep-lines/way-styles';
import styles from './PricePlot.module.css';
import type { CurvePoint, PriceCurve } from './price-curves';
import { priceWords } from './price-words';

export interface OwnPricePoint {
  readonly key: string;
  readonly way: WayId;
  readonly accuracy: number;
  readonly withstood: number;
}

interface PricePlotProps {
  readonly curves: readonly PriceCurve[];
  readonly own: readonly OwnPricePoint[];
  /** What the share that withstands is of; spoken. */
  readonly withstands: string;
  readonly told: CurvePoint | null;
  readonly onTell: (point: CurvePoint) => void;
}

const HEIGHT = 400;
const MARGIN = { top: 26, right: 14, bottom: 44, left: 50 };
/** Of a digit in a label, px. */
const DIGIT = 7;

export function PricePlot({ curves, own, withstands, told, onTell }: PricePlotProps) {
  const [ref, width] = useWidth<HTMLDivElement>();
  const clip = useId();
  const plotWidth = Math.max(60, width - MARGIN.left - MARGIN.right);
  const plotHeight = HEIGHT - MARGIN.top - MARGIN.bottom;
  const points = curves.flatMap((curve) => curve.points.filter((point) => point.way === curve.way));
  const x = scaleLinear(
    roomy([
      ...points.flatMap(({ withstood }) => [withstood.low, withstood.high]),
      ...own.map(({ withstood }) => withstood),
    ]),
    [0, plotWidth],
  );
  const y = scaleLinear(
    roomy([
      ...points.flatMap(({ accuracy }) => [accuracy.low, accuracy.high]),
      ...own.map(({ accuracy }) => accuracy),
    ]),
    [plotHeight, 0],
  );
  const placed = points.map((point) => ({
    point,
    x: x(point.withstood.mean),
    y: y(point.accuracy.mean),
  }));
  const texts = points.map(({ strength }) => (strength ? significant(strength.value, 2) : ''));
  const labels = placeLabels(
    placed.map((at, k) => ({ x: at.x, y: at.y, width: texts[k]!.length * DIGIT + 2 })),
    { width: plotWidth, height: plotHeight },
  );
  const path = line<CurvePoint>()
    .x(({ withstood }) => x(withstood.mean))
    .y(({ accuracy }) => y(accuracy.mean));
  const tellUnder = ({ currentTarget, clientX, clientY }: MouseEvent<SVGSVGElement>) => {
    const box = currentTarget.getBoundingClientRect();
    const place = { x: clientX - box.left - MARGIN.left, y: clientY - box.top - MARGIN.top };
    const found = nearest(placed, place);
    if (found) onTell(found.point);
  };
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const marks = [...event.currentTarget.querySelectorAll<SVGGElement>('[role="button"]')];
    const k = marks.indexOf(event.target as SVGGElement);
    const to = { ArrowRight: k + 1, ArrowLeft: k - 1, Home: 0, End: marks.length - 1 }[event.key];
    if (k < 0 || to === undefined) return;
    event.preventDefault();
    marks[to]?.focus();
  };
  return (
    <div ref={ref} style={{ minHeight: HEIGHT }}>
      {width > 0 ? (
        // biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset
        <svg
          className={`${plot.plot} ${marks.drawing}`}
          width={width}
          height={HEIGHT}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          role="group"
          aria-label="The price: points"
          onPointerMove={(event) => {
            if (event.pointerType === 'mouse') tellUnder(event);
          }}
          onClick={tellUnder}
          onKeyDown={onKeyDown}
        >
          <clipPath id={clip}>
            <rect width={plotWidth} height={plotHeight} />
          </clipPath>
          <text y={12}>accuracy of the vote</text>
          <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
            <PlotAxes
              xTicks={inPercent(xTicksOf(x, x.domain() as [number, number], plotWidth, false))}
              yTicks={inPercent(yTicksOf(y, 'linear', plotHeight))}
              width={plotWidth}
              height={plotHeight}
              xLabel="withstands the attack"
            />
            <g clipPath={`url(#${clip})`}>
              {curves.map((curve) => (
                <Band key={curve.way} curve={curve} x={x} y={y} />
              ))}
            </g>
            {curves.map(({ way, points: along }) => (
              <path
                key={way}
                d={path(along) ?? ''}
                className={styles.curve}
                style={{ color: styleOf(way).color }}
                strokeDasharray={styleOf(way).dash}
              />
            ))}
            {own.map(({ key, way, ...at }) => (
              <g key={key} transform={`translate(${x(at.withstood)} ${y(at.accuracy)})`}>
                <WayMark way={way} hollow />
              </g>
            ))}
            {placed.map(({ point, ...at }, k) => (
              // biome-ignore lint/a11y/useSemanticElements: there is no button within a drawing
              <g
                key={point.key}
                className={marks.point}
                transform={`translate(${at.x} ${at.y})`}
                role="button"
                tabIndex={point === (told ?? points[0]) ? 0 : -1}
                aria-label={priceWords(point, withstands)}
                onFocus={() => onTell(point)}
              >
                {point === told ? <circle r={10} className={marks.told} /> : null}
                <WayMark way={point.way} />
                {labels[k] ? (
                  <text
                    x={labels[k].x - at.x}
                    y={labels[k].y - at.y}
                    className={`${plot.halo} ${styles.label}`}
                  >
                    {texts[k]}
                  </text>
                ) : null}
              </g>
            ))}
          </g>
        </svg>
      ) : null}
    </div>
  );
}

interface BandProps {
  readonly curve: PriceCurve;
  readonly x: (share: number) => number;
  readonly y: (share: number) => number;
}

/** From the lowest to the highest of the seeds along the curve, and across it at each point. */
function Band({ curve: { way, points }, x, y }: BandProps) {
  const edge = (bound: 'low' | 'high') =>
    points.map(({ withstood, accuracy }) => `${x(withstood.mean)},${y(accuracy[bound])}`);
  return (
    <g className={styles.band} style={{ color: styleOf(way).color }}>
      <polygon points={[...edge('high'), ...edge('low').reverse()].join(' ')} />
      {points
        .filter((point) => point.way === way)
        .map(({ key, withstood, accuracy }) => (
          <line
            key={key}
            x1={x(withstood.low)}
            x2={x(withstood.high)}
            y1={y(accuracy.mean)}
            y2={y(accuracy.mean)}
          />
        ))}
    </g>
  );
}

/** What the values span, with some room for marks. */
function roomy(values: readonly number[]): [number, number] {
  const [low, high] = extentOf(values) ?? [0, 1];
  const room = 0.05 * (high - low || 0.1);
  return [low - room, high + room];
}
