/** What else there is to say of the sweep, behind folds: other measures, all attacks at once, correlations by way. */
import { type ReactNode, useState } from 'react';
import { useShared } from '../../share/link-state';
import { MEASURES } from '../../sweep/measure-names';
import type { Outcome, OutcomeMeaning } from '../../sweep/outcomes';
import type { SweepLine } from '../../sweep/sweep-line';
import { PickerSelect } from '../sweep-lines/PickerSelect';
import type { SweepPoint } from '../sweep-lines/sweep-points';
import { MEASURE_AXES } from '../sweep-lines/sweep-words';
import { CorrelationTable } from './CorrelationTable';
import styles from './GdrSuccessFigure.module.css';
import { NinePanels } from './NinePanels';
import { PaperPoints } from './PaperPoints';
import { Predictions } from './Predictions';

interface SuccessForResearchersProps {
  /** Those that are shown. */
  readonly points: readonly SweepPoint[];
  /** All that were computed beforehand. */
  readonly lines: readonly SweepLine[];
  /** Those of them that are shown, where they are of one number of members. */
  readonly correlated: readonly SweepLine[];
  readonly attack: Omit<Outcome, 'meaning'>;
  readonly meanings: readonly OutcomeMeaning[];
}

export function SuccessForResearchers(props: SuccessForResearchersProps) {
  const { points, lines, correlated, attack, meanings } = props;
  const [measure, setMeasure] = useShared('sweep.measure');
  const [scale] = useShared('sweep.scale');
  const meaning = meanings[0]!;
  return (
    <>
      <Fold title="other measures, nine attacks at once, the published points">
        <PickerSelect
          label="Measure along the axis, above and below"
          value={measure}
          options={MEASURES.map((value) => ({ value, label: MEASURE_AXES[value] }))}
          onChange={setMeasure}
        />
        <NinePanels
          points={points}
          meaning={meaning === 'another' ? 'same' : meaning}
          measure={measure}
          scale={scale}
        />
        <PaperPoints attack={attack} scale={scale} />
      </Fold>
      {correlated.length > 0 ? (
        <Fold title="correlations by way of training, and what was predicted">
          <CorrelationTable lines={correlated} query={{ ...attack, meaning, measure }} />
          <Predictions lines={lines} />
        </Fold>
      ) : null}
    </>
  );
}

/** What stands in it is drawn only while it is open: much of it is computed. */
function Fold({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.details} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>For researchers: {title}</summary>
      {open ? <div className={styles.figure}>{children}</div> : null}
    </details>
  );
}
