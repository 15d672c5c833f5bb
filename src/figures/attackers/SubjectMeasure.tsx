/** Measures one ensemble for the figure, and says how far that has come. */
import { useEffect } from 'react';
import { count } from '../../components/format';
import { Notice } from '../../components/Notice';
import type { Attackers, MeasureRequest } from '../../engine/protocol';
import { MeasureProgress } from '../measured/MeasureProgress';
import { useMeasure } from '../measured/use-measure';
import type { Subject } from '../measured/use-subjects';
import styles from './AttackersFigure.module.css';

interface SubjectMeasureProps {
  readonly subject: Subject;
  readonly request: Omit<MeasureRequest<'attackers'>, 'ensemble'>;
  /** @param key of the subject */
  readonly onFound: (key: string, found: Attackers) => void;
}

export function SubjectMeasure({ subject, request, onFound }: SubjectMeasureProps) {
  const { key, id, name, revision } = subject;
  const view = useMeasure<'attackers'>({ ...request, ensemble: id }, revision);
  const { found, coarse, progress, cancelled, failure, cancel, again } = view;
  useEffect(() => {
    if (found) onFound(key, found);
  }, [key, found, onFound]);
  return (
    <section
      className={styles.measure}
      aria-label={`${name}: who attacks`}
      aria-busy={progress !== null}
    >
      {failure ? (
        <Notice tone="problem" actions={[{ label: 'Try again', onClick: again }]}>
          {name} could not be measured. {failure}
        </Notice>
      ) : cancelled ? (
        <Notice actions={[{ label: 'Measure', onClick: again }]}>
          {name}: called off.{found ? ' What stands here is of the setting before.' : ''}
        </Notice>
      ) : progress !== null ? (
        <MeasureProgress
          label={`${name}: measuring`}
          progress={progress}
          coarse={coarse}
          onCancel={cancel}
        />
      ) : (
        <p className="small-note">
          {found ? `${name}: measured on the first ${count(found.images)} held-out images.` : name}
        </p>
      )}
    </section>
  );
}
