/** Train, pause, step, start over; and how far the run is. The buttons stay and only take on other words. */
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { count } from '../../components/format';
import { Progress } from '../../components/Progress';
import type { PlaygroundStatus } from '../../engine/protocol';
import styles from './PlaygroundFigure.module.css';
import type { PlaygroundCommands } from './use-playground';

interface PlaygroundControlsProps {
  readonly status: PlaygroundStatus | null;
  /** Of the run that is seen. */
  readonly step: number;
  /** Of the run that would begin. */
  readonly steps: number;
  /** Why nothing can be trained now, if so. */
  readonly unavailable: string | undefined;
  readonly commands: PlaygroundCommands;
}

export function PlaygroundControls(props: PlaygroundControlsProps) {
  const { status, step, steps, unavailable, commands } = props;
  const phase = status?.phase ?? null;
  const total = status?.settings.steps ?? steps;
  const primary =
    phase === 'running'
      ? { label: 'Pause', onClick: commands.pause }
      : phase === 'paused' && step > 0
        ? { label: 'Resume', onClick: commands.resume }
        : { label: 'Train an ensemble', onClick: commands.train };
  const nothingLeft =
    phase === 'ended' ? 'All steps are taken: start over to see them one by one.' : undefined;
  return (
    <div className={styles.controls}>
      <ButtonRow>
        <span className={styles.primary}>
          <Button kind="primary" onClick={primary.onClick} disabledReason={unavailable}>
            {primary.label}
          </Button>
        </span>
        <Button onClick={commands.stepOnce} disabledReason={unavailable ?? nothingLeft}>
          Single step
        </Button>
        <Button onClick={commands.startOver} disabledReason={unavailable}>
          Start over
        </Button>
      </ButtonRow>
      <Progress
        label={`Step ${count(step)} of ${count(total)}`}
        value={total > 0 ? step / total : 0}
        detail={detailOf(phase)}
        standing
      />
    </div>
  );
}

function detailOf(phase: PlaygroundStatus['phase'] | null): string {
  if (phase === null) return 'not begun';
  if (phase === 'ended') return 'done';
  if (phase === 'failed') return 'stopped by a problem';
  return phase;
}
