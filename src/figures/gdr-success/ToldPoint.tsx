/** The ensemble that is pointed at: how it was trained, and what was measured of it. */
import { percent, significant } from '../../components/format';
import { shareIn } from '../../sweep/known-rating';
import type { Measure } from '../../sweep/measure-names';
import type { Outcome, OutcomeMeaning } from '../../sweep/outcomes';
import { measureIn, type SweepPoint } from '../sweep-lines/sweep-points';
import { MEANING_WORDS, MEASURE_AXES } from '../sweep-lines/sweep-words';
import { WaySample } from '../sweep-lines/WayMark';
import styles from './ToldPoint.module.css';

interface ToldPointProps {
  readonly point: SweepPoint | null;
  readonly attack: Omit<Outcome, 'meaning'>;
  readonly meanings: readonly OutcomeMeaning[];
  readonly measure: Measure;
}

export function ToldPoint({ point, attack, meanings, measure }: ToldPointProps) {
  return (
    <div className={styles.told}>
      {point ? (
        <p>
          <WaySample way={point.way} hollow={point.own} /> <b>{point.name}</b>, {point.members}{' '}
          members: {MEASURE_AXES[measure]}{' '}
          {significant(measureIn(point.rating, measure) ?? Number.NaN, 3)};{' '}
          {meanings
            .map((meaning) => {
              const share = shareIn(point.rating, { ...attack, meaning }) ?? Number.NaN;
              return `${MEANING_WORDS[meaning].label} ${percent(share, 1)}`;
            })
            .join(', ')}
          ; accuracy {percent(point.rating.ensembleAccuracy ?? Number.NaN, 1)}.{' '}
          {point.own ? 'Measured in this browser.' : 'Computed beforehand.'}
        </p>
      ) : (
        <p>
          Touch a point, or go along them with the arrow keys: here it tells how it was trained.
        </p>
      )}
    </div>
  );
}
