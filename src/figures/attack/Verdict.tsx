/** Who is fooled, in words and by the names of the three meanings of success. */
import { SUCCESS_DEFINITIONS, SUCCESS_MEANINGS } from '../../attacks/success';
import { memberLabel } from '../../components/members';
import { Status } from '../../components/Status';
import type { AttackRequest, LiveAttack } from '../../engine/protocol';
import { LIST, verdictOf } from './outcome';
import styles from './Verdict.module.css';

interface VerdictProps {
  readonly classes: readonly string[];
  readonly request: AttackRequest;
  readonly attack: LiveAttack;
}

export function Verdict({ classes, request, attack }: VerdictProps) {
  const { attackable, label, clean } = attack;
  const { words, meanings } = verdictOf(classes, attack);
  const wrongBefore = clean.labels.flatMap((own, i) => (own === label ? [] : [memberLabel(i)]));
  return (
    <div className={styles.verdict}>
      <Status>
        {words}
        {request.source === 'ensemble'
          ? ''
          : ` The step was made on ${memberLabel(request.source)} alone; what it does to the others is transfer.`}
      </Status>
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
      {attackable ? null : (
        <p className="small-note">
          {LIST.format(wrongBefore)} {wrongBefore.length === 1 ? 'is' : 'are'} wrong about this
          image before any attack, so it counts in no success rate.
        </p>
      )}
    </div>
  );
}
