/** Two to eight gradients in the plane: how aligned they are, and what that leaves to the adversary. */
import { useMemo } from 'react';
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { Checkbox } from '../../components/Checkbox';
import { FigureLayout } from '../../components/FigureLayout';
import { Legend, LegendEntry, NormalSample, SubspaceSample } from '../../components/Legend';
import { useShared } from '../../share/link-state';
import { ArrangementPlane } from './ArrangementPlane';
import styles from './ArrangementsFigure.module.css';
import { arrangement } from './arrangement';
import { DescentButtons, DescentPanel } from './DescentPanel';
import { sameAngles } from './descent-run';
import { MeasureScales } from './MeasureScales';
import { FEWEST, MOST, PRESETS, withOneMore } from './presets';
import { useDescents } from './use-descents';
import { WhyPanel } from './WhyPanel';

export function ArrangementsFigure() {
  const [angles, setAngles] = useShared('arr.angles');
  const [snapping, setSnapping] = useShared('arr.snap');
  const picture = useMemo(() => arrangement(angles), [angles]);
  const descents = useDescents(angles, setAngles);

  /** Whoever takes an arrow in hand, or asks for others, stops the play. */
  const place = (next: readonly number[]) => {
    descents.pause();
    setAngles(next);
  };

  return (
    <FigureLayout
      drawing={
        <>
          <ButtonRow centred>
            {PRESETS.map(({ name, angles: of }) => {
              const preset = of(angles.length);
              return (
                <Button
                  key={name}
                  pressed={sameAngles(preset, angles)}
                  onClick={() => place(preset)}
                >
                  {name}
                </Button>
              );
            })}
          </ButtonRow>
          <div className={styles.plane}>
            <ArrangementPlane
              picture={picture}
              snapping={snapping}
              onMove={(index, degrees) =>
                place(angles.map((angle, i) => (i === index ? degrees : angle)))
              }
            />
          </div>
          <DescentButtons descents={descents} picture={picture} />
          <Legend layout="centred">
            <LegendEntry sample={<SubspaceSample />}>adversarial subspace: lowers all</LegendEntry>
            <LegendEntry sample={<NormalSample />}>normals of the two outermost</LegendEntry>
          </Legend>
          <div className={styles.options}>
            <ButtonRow centred>
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
