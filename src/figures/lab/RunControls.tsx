/**
 * Start, pause, step, resume, stop, continue; and how far the run is. The buttons stay while a run goes
 * through its phases and only take on other words, so that none of them moves or loses the focus.
 */
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { count, decimal, duration, significant } from '../../components/format';
import { Notice } from '../../components/Notice';
import { Progress } from '../../components/Progress';
import { epochsTaken, RANGES, type RunPhase, type RunStatus } from '../../engine/protocol';
import styles from './RunControls.module.css';

interface RunControlsProps {
  /** Null before the first run. */
  readonly status: RunStatus | null;
  /** Of the run that would begin. */
  readonly nextSteps: number;
  /** Why nothing can be started now, if so. */
  readonly unavailable: string | undefined;
  /** Of the run that has ended: among those at hand, or kept when the reader asks for it, or removed. */
  readonly ensemble: 'kept' | 'offered' | 'gone';
  readonly download: { readonly loaded: number; readonly wanted: number } | null;
  readonly onTrain: () => void;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onStep: () => void;
  readonly onStop: () => void;
  readonly onKeep: () => void;
  readonly onContinue: () => void;
}

/** What a button says and does; `reason` why it cannot be pressed. */
interface Command {
  readonly label: string;
  readonly onClick: () => void;
  readonly reason?: string | undefined;
}

/** Epochs that "continue" adds, where a run may still have as many. */
export const MORE_EPOCHS = 5;

const RATING = 'The ensemble is being rated.';

export function RunControls(props: RunControlsProps) {
  const { status, nextSteps, unavailable } = props;
  const primary = primaryOf(props);
  const last = lastOf(props);
  const ending = status?.phase === 'ending' ? RATING : undefined;
  const step = status?.step ?? 0;
  const total = status?.totalSteps ?? nextSteps;
  return (
    <div className={styles.controls}>
      <ButtonRow>
        <span className={styles.primary}>
          <Button
            kind="primary"
            onClick={primary.onClick}
            disabledReason={unavailable ?? primary.reason}
          >
            {primary.label}
          </Button>
        </span>
        <Button onClick={props.onStep} disabledReason={unavailable ?? ending}>
          Single step
        </Button>
        <span className={styles.last}>
          <Button onClick={last.onClick} disabledReason={unavailable ?? last.reason}>
            {last.label}
          </Button>
        </span>
      </ButtonRow>
      <Progress
        label={`Step ${count(step)} of ${count(total)}`}
        value={total > 0 ? step / total : 0}
        detail={status ? detailOf(status, props.download) : 'not begun'}
        standing
      />
      <p className="visually-hidden" role="status">
        {status ? spokenOf(status) : ''}
      </p>
      {status?.message ? <Notice tone="problem">{status.message}</Notice> : null}
    </div>
  );
}

function primaryOf({ status, onTrain, onPause, onResume }: RunControlsProps): Command {
  const commands: Readonly<Record<RunPhase, Command>> = {
    running: { label: 'Pause', onClick: onPause },
    waiting: { label: 'Pause', onClick: onPause },
    paused: { label: 'Resume', onClick: onResume },
    failed: { label: 'Resume', onClick: onResume },
    ending: { label: 'Train an ensemble', onClick: onTrain, reason: RATING },
    ended: { label: 'Train an ensemble', onClick: onTrain },
  };
  return commands[status?.phase ?? 'ended'];
}

function lastOf(props: RunControlsProps): Command {
  const { status, ensemble, onStop, onKeep, onContinue } = props;
  const stop = { label: 'Stop and keep', onClick: onStop };
  if (!status) return { ...stop, reason: 'Nothing has been trained yet.' };
  if (status.phase === 'ending') return { ...stop, reason: RATING };
  if (status.phase !== 'ended') return stop;
  if (ensemble === 'offered') return { label: 'Keep the ensemble', onClick: onKeep };
  const { settings, step } = status;
  const left = RANGES.epochs.max - epochsTaken(settings, step);
  const more = Math.min(MORE_EPOCHS, left);
  if (left * settings.images < settings.batch) {
    const reason = `It has been trained for ${RANGES.epochs.max} epochs, as many as a run may have.`;
    return { label: `Continue for ${MORE_EPOCHS} more epochs`, onClick: onContinue, reason };
  }
  return {
    label: `Continue for ${significant(more)} more ${more === 1 ? 'epoch' : 'epochs'}`,
    onClick: onContinue,
    reason: ensemble === 'gone' ? 'The ensemble is not at hand.' : undefined,
  };
}

function detailOf(status: RunStatus, download: RunControlsProps['download']): string {
  const { phase, step, totalSteps, stepsPerSecond } = status;
  if (phase === 'waiting' && download) {
    const [loaded, wanted] = [download.loaded, download.wanted].map(count);
    return `waiting: ${loaded} of ${wanted} images`;
  }
  if (phase === 'ending') return 'rating the ensemble';
  if (phase === 'ended') return step < totalSteps ? 'stopped' : 'done';
  if (phase === 'paused') return 'paused';
  if (phase === 'failed') return 'stopped by a problem';
  if (!stepsPerSecond) return 'starting';
  const left = duration((totalSteps - step) / stepsPerSecond);
  return `${decimal(stepsPerSecond, stepsPerSecond < 10 ? 1 : 0)} steps/s, ${left} left`;
}

/** What is announced: the same words as long as there is nothing new. A problem speaks for itself. */
function spokenOf({ phase, step }: RunStatus): string {
  if (phase === 'running' || phase === 'waiting') return 'Training.';
  if (phase === 'paused') return `Training rests at step ${count(step)}.`;
  if (phase === 'ended') return `Training has ended at step ${count(step)}.`;
  return '';
}
