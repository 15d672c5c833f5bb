/**
 * Why FGS is the weakest attack: it takes the loss for a straight line in its step size. The true loss of a
 * small network along that line, beside the line; and the same derivative put to its usual use, one step
 * of descent on the parameters.
 */
import { useMemo } from 'react';
import { Choice } from '../../components/Choice';
import { count, decimal, percent } from '../../components/format';
import { LineChart, type Series } from '../../components/LineChart';
import { Panel } from '../../components/Panel';
import { Slider } from '../../components/Slider';
import { useShared } from '../../share/link-state';
import { SETTINGS } from '../../share/shareable-settings';
import { GarmentPicker } from '../specimens/GarmentPicker';
import type { Ready } from '../specimens/specimen-store';
import { WithSpecimens } from '../specimens/WithSpecimens';
import { inSentence } from '../specimens/words';
import {
  type Ascent,
  ascentCurve,
  BOUNDS,
  descentCurve,
  PGD_STEPS,
  promised,
  promiseLine,
  shownAs,
} from './curves';
import styles from './StraightLineFigure.module.css';

const EPSILONS = SETTINGS['line.epsilon'].kind.range;
const LENGTHS = SETTINGS['line.step'].kind.range;
/** Of a curve; of that of PGD, each point of which costs ten steps, half as many. */
const POINTS = 50;

const PROMISE = { name: 'straight line', color: 'var(--ink-soft)', dash: '2 4' } as const;
const ATTACKS = {
  line: { name: 'not clipped', color: 'var(--ink-soft)', width: 1.5 },
  pgd: { name: `PGD, ${PGD_STEPS} steps`, color: 'var(--focus)', dash: '7 4' },
  fgs: { name: 'FGS', color: 'var(--ink)', width: 2.5 },
} as const satisfies Record<keyof Ascent, Omit<Series, 'points'>>;

const LABELS = { loss: 'loss ℓ', confidence: 'confidence p' } as const;

export default function StraightLineFigure() {
  return <WithSpecimens>{(ready) => <StraightLine {...ready} />}</WithSpecimens>;
}

