/** Who is fooled, in words and by the names of the three meanings of success. */
import { useMemo } from 'react';
import { SUCCESS_DEFINITIONS, SUCCESS_MEANINGS } from '../../attacks/success';
import { Status } from '../../components/Status';
import type { LiveAttack } from '../../engine/protocol';
import { longestVerdict, verdictOf } from './outcome';
import { lastStep, type Moment } from './replay';
import styles from './Verdict.module.css';

interface VerdictProps {
  readonly classes: readonly string[];
  readonly attack: LiveAttack;
  readonly moment: Moment;
}

export function Verdict({ classes, attack, moment }: VerdictProps) {
  const { label, clean } = attack;
  const members = clean.labels.length;
  const last = lastStep(attack);
  const { words, meanings, counted } = verdictOf(classes, label, clean, moment.attacked);
  const longest = useMemo(() => longestVerdict(classes, members), [classes, members]);
  const when = moment.step < last ? `After step ${moment.step} of ${last}: ` : '';
  return (
    <div className={styles.verdict}>
      <div
        className={styles.roomy}
        data-longest={`After step ${last} of ${last}: ${longest.words}`}
      >
        <Status>
          {when}
          {words}
        </Status>
      </div>
      <dl className={styles.meanings}>
        {SUCCESS_MEANINGS.map((meaning) => (
          <div key={meaning} data-success={meanings[meaning] === 'yes'}>
            <dt>
              <i>{meaning}</i>: {meanings[meaning]}
            </dt>
            <dd>{SUCCESS_DEFINITIONS[meaning]}</dd>
          </div>
        ))}
      </dl>
      <div className={`small-note ${styles.roomy}`} data-longest={longest.counted}>
        <p>{counted}</p>
      </div>
    </div>
  );
}
