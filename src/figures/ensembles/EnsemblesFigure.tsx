/**
 * The ensembles at hand: GDR against the success of the picked attack as a picture, all their numbers as a table,
 * and a way to bring in more.
 */
import { Notice } from '../../components/Notice';
import { AttackPicker } from '../attack-picker/AttackPicker';
import { useSharedAttack } from '../attack-picker/use-shared-attack';
import { MeasureProgress } from '../measured/MeasureProgress';
import { useSessionState } from '../session-context';
import { EnsembleList } from './EnsembleList';
import styles from './EnsemblesFigure.module.css';
import { GdrScatter } from './GdrScatter';
import { LoadEnsemble } from './LoadEnsemble';
import { MoreShipped } from './MoreShipped';
import { type Ratings, useRatings } from './use-ratings';

export function EnsemblesFigure() {
  const ensembles = useSessionState((state) => state.ensembles);
  const members = Math.min(...ensembles.map(({ weights }) => weights.members));
  const [attack, setAttack] = useSharedAttack('ensembles', Number.isFinite(members) ? members : 0);
  const ratings = useRatings(ensembles, attack);
  return (
    <>
      <div className={styles.attack}>
        <AttackPicker
          value={attack}
          onChange={setAttack}
          members={Number.isFinite(members) ? members : 0}
        />
        <RatingProgress ratings={ratings} />
      </div>
      <GdrScatter attack={attack} ratings={ratings} />
      <EnsembleList attack={attack} ratings={ratings} />
      <MoreShipped />
      <LoadEnsemble />
    </>
  );
}

function RatingProgress({ ratings }: { ratings: Ratings }) {
  const { progress, cancelled, failure, cancel, again } = ratings;
  if (progress) {
    const { missing, share } = progress;
    return (
      <MeasureProgress
        label={`Rating with this attack: ${missing} ${missing === 1 ? 'ensemble' : 'ensembles'} to go`}
        progress={share}
        onCancel={cancel}
      />
    );
  }
  if (cancelled) {
    return (
      <Notice actions={[{ label: 'Rate', onClick: again }]}>
        Called off: some ensembles are not rated with this attack.
      </Notice>
    );
  }
  if (failure) {
    return (
      <Notice tone="problem" actions={[{ label: 'Try again', onClick: again }]}>
        An ensemble could not be rated. {failure}
      </Notice>
    );
  }
  return null;
}
