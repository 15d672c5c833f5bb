/** The ensembles that come with the page and are fetched when somebody wants them: those not in the list yet. */
import { Button } from '../../components/Button';
import { ButtonRow } from '../../components/ButtonRow';
import { ON_CHOICE } from '../../ensemble/shipped';
import { SHIPPED_NAMES } from '../../ensemble/shipped-names';
import { useSession, useSessionState } from '../session-context';
import { Fetching } from '../shipped-choice/Fetching';
import styles from './MoreShipped.module.css';

export function MoreShipped() {
  const session = useSession();
  const ensembles = useSessionState((state) => state.ensembles);
  const fetching = useSessionState((state) => state.fetching);
  const away = ON_CHOICE.filter((id) => !ensembles.some((record) => record.id === id));
  if (away.length === 0) return null;
  return (
    <div className={styles.more}>
      <p className="small-note">
        Trained in other ways, and fetched when you want them. Their accuracies are within a point
        of the diverse one’s, but for adversarial training, which costs a little more.
      </p>
      <ButtonRow>
        {away
          .filter((id) => !fetching[id])
          .map((id) => (
            <Button key={id} label={`Fetch ${SHIPPED_NAMES[id]}`} onClick={() => session.want(id)}>
              {SHIPPED_NAMES[id]}
            </Button>
          ))}
      </ButtonRow>
      {away.map((id) => (
        <Fetching key={id} id={id} />
      ))}
    </div>
  );
}
