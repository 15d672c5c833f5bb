/** Two to eight gradients in the plane: how aligned they are, and what that leaves to the adversary. */
import { useMemo } from 'react';
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { Checkbox } from '../../components/Checkbox';
import { FigureLayout } from '../../components/FigureLayout';
import { onCircle } from '../../components/handle-motion';
import { Legend, LegendEntry, NormalSample, SubspaceSample } from '../../components/Legend';
import { Toolbar } from '../../components/Toolbar';
import { useShared } from '../../share/link-state';
import { DescentButtons } from '../descents/DescentButtons';
import { useDescents } from '../descents/use-descents';
import { ArrangementPlane } from './ArrangementPlane';
import styles from './ArrangementsFigure.module.css';
import { arrangement } from './arrangement';
import { DESCENT_COMMANDS, DescentPanel } from './DescentPanel';
import { DESCENDING, sameAngles } from './descent-run';
import { MeasureScales } from './MeasureScales';
import { FEWEST, MOST, PRESETS, withOneMore } from './presets';
import { WhyPanel } from './WhyPanel';

export function ArrangementsFigure() {
  const [angles, setAngles] = useShared('arr.angles');
  const [snapping, setSnapping] = useShared('arr.snap');
  const picture = useMemo(() => arrangement(angles), [angles]);
  const descents = useDescents(DESCENDING, angles, setAngles);

  /** Whoever takes an arrow in hand, or asks for others, stops the play. */
  const place = (next: readonly number[]) => {
    descents.pause();
    setAngles(next);
  };

  return (
    <FigureLayout
      drawing={
        <>
          <Presets angles={angles} onChoose={place} />
          <div className={styles.plane}>
            <ArrangementPlane
              picture={picture}
              snapping={snapping}
              onMove={(index, degrees) =>
                place(angles.map((angle, i) => (i === index ? degrees : angle)))
              }
            />
          </div>
          <DescentButtons
            label="Arrangements: descents"
            names={DESCENT_COMMANDS}
            descents={descents}
            atStart={descents.last === null || sameAngles(descents.last.start, angles)}
          />
          <Legend layout="centred">
            <LegendEntry sample={<SubspaceSample />}>adversarial subspace: lowers all</LegendEntry>
            <LegendEntry sample={<NormalSample />}>normals of the two outermost</LegendEntry>
          </Legend>
          <div className={styles.options}>
            <ButtonRow centred>
              <Toolbar label="Arrangements: number of arrows">
                <Button
                  onClick={() => place(withOneMore(angles))}
                  disabledReason={angles.length >= MOST ? `${MOST} arrows are the most` : undefined}
                >
                  Add an arrow
                </Button>
                <Button
                  onClick={() => place(angles.slice(0, -1))}
                  disabledReason={
                    angles.length <= FEWEST ? `${FEWEST} arrows are the fewest` : undefined
                  }
                >
                  Remove one
                </Button>
              </Toolbar>
              <Checkbox on={snapping} onChange={setSnapping}>
                Snap to notable angles
              </Checkbox>
            </ButtonRow>
          </div>
          <WhyPanel picture={picture} />
        </>
      }
      side={
        <>
          <MeasureScales picture={picture} />
          <DescentPanel descents={descents} picture={picture} />
        </>
      }
    />
  );
}

interface PresetsProps {
  readonly angles: readonly number[];
  readonly onChoose: (angles: readonly number[]) => void;
}

/** Those that carry another's names, and whose they are; below them the page's own. */
function Presets({ angles, onChoose }: PresetsProps) {
  const sources = [...new Set(PRESETS.map(({ source }) => source))];
  return sources.map((from) => (
    <div key={from ?? ''} className={styles.presets}>
      <ButtonRow centred>
        {from ? (
          <span className={`${styles.source} small-note`} aria-hidden>
            {from}:
          </span>
        ) : null}
        <Toolbar label={from ?? 'More arrangements'}>
          {PRESETS.filter(({ source }) => source === from).map(({ name, color, angles: of }) => {
            const preset = of(angles.length);
            return (
              <Button
                key={name}
                pressed={sameAngles(preset, angles)}
                onClick={() => onChoose(preset)}
              >
                {color ? <ArrowsSample angles={preset} color={color} /> : null}
                {name}
              </Button>
            );
          })}
        </Toolbar>
      </ButtonRow>
    </div>
  ));
}

/** The arrangement in small, on the colour that it is named after. */
function ArrowsSample({ angles, color }: { angles: readonly number[]; color: string }) {
  return (
    <svg className={styles.sample} viewBox="-9 -9 18 18" aria-hidden="true">
      <circle r={8.5} style={{ fill: color }} />
      {angles.map((degrees) => {
        const [x, y] = onCircle(degrees, 7);
        return <line key={degrees} x2={x} y2={y} />;
      })}
    </svg>
  );
}
