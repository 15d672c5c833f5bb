/** How far a measure has come, how long it will take, and what it waits for. */
import { duration } from '../../components/format';
import { Progress } from '../../components/Progress';
import { useSessionState } from '../session-context';
import { FetchingSurrogate } from './FetchingSurrogate';
import { COARSE } from './use-measure';
import { useSecondsLeft } from './use-seconds-left';

interface MeasureProgressProps {
  /** 0 to 1. */
  readonly progress: number;
  /** Whether the first images have been measured. */
  readonly coarse?: boolean;
  readonly label?: string;
  readonly onCancel?: (() => void) | undefined;
}

export function MeasureProgress(props: MeasureProgressProps) {
  const { progress, coarse = false, label = 'Measuring on the held-out images', onCancel } = props;
  const waiting = useSessionState(({ run }) =>
    run ? ['running', 'waiting', 'ending'].includes(run.status.phase) : false,
  );
  const surrogate = useSessionState((state) => state.surrogate);
  const left = useSecondsLeft(progress);
  if (waiting) {
    return (
      <Progress
        label="Waits until the run in the Lab rests"
        detail="measuring would slow it down"
      />
    );
  }
  if (surrogate) return <FetchingSurrogate surrogate={surrogate} onCancel={onCancel} />;
  return (
    <Progress
      label={coarse ? `The first ${COARSE} images; measuring on all` : label}
      value={progress}
      detail={left === null ? undefined : `${duration(left)} left`}
      onCancel={onCancel}
    />
  );
}
