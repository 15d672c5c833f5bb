/** The frame of a figure that measures ensembles side by side: its controls, and a panel for each. */
import type { ReactNode } from 'react';
import { Columns } from '../../components/Columns';
import { Notice } from '../../components/Notice';
import { awaitsShipped } from '../awaits-shipped';
import { LoadingShipped } from '../LoadingShipped';
import { useSessionState } from '../session-context';
import { ComparedPair } from '../shipped-choice/ComparedPair';
import styles from './MeasuredFigure.module.css';
import { type Subject, useSubjects } from './use-subjects';

interface MeasuredFigureProps {
  readonly controls: ReactNode;
  readonly children: (subject: Subject) => ReactNode;
}

export function MeasuredFigure({ controls, children }: MeasuredFigureProps) {
  const phase = useSessionState((state) => state.phase);
  const awaited = useSessionState(awaitsShipped);
  const coming = useSessionState(({ fetching }) => Object.keys(fetching).length > 0);
  const subjects = useSubjects();
  return (
    <div className={styles.figure}>
      <ComparedPair />
      {controls}
      {subjects.length > 0 ? (
        <Columns least="19rem">{subjects.map(children)}</Columns>
      ) : phase === 'failed' ? (
        <Notice tone="problem">
          No ensembles to measure: the engine could not be started. The reason stands above.
        </Notice>
      ) : coming ? null : phase === 'ready' && !awaited ? (
        <Notice>No ensembles to measure. Train one in the Lab.</Notice>
      ) : (
        <LoadingShipped />
      )}
    </div>
  );
}
