/** The ensemble that is pointed at: how it was trained, what was measured of it, and a way to train it again. */
import { Button } from '../../components/Button';
import { duration, percent, significant } from '../../components/format';
import { Progress } from '../../components/Progress';
import { shareIn } from '../../sweep/known-rating';
import { lineKey, type SweepLine } from '../../sweep/sweep-line';
import { useSecondsLeft } from '../measured/use-seconds-left';
import { useSession, useSessionState } from '../session-context';
import { measureIn, type SweepPoint } from '../sweep-lines/sweep-points';
import { MEANING_WORDS, MEASURE_AXES } from '../sweep-lines/sweep-words';
import { useSweepHere } from '../sweep-lines/use-sweep-points';
import { WaySample } from '../sweep-lines/WayMark';
import { againWords, type Shown } from './again-words';
import styles from './ToldPoint.module.css';

interface ToldPointProps extends Shown {
  readonly point: SweepPoint | null;
}

export function ToldPoint({ point, ...shown }: ToldPointProps) {
  return (
    <div className={styles.told}>
      {point ? (
        <p>
          <WaySample way={point.way} hollow={point.own} /> {wordsOf(point, shown)}
        </p>
      ) : (
        <p>
          Touch a point, or go along them with the arrow keys: here it tells how it was trained.
        </p>
      )}
      {point?.line ? <TrainHere key={point.key} line={point.line} {...shown} /> : null}
    </div>
  );
}

function wordsOf({ name, members, rating, own }: SweepPoint, { attack, meanings, measure }: Shown) {
  const shares = meanings.map((meaning) => {
    const share = shareIn(rating, { ...attack, meaning }) ?? Number.NaN;
    return `${MEANING_WORDS[meaning].label} ${percent(share, 1)}`;
  });
  return (
    <>
      <b>{name}</b>, {members} members: {MEASURE_AXES[measure]}{' '}
      {significant(measureIn(rating, measure) ?? Number.NaN, 3)}; {shares.join(', ')}; accuracy{' '}
      {percent(rating.ensembleAccuracy ?? Number.NaN, 1)}.{' '}
      {own ? 'Measured in this browser.' : 'Computed beforehand.'}
    </>
  );
}

function TrainHere({ line, ...shown }: Shown & { readonly line: SweepLine }) {
  const { sweep } = useSession();
  const key = lineKey(line);
  const asked = useSweepHere((state) => state.asked.includes(key));
  const doing = useSweepHere((state) => (state.doing?.again === key ? state.doing : null));
  const again = useSweepHere((state) => state.again[key]);
  const failure = useSweepHere((state) => state.failure);
  const running = useSessionState(({ run }) =>
    run ? ['running', 'waiting', 'ending'].includes(run.status.phase) : false,
  );
  const left = useSecondsLeft(doing?.share ?? 0);
  return (
    <>
      {asked ? (
        <Progress
          label={
            running
              ? 'Waits until the run in the Lab rests'
              : `Here: ${doing?.what ?? 'waits for its turn'}`
          }
          value={doing?.share}
          detail={left === null ? undefined : `${duration(left)} left`}
          onCancel={() => sweep.cancelAgain()}
        />
      ) : again ? null : (
        <div>
          <Button onClick={() => sweep.again(line)}>Train this one here</Button>
        </div>
      )}
      <p role="status">
        {again ? againWords(line.rating, again, shown) : ''}
        {failure && !again ? `It could not be trained here. ${failure}` : ''}
      </p>
    </>
  );
}
