/** Two to five gradients of any length in the plane: the share of directions that lower all, and the slope. */
import { useMemo, useState } from 'react';
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { FigureLayout } from '../../components/FigureLayout';
import { Legend, LegendEntry, SubspaceSample } from '../../components/Legend';
import { LineSample } from '../../components/LineSample';
import { Toolbar } from '../../components/Toolbar';
import type { Vector } from '../../geometry/convex-hull';
import { useShared } from '../../share/link-state';
import { DescentButtons } from '../descents/DescentButtons';
import { useDescents } from '../descents/use-descents';
import styles from './JointSlopeFigure.module.css';
import { SlopeDescentPanel } from './SlopeDescentPanel';
import { SlopePlane } from './SlopePlane';
import { SlopeReadings, type Taken } from './SlopeReadings';
import { FEWEST, MOST, slopePicture } from './slope-picture';
import { PRESETS, withOneMore } from './slope-presets';
import { SLOPE_DESCENDING, type SlopeDescent, sameGradients } from './slope-run';
import { whatBothSay } from './slope-words';

const COMMANDS: Readonly<Record<SlopeDescent, string>> = {
  gdr: 'Descend GDR',
  slope: 'Descend the joint slope',
};

export function JointSlopeFigure() {
  const [gradients, setGradients] = useShared('slope.gradients');
  const picture = useMemo(() => slopePicture(gradients), [gradients]);
  const descents = useDescents(SLOPE_DESCENDING, gradients, setGradients);
  const [taken, setTaken] = useState<(Taken & { directions: readonly number[] }) | null>(null);

  /** Whoever takes an arrow in hand, or asks for others, stops the play. */
  const place = (next: readonly Vector[]) => {
    descents.pause();
    setGradients(next);
  };
  const choose = (next: readonly Vector[]) => {
    setTaken(null);
    place(next);
  };
  const take = (index: number) => {
    const { gdr, slope, directions } = picture;
    setTaken({ index, gdr, slope, directions });
  };

  return (
    <FigureLayout
      drawing={
        <>
          <ButtonRow centred>
            <Toolbar label="Share is not slope: arrows to begin with">
              {PRESETS.map((preset) => (
                <Button
                  key={preset.name}
                  pressed={sameGradients(preset.gradients, gradients)}
                  onClick={() => choose(preset.gradients)}
                >
                  {preset.name}
                </Button>
              ))}
            </Toolbar>
          </ButtonRow>
          <div className={styles.plane}>
            <SlopePlane
              picture={picture}
              heldAt={taken?.directions ?? []}
              onTake={take}
              onMove={(index, to) => place(gradients.map((one, i) => (i === index ? to : one)))}
            />
          </div>
          <DescentButtons
            label="Share is not slope: descents"
            names={COMMANDS}
            descents={descents}
            atStart={descents.last === null || sameGradients(descents.last.start, gradients)}
          />
          <Legend layout="centred">
            <LegendEntry sample={<SubspaceSample />}>adversarial subspace: lowers all</LegendEntry>
            <LegendEntry sample={<LineSample color="var(--ink-soft)" width={1.25} />}>
              hull of the tips
            </LegendEntry>
            <LegendEntry sample={<LineSample color="var(--ink)" dash="3 3" />}>
              its shortest vector
            </LegendEntry>
            <LegendEntry sample={<LineSample color="var(--ink)" />}>
              best joint step, as long as the slope
            </LegendEntry>
          </Legend>
          <div className={styles.options}>
            <ButtonRow centred>
              <Toolbar label="Share is not slope: number of arrows">
                <Button
                  onClick={() => choose(withOneMore(gradients, picture.directions))}
                  disabledReason={
                    gradients.length >= MOST ? `${MOST} arrows are the most` : undefined
                  }
                >
                  Add an arrow
                </Button>
                <Button
                  onClick={() => choose(gradients.slice(0, -1))}
                  disabledReason={
                    gradients.length <= FEWEST ? `${FEWEST} arrows are the fewest` : undefined
                  }
                >
                  Remove one
                </Button>
              </Toolbar>
            </ButtonRow>
          </div>
          <p className={styles.words} data-explanation>
            {whatBothSay(picture)}
          </p>
        </>
      }
      side={
        <>
          <SlopeReadings picture={picture} taken={taken} />
          <SlopeDescentPanel descents={descents} picture={picture} />
        </>
      }
    />
  );
}
