/** One ensemble's part of a measuring figure: its name, what was found, and what is still awaited. */
import { type ReactNode, useEffect, useState } from 'react';
import { Notice } from '../../components/Notice';
import { Panel } from '../../components/Panel';
import { Progress } from '../../components/Progress';
import type { Measured, MeasureName, MeasureRequest } from '../../engine/protocol';
import { useSessionState } from '../session-context';
import styles from './MeasuredPanel.module.css';
import { useMeasure } from './use-measure';
import type { Subject } from './use-subjects';

/** What takes less than this is not announced, ms. */
const PATIENCE = 1000;

/** Panels of several figures are of the same ensembles: their names tell them apart. */
const SPOKEN: Readonly<Record<MeasureName, string>> = {
  transfer: 'transfer',
  signs: 'sign steps',
  detection: 'detection',
  gradientMap: 'gradients, pixel by pixel',
};

interface MeasuredPanelProps<K extends MeasureName> {
  readonly subject: Subject;
  readonly request: Omit<MeasureRequest<K>, 'ensemble'>;
  readonly children: (found: Measured[K]) => ReactNode;
}

export function MeasuredPanel<K extends MeasureName>(props: MeasuredPanelProps<K>) {
  const { subject, request, children } = props;
  const view = useMeasure<K>(
    { ...request, ensemble: subject.id } as MeasureRequest<K>,
    subject.revision,
  );
  const { found, progress, cancelled, failure } = view;
  const waiting = useSessionState(({ run }) =>
    run ? ['running', 'waiting', 'ending'].includes(run.status.phase) : false,
  );
  const long = useLasting(progress !== null);
  const stale = cancelled || failure !== null || long;
  return (
    <Panel
      label={`${subject.name}: ${SPOKEN[request.measure]}`}
      title={subject.name}
      busy={progress !== null}
    >
      {found ? (
        <div className={stale ? `${styles.body} ${styles.stale}` : styles.body}>
          {children(found)}
        </div>
      ) : null}
      {progress !== null && (long || !found) ? (
        <Progress
          label={
            waiting ? 'Waits until the run in the Lab rests' : 'Measuring on the held-out images'
          }
          value={waiting ? undefined : progress}
          detail={waiting ? 'measuring would slow it down' : undefined}
          onCancel={long && !waiting ? view.cancel : undefined}
        />
      ) : null}
      {cancelled ? (
        <Notice actions={[{ label: 'Measure', onClick: view.again }]}>
          Called off.{found ? ' What stands here is of the setting before.' : ''}
        </Notice>
      ) : null}
      {failure ? (
        <Notice tone="problem" actions={[{ label: 'Try again', onClick: view.again }]}>
          This could not be measured. {failure}
        </Notice>
      ) : null}
    </Panel>
  );
}

/** Whether something has been going on for longer than a reader waits without asking. */
function useLasting(going: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    setLasting(false);
    if (!going) return;
    const timer = setTimeout(() => setLasting(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [going]);
  return lasting;
}
