/**
 * Three ways to bound a perturbation: the balls ‖δ‖_p ≤ ε for p = 1, 2 and ∞ in the plane of two pixels,
 * a perturbation to hold against them, and the step in each that the gradient likes best.
 */

import { FigureLayout } from '../../components/FigureLayout';
import { decimal } from '../../components/format';
import { circleMotion, onCircle, type Point, planeMotion } from '../../components/handle-motion';
import { LineSample } from '../../components/LineSample';
import { Scroller } from '../../components/Scroller';
import { Slider } from '../../components/Slider';
import { Arrow, Axes, VectorDrawing, VectorName } from '../../components/VectorDrawing';
import { VectorHandle } from '../../components/VectorHandle';
import { bestStep, type NormOrder, norm } from '../../geometry/norm-ball';
import { useShared } from '../../share/link-state';
import { SETTINGS } from '../../share/shareable-settings';
import { BALLS, type BallStyle, orderText } from './balls';
import styles from './NormBallsFigure.module.css';

/** User units of the drawing to one unit of pixel intensity. */
const SCALE = 600;
/** Of the circle on which the gradient's handle goes; outside every ball. */
const RIM = 144;
const HALF = 160;

const DELTA = planeMotion(SCALE, SETTINGS['balls.delta'].kind.radius, {
  normal: 0.01,
  coarse: 0.05,
  fine: 0.001,
});
const GRADIENT = circleMotion(RIM);

export default function NormBallsFigure() {
  const [epsilon, setEpsilon] = useShared('balls.epsilon');
  const [delta, setDelta] = useShared('balls.delta');
  const [degrees, setDegrees] = useShared('balls.gradient');
  const g = unit(degrees);
  const rows = BALLS.map((ball) => {
    const length = norm(delta, ball.p);
    const best = bestStep(g, ball.p, epsilon);
    return {
      ball,
      length,
      // Half of the last digit shown: a δ set to the edge counts as on it.
      holds: length <= epsilon + 5e-4,
      best: [best[0]!, best[1]!] as const,
      gain: g[0] * best[0]! + g[1] * best[1]!,
    };
  });
  const holding = rows.filter(({ holds }) => holds).map(({ ball }) => orderText(ball.p));
  const summary =
    holding.length === 0
      ? 'in none of the three balls'
      : `in the ball for p = ${holding.join(' and p = ')}${holding.length < 3 ? ' only' : ''}`;

  return (
    <FigureLayout
      drawingWidth="26rem"
      drawing={
        <VectorDrawing
          viewBox={`${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`}
          label={`Plane of two pixels' changes. Perturbation ${pair(delta)}, ${summary} of radius ${decimal(epsilon, 3)}. Gradient at ${decimal(degrees, 0)} degrees.`}
        >
          <PixelAxes />
          {rows.toReversed().map(({ ball, holds }) => (
            <path
              key={ball.name}
              d={outline(ball.p, epsilon * SCALE)}
              className={styles.ball}
              data-holds={holds || undefined}
              strokeDasharray={ball.dash}
            />
          ))}
          <Arrow to={onCircle(degrees, RIM)} color="var(--ink-soft)" dash="2.5 4.5" width={1.5} />
          <Arrow to={DELTA.place(delta)} color="var(--focus)" />
          {rows.map(({ ball, best }) => (
            <BestStep key={ball.name} ball={ball} at={DELTA.place(best)} />
          ))}
          <VectorHandle
            value={degrees}
            onChange={setDegrees}
            motion={GRADIENT}
            label="Gradient of the loss"
            valueText={`${decimal(degrees, 0)} degrees; best steps ${rows.map(({ ball, best }) => `for p = ${orderText(ball.p)} ${pair(best)}`).join(', ')}`}
            color="var(--ink-soft)"
          />
          <VectorName at={beside(onCircle(degrees, RIM))} color="var(--ink)">
            ∇ℓ
          </VectorName>
          <VectorHandle
            value={delta}
            onChange={setDelta}
            motion={DELTA}
            label="Perturbation"
            valueText={`${pair(delta)}; ${summary}`}
            color="var(--focus)"
            hollow
          />
          <VectorName at={beside(DELTA.place(delta))} color="var(--ink)">
            δ
          </VectorName>
        </VectorDrawing>
      }
      side={
        <>
          <Slider
            label={
              <>
                Radius of the balls, <i>ε</i>
              </>
            }
            value={epsilon}
            {...SETTINGS['balls.epsilon'].kind.range}
            step={0.005}
            format={(value) => decimal(value, 3)}
            onChange={setEpsilon}
          />
          <Scroller label="Norm balls: sizes of the perturbation">
            <table className={styles.table}>
              <caption>
                Change of the two pixels: <i>δ</i> = {pair(delta)}, {summary}.
              </caption>
              <thead>
                <tr>
                  <th scope="col">Ball</th>
                  <th scope="col">
                    Size of <i>δ</i>
                  </th>
                  <th scope="col">
                    ≤ <i>ε</i>?
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ ball, length, holds }) => (
                  <tr key={ball.name}>
                    <th scope="row">
                      <LineSample color="var(--ink)" dash={ball.dash} width={1.5} />
                      <i>p</i> = {orderText(ball.p)}
                    </th>
                    <td>
                      {ball.formula} = {decimal(length, 3)}
                    </td>
                    <td>{holds ? '✓ inside' : '✗ outside'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroller>
          <Scroller label="Norm balls: best steps">
            <table className={styles.table}>
              <caption>
                Best step for the gradient <span className={styles.nowrap}>∇ℓ = {pair(g)}</span>:
                the loss rises by ∇ℓ·δ.
              </caption>
              <thead>
                <tr>
                  <th scope="col">Ball</th>
                  <th scope="col">
                    Best <i>δ</i>
                  </th>
                  <th scope="col">Gain</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ ball, best, gain }) => (
                  <tr key={ball.name}>
                    <th scope="row">
                      <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
                        <path d={ball.marker} className={styles.best} />
                      </svg>
                      <i>p</i> = {orderText(ball.p)}
                    </th>
                    <td>
                      {pair(best)}
                      <span className={styles.where}>{ball.best}</span>
                    </td>
                    <td>+{decimal(gain, 3)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroller>
        </>
      }
    />
  );
}

