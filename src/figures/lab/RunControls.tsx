/** Start, pause, step, resume, stop, continue; and how far the run is. */
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { decimal, duration } from '../../components/format';
import { Notice } from '../../components/Notice';
import { Progress } from '../../components/Progress';
import type { RunStatus } from '../../engine/protocol';
import styles from './RunControls.module.css';

interface RunControlsProps {
  /** Null before the first run. */
  readonly status: RunStatus | null;
  /** Why nothing can be started now, if so. */
  readonly unavailable: string | undefined;
  readonly download: { readonly loaded: number; readonly wanted: number } | null;
  readonly onTrain: () => void;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onStep: () => void;
  readonly onStop: () => void;
  readonly onContinue: () => void;
}

/** Epochs that "continue" adds. */
export const MORE_EPOCHS = 5;

export function RunControls(props: RunControlsProps) {
  const { status, unavailable, download } = props;
  const phase = status?.phase ?? 'ended';
  const going = phase === 'running' || phase === 'waiting';
  const resting = phase === 'paused' || phase === 'failed';
  const can = unavailable === undefined ? {} : { disabledReason: unavailable };
  return (
    <div className={styles.controls}>
      <ButtonRow>
        {phase === 'ended' ? (
          <Button kind="primary" onClick={props.onTrain} {...can}>
            Train an ensemble
          </Button>
        ) : null}
        {phase === 'ended' && status ? (
          <Button onClick={props.onContinue} {...can}>
            Continue for {MORE_EPOCHS} more epochs
          </Button>
        ) : null}
        {going ? (
          <Button kind="primary" onClick={props.onPause} {...can}>
            Pause
          </Button>
        ) : null}
        {resting ? (
          <Button kind="primary" onClick={props.onResume} {...can}>
            Resume
          </Button>
        ) : null}
        {phase === 'ending' ? null : (
          <Button onClick={props.onStep} {...can}>
            Single step
          </Button>
        )}
        {going || resting ? (
          <Button onClick={props.onStop} {...can}>
            Stop and keep
          </Button>
        ) : null}
      </ButtonRow>
      {status ? (
        <Progress
          label={`Step ${status.step} of ${status.totalSteps}`}
          value={status.step / status.totalSteps}
          detail={detailOf(status)}
        />
      ) : null}
      {phase === 'waiting' && download ? (
        <p className="small-note">
          Waiting for images: {download.loaded.toLocaleString('en')} of{' '}
          {download.wanted.toLocaleString('en')} are here.
        </p>
      ) : null}
      {status?.message ? <Notice tone="problem">{status.message}</Notice> : null}
    </div>
  );
}

function detailOf({ phase, step, totalSteps, stepsPerSecond }: RunStatus): string {
  if (phase === 'ending') return 'rating the ensemble';
  if (phase === 'ended') return 'done';
  if (phase === 'paused') return 'paused';
  if (phase === 'failed') return 'stopped by a problem';
  if (!stepsPerSecond) return 'starting';
  const left = duration((totalSteps - step) / stepsPerSecond);
  return `${decimal(stepsPerSecond, stepsPerSecond < 10 ? 1 : 0)} steps/s, ${left} left`;
}
