/** The frame of a figure that measures ensembles side by side: its controls, and a panel for each. */
import type { ReactNode } from 'react';
import { Notice } from '../../components/Notice';
import { Progress } from '../../components/Progress';
import { useSessionState } from '../session';
import styles from './MeasuredFigure.module.css';
import { type Subject, useSubjects } from './use-subjects';

interface MeasuredFigureProps {
  readonly controls: ReactNode;
  readonly children: (subject: Subject) => ReactNode;
}

export function MeasuredFigure({ controls, children }: MeasuredFigureProps) {
  const phase = useSessionState((state) => state.phase);
  const subjects = useSubjects();
  return (
    <div className={styles.figure}>
      <div className={styles.controls}>{controls}</div>
      {subjects.length > 0 ? (
        <div className={styles.panels}>{subjects.map(children)}</div>
      ) : phase === 'failed' ? (
        <Notice tone="problem">
          No ensembles to measure: the engine could not be started. The reason stands above.
        </Notice>
      ) : phase === 'ready' ? (
        <Notice>No ensembles to measure. Train one in the Lab.</Notice>
      ) : (
        <Progress label="Loading the ensembles and the held-out images" />
      )}
    </div>
  );
}
