/** Who is fooled, in words and by the names of the three meanings of success. */
import { SUCCESS_DEFINITIONS, SUCCESS_MEANINGS } from '../../attacks/success';
import { memberLabel } from '../../components/members';
import { Status } from '../../components/Status';
import type { AttackRequest, LiveAttack } from '../../engine/protocol';
import styles from './Verdict.module.css';

interface VerdictProps {
  readonly classes: readonly string[];
  readonly request: AttackRequest;
  readonly attack: LiveAttack;
}

export function Verdict({ classes, request, attack }: VerdictProps) {
  const { attacked, attackable, success, label, clean } = attack;
  const agree = attacked.labels.every((own) => own === attacked.labels[0]);
  const fooled = attacked.labels.filter((own) => own !== label).length;
  const wrongBefore = clean.labels.flatMap((own, i) => (own === label ? [] : [memberLabel(i)]));
  const answers = attacked.labels.map((own, i) => `${memberLabel(i)} says ${classes[own]}`);
  return (
    <div className={styles.verdict}>
      <Status>
        {fooled} of {attacked.labels.length} members fooled.{' '}
        {agree
          ? `They agree on ${classes[attacked.labels[0] ?? 0]}.`
          : `They disagree, and that can be noticed: ${answers.join(', ')}.`}
        {request.source === 'ensemble'
          ? ''
          : ` The step was made on ${memberLabel(request.source)} alone; what it does to the others is transfer.`}
      </Status>
      <dl className={styles.meanings}>
        {SUCCESS_MEANINGS.map((meaning) => (
          <div key={meaning} data-success={success[meaning]}>
            <dt>
              <i>{meaning}</i>: {success[meaning] ? 'yes' : 'no'}
            </dt>
            <dd>{SUCCESS_DEFINITIONS[meaning]}</dd>
          </div>
        ))}
      </dl>
      {attackable ? null : (
        <p className="small-note">
          {wrongBefore.join(' and ')} {wrongBefore.length === 1 ? 'is' : 'are'} wrong about this
          image before any attack, so it counts in no success rate.
        </p>
      )}
    </div>
  );
}
