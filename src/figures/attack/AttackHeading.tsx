/**
 * What attack is shown: who made it, how, how far. While a longer one is being made its progress stands here, and
 * nothing below moves.
 */
import { Notice } from '../../components/Notice';
import { Progress } from '../../components/Progress';
import type { DataDescription } from '../../engine/protocol';
import { attackSentence } from '../attack-picker/attack-sentence';
import { useLasting } from '../measured/use-lasting';
import styles from './AttackHeading.module.css';
import { madeWords } from './made-words';
import type { AttackView } from './use-attack';
import { useTimeLeft } from './use-time-left';

interface AttackHeadingProps {
  readonly data: DataDescription;
  readonly view: AttackView;
}

export function AttackHeading({ data, view }: AttackHeadingProps) {
  const { result, failure, progress, cancelled } = view;
  const lasting = useLasting(progress !== null);
  const left = useTimeLeft(progress);
  if (failure) {
    return (
      <Notice tone="problem" actions={[{ label: 'Try again', onClick: view.again }]}>
        The attack could not be computed. {failure}
      </Notice>
    );
  }
  if (!result && progress === null) return null;
  return (
    <div className={styles.heading}>
      {progress !== null && (lasting || !result) ? (
        <Progress
          label="Trying many attacks on this image"
          value={progress}
          detail={left ?? undefined}
          onCancel={view.cancel}
        />
      ) : cancelled ? (
        <Notice actions={[{ label: 'Attack', onClick: view.again }]}>
          Called off.{result ? ' What stands below is the attack before.' : ''}
        </Notice>
      ) : result ? (
        <p>
          <b>{attackSentence(result.request)}</b>{' '}
          {madeWords(result.request, result.attack, data.classes)}
        </p>
      ) : null}
    </div>
  );
}
