/** What else there is to say of the sweep, behind a fold: other measures, all attacks at once, the published points. */
import { useState } from 'react';
import { useShared } from '../../share/link-state';
import { MEASURES } from '../../sweep/measure-names';
import type { Outcome, OutcomeMeaning } from '../../sweep/outcomes';
import { PickerSelect } from '../sweep-lines/PickerSelect';
import type { SweepPoint } from '../sweep-lines/sweep-points';
import { MEASURE_AXES } from '../sweep-lines/sweep-words';
import styles from './GdrSuccessFigure.module.css';
import { NinePanels } from './NinePanels';
import { PaperPoints } from './PaperPoints';

interface SuccessForResearchersProps {
  readonly points: readonly SweepPoint[];
  readonly attack: Omit<Outcome, 'meaning'>;
  readonly meanings: readonly OutcomeMeaning[];
}

export function SuccessForResearchers({ points, attack, meanings }: SuccessForResearchersProps) {
  const [measure, setMeasure] = useShared('sweep.measure');
  const [scale] = useShared('sweep.scale');
  const [open, setOpen] = useState(false);
  const [first] = meanings;
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>For researchers: other measures, nine attacks at once, the published points</summary>
      {open ? (
        <div className={styles.figure}>
          <PickerSelect
            label="Measure along the axis, above and below"
            value={measure}
            options={MEASURES.map((value) => ({ value, label: MEASURE_AXES[value] }))}
            onChange={setMeasure}
          />
          <NinePanels
            points={points}
            meaning={first === 'another' ? 'same' : first!}
            measure={measure}
            scale={scale}
          />
          <PaperPoints attack={attack} scale={scale} />
        </div>
      ) : null}
    </details>
  );
}
