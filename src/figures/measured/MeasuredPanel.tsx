/** One ensemble's part of a measuring figure: its name, what was found, and what is still awaited. */
import type { ReactNode } from 'react';
import { Notice } from '../../components/Notice';
import { Panel } from '../../components/Panel';
import type { Measured, MeasureName, MeasureRequest } from '../../engine/protocol';
import styles from './MeasuredPanel.module.css';
import { MeasureProgress } from './MeasureProgress';
import { useLasting } from './use-lasting';
import { useMeasure } from './use-measure';
import type { Subject } from './use-subjects';

/** Panels of several figures are of the same ensembles: their names tell them apart. */
const SPOKEN: Readonly<Record<MeasureName, string>> = {
  transfer: 'transfer',
  signs: 'sign steps',
  detection: 'detection',
  success: 'attack success',
  attackers: 'who attacks',
  card: 'evaluation card',
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
  const { found, coarse, progress, cancelled, failure } = view;
  const long = useLasting(progress !== null);
  const stale = cancelled || failure !== null || (long && !coarse);
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
        <MeasureProgress
          progress={progress}
          coarse={coarse}
          onCancel={long ? view.cancel : undefined}
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
