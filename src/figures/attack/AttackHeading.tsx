/**
 * What attack is shown: who made it, how, how far. While a longer one is being made its progress stands here, and
 * nothing below moves.
 */
import type { Attacker } from '../../attacks/attacker';
import { duration } from '../../components/format';
import { Notice } from '../../components/Notice';
import { Progress } from '../../components/Progress';
import type { DataDescription } from '../../engine/protocol';
import { attackSentence } from '../attack-picker/attack-sentence';
import { FetchingSurrogate } from '../measured/FetchingSurrogate';
import { useLasting } from '../measured/use-lasting';
import { useSecondsLeft } from '../measured/use-seconds-left';
import { useSessionState } from '../session-context';
import styles from './AttackHeading.module.css';
import { madeWords } from './made-words';
import type { AttackView } from './use-attack';

interface AttackHeadingProps {
  readonly data: DataDescription;
  readonly view: AttackView;
  /** Of the attack that is set, which may still be computed. */
  readonly attacker: Attacker;
}

export function AttackHeading({ data, view, attacker }: AttackHeadingProps) {
  const { result, failure, progress, cancelled } = view;
  const lasting = useLasting(progress !== null);
  const left = useSecondsLeft(progress ?? 0);
  const surrogate = useSessionState((state) => state.surrogate);
  if (failure) {
    return (
      <Notice tone="problem" actions={[{ label: 'Try again', onClick: view.again }]}>
        The attack could not be computed. {failure}
      </Notice>
    );
  }
  if (surrogate && attacker === 'surrogate') {
    return (
      <div className={styles.heading}>
        <FetchingSurrogate surrogate={surrogate} />
      </div>
    );
  }
  if (!result && progress === null) return null;
  return (
    <div className={styles.heading}>
      {progress !== null && (lasting || !result) ? (
        <Progress
          label="Trying many attacks on this image"
          value={progress}
          detail={left === null ? undefined : `${duration(left)} left`}
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
