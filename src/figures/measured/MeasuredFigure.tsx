/** The frame of a figure that measures ensembles side by side: its controls, and a panel for each. */
import type { ReactNode } from 'react';
import { Columns } from '../../components/Columns';
import { Notice } from '../../components/Notice';
import { awaitsShipped } from '../awaits-shipped';
import { LoadingShipped } from '../LoadingShipped';
import { useSessionState } from '../session-context';
import { Compared, type Third } from '../shipped-choice/Compared';
import styles from './MeasuredFigure.module.css';
import { type Subject, useSubjects } from './use-subjects';

interface MeasuredFigureProps {
  /** What stands beside the two that are compared, in figures that have room for a third. */
  readonly third?: Third;
  readonly controls: ReactNode;
  readonly children: (subject: Subject) => ReactNode;
}

export function MeasuredFigure({ third, controls, children }: MeasuredFigureProps) {
  const phase = useSessionState((state) => state.phase);
  const awaited = useSessionState(awaitsShipped);
  const coming = useSessionState(({ fetching }) => Object.keys(fetching).length > 0);
  const beside = third && third.value !== 'none' ? third.value : null;
  const subjects = useSubjects(beside);
  const thirdComes = useSessionState(
    ({ ensembles, fetching }) =>
      beside !== null && !ensembles.some(({ id }) => id === beside) && !fetching[beside]?.failure,
  );
  return (
    <div className={styles.figure}>
      <Compared third={third} />
      {controls}
      {subjects.length > 0 ? (
        <Columns least={third ? '15rem' : '19rem'}>
          {subjects.map(children)}
          {thirdComes ? <KeptRoom /> : null}
        </Columns>
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

/** Where the third will stand, so that the others do not make room for it when it has come. */
function KeptRoom() {
  return <div aria-hidden="true" />;
}