function PixelAxes() {
  return (
    <g className={styles.axes}>
      <Axes reach={HALF} />
      <text x={HALF - 2} y={14} textAnchor="end">
        pixel 1
      </text>
      <text x={5} y={-HALF + 11}>
        pixel 2
      </text>
    </g>
  );
}

function BestStep({ ball, at: [x, y] }: { ball: BallStyle; at: Point }) {
  return (
    <path d={ball.marker} className={styles.best} transform={`translate(${x} ${y})`}>
      <title>{`Best step for p = ${orderText(ball.p)}`}</title>
    </path>
  );
}

/** The edge of a ball of that radius, as an SVG path around the origin. */
function outline(p: NormOrder, r: number): string {
  if (p === 1) return `M${r} 0L0 ${-r}L${-r} 0L0 ${r}Z`;
  if (p === 2) return `M${r} 0A${r} ${r} 0 1 0 ${-r} 0A${r} ${r} 0 1 0 ${r} 0Z`;
  return `M${r} ${-r}H${-r}V${r}H${r}Z`;
}

/** Where the name of a handle stands: away from the origin, within the drawing. */
function beside([x, y]: Point): Point {
  const length = Math.hypot(x, y);
  const [dx, dy] = length < 1 ? [1, -1] : [-y / length, x / length];
  const side = 22 / Math.hypot(dx, dy);
  return [x + dx * side, y + dy * side];
}

function unit(degrees: number): Point {
  const [x, y] = onCircle(degrees, 1);
  // What is left of cos 90° is no sign to step along.
  return [tidy(x), tidy(-y)];
}

function tidy(value: number): number {
  return Math.abs(value) < 1e-12 ? 0 : value;
}

function pair([x, y]: readonly number[]): string {
  return `(${decimal(x!, 3)}, ${decimal(y!, 3)})`;
}
