/** Success against a measure for each attack at each ε: the layout of the published figure. */
import { epsilonKey, FINAL_EPSILONS } from '../../attacks/epsilon';
import { SWEPT_ATTACKS } from '../../attacks/swept-attacks';
import { Columns } from '../../components/Columns';
import { shareIn } from '../../sweep/known-rating';
import type { Measure } from '../../sweep/measure-names';
import type { OutcomeMeaning } from '../../sweep/outcomes';
import { measureIn, type SweepPoint } from '../sweep-lines/sweep-points';
import { MEANING_WORDS, MEASURE_AXES } from '../sweep-lines/sweep-words';
import styles from './GdrSuccessFigure.module.css';
import type { ScaleKind } from './panel-layout';
import { StillPanel, type StillPoint } from './StillPanel';

interface NinePanelsProps {
  readonly points: readonly SweepPoint[];
  readonly meaning: OutcomeMeaning;
  readonly measure: Measure;
  readonly scale: ScaleKind;
}

export function NinePanels({ points, meaning, measure, scale }: NinePanelsProps) {
  const panels = SWEPT_ATTACKS.flatMap((attack) =>
    FINAL_EPSILONS.map((epsilon) => ({
      name: `${attack.toUpperCase()}, ε = ${epsilonKey(epsilon)}`,
      points: points.flatMap(({ key, way, own, rating }): StillPoint[] => {
        const x = measureIn(rating, measure);
        const share = shareIn(rating, { attacker: 'everything', attack, epsilon, meaning });
        return x === undefined || share === undefined ? [] : [{ key, way, own, x, share }];
      }),
    })),
  );
  const shares = panels.flatMap((panel) => panel.points.map(({ share }) => share));
  return (
    <Columns least="15rem">
      {panels.map((panel) => (
        <div key={panel.name}>
          <p className={styles.still}>{panel.name}</p>
          <StillPanel
            label={`${panel.name}: ${MEANING_WORDS[meaning].label} against ${MEASURE_AXES[measure]}, ${panel.points.length} ensembles`}
            points={panel.points}
            shares={shares}
            scale={scale}
            height={170}
            xLabel={MEASURE_AXES[measure]}
          />
        </div>
      ))}
    </Columns>
  );
}