function StraightLine({ specimens, network }: Ready) {
  const [chosen, setChosen] = useShared('line.image');
  const [show, setShow] = useShared('line.show');
  const [epsilon, setEpsilon] = useShared('line.epsilon');
  const [length, setLength] = useShared('line.step');
  const image = specimens.images[chosen] ?? specimens.images[0]!;
  const name = inSentence(specimens.classes[image.label] ?? '');

  const ascent = useMemo(() => ascentCurve(network, image), [network, image]);
  const descent = useMemo(() => descentCurve(network, image), [network, image]);
  const climbed = useMemo(
    () => spaced(EPSILONS.max).map((x) => [x, ascent.at(x)] as const),
    [ascent],
  );
  const fallen = useMemo(
    () => spaced(LENGTHS.max).map((x) => [x, descent.at(x)] as const),
    [descent],
  );
  const { loss } = ascent;
  const ascentSeries = useMemo((): Series[] => {
    const promise = promiseLine(show, loss, ascent.slope, spaced(EPSILONS.max));
    const curve = (loss: (reached: Ascent) => number, every = 1) =>
      climbed
        .filter((_, k) => k % every === 0)
        .map(([x, reached]) => [x, shownAs(show, loss(reached))] as const);
    return [
      { ...PROMISE, points: promise },
      { ...ATTACKS.line, points: curve(({ line }) => line) },
      { ...ATTACKS.pgd, points: curve(({ pgd }) => pgd, 2) },
      { ...ATTACKS.fgs, points: curve(({ fgs }) => fgs) },
    ];
  }, [climbed, show, loss, ascent]);
  const descentSeries = useMemo((): Series[] => {
    const promise = promiseLine(show, loss, -descent.slope, spaced(LENGTHS.max));
    const points = fallen.map(([x, at]) => [x, shownAs(show, at)] as const);
    return [
      { ...PROMISE, points: promise },
      { name: 'descent', color: 'var(--ink)', width: 2.5, points },
    ];
  }, [fallen, show, loss, descent]);

  const at = useMemo(() => ascent.at(epsilon), [ascent, epsilon]);
  const turned = useMemo(() => ascent.turned(epsilon), [ascent, epsilon]);
  const after = descent.at(length);
  const write = (value: number) => threeDigits(shownAs(show, value));
  const ascentNow = {
    x: epsilon,
    values: [
      promised(show, loss, epsilon * ascent.slope),
      ...[at.line, at.pgd, at.fgs].map((reached) => shownAs(show, reached)),
    ],
  };
  const descentNow = {
    x: length,
    values: [promised(show, loss, -length * descent.slope), shownAs(show, after)],
  };
  const promise = (value: number) => {
    const [least, most] = BOUNDS[show];
    const beyond =
      value < least ? ', less than nothing' : value > most ? ', more than there is' : '';
    return threeDigits(value) + beyond;
  };
  const of = show === 'loss' ? 'loss' : 'confidence';

  return (
    <div className={styles.figure}>
      <div className={styles.head}>
        <GarmentPicker specimens={specimens} value={chosen} onChange={setChosen} />
        <Choice
          label="Show"
          options={[
            { value: 'loss', label: 'Loss ℓ' },
            { value: 'confidence', label: 'Confidence p' },
          ]}
          value={show}
          onChange={setShow}
        />
      </div>
      <div className={styles.panels}>
        <Panel label="Ascent on the input">
          <LineChart
            title={`A step on the pixels of this ${name}`}
            series={ascentSeries}
            xLabel="ε"
            yLabel={LABELS[show]}
            xDomain={[0, EPSILONS.max]}
            yDomain={show === 'confidence' ? [0, 1] : undefined}
            now={ascentNow}
            marks={[{ x: epsilon, label: `ε = ${decimal(epsilon, 3)}` }]}
            height={280}
            formatX={threeDigits}
            formatY={inLegend}
          />
          <Slider
            label="Step on the pixels, ε"
            value={epsilon}
            {...EPSILONS}
            step={0.001}
            format={(value) => decimal(value, 3)}
            onChange={setEpsilon}
          />
          <p className={styles.words}>
            One step of ascent on the pixels takes the {of} from {write(loss)} to{' '}
            <b>{write(at.fgs)}</b> (FGS). The straight line promised {promise(ascentNow.values[0]!)}
            ; without clipping to black and white it would be {write(at.line)}; PGD with {PGD_STEPS}{' '}
            steps reaches <b>{write(at.pgd)}</b>. Where FGS ends, {percent(turned)} of the pixels
            have a gradient of another sign than at the start: PGD notices, FGS does not.
          </p>
        </Panel>
        <Panel label="Descent on the parameters">
          <LineChart
            title="A step on the parameters"
            series={descentSeries}
            xLabel="length of the step"
            yLabel={LABELS[show]}
            xDomain={[0, LENGTHS.max]}
            yDomain={[0, show === 'confidence' ? 1 : loss]}
            now={descentNow}
            marks={[{ x: length, label: decimal(length, 3) }]}
            height={280}
            formatX={threeDigits}
            formatY={inLegend}
          />
          <Slider
            label="Step on the parameters, ‖Δθ‖"
            value={length}
            {...LENGTHS}
            step={0.001}
            format={(value) => decimal(value, 3)}
            onChange={setLength}
          />
          <p className={styles.words}>
            Training uses the same derivative the other way: one step of descent along −∇ℓ in the{' '}
            {count(descent.parameters)} parameters takes the {of} of this image from {write(loss)}{' '}
            to <b>{write(after)}</b>. The straight line promised {promise(descentNow.values[0]!)}.
          </p>
        </Panel>
      </div>
    </div>
  );
}

/** A loss this small is none, but not 0. */
function threeDigits(value: number): string {
  return value > 0 && value < 5e-4 ? 'under 0.001' : decimal(value, 3);
}

/** The same where there is little room. */
function inLegend(value: number): string {
  return threeDigits(value).replace('under ', '<');
}

/** From 0 to `end`, both included. */
function spaced(end: number): number[] {
  return Array.from({ length: POINTS + 1 }, (_, k) => (end * k) / POINTS);
}
