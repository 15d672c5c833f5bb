/** The smallest ε at which the present attack fools, for each meaning of success, with its picture. */
import { EPSILON_RANGES } from '../../attacks/epsilon';
import { SUCCESS_MEANINGS, type SuccessMeaning } from '../../attacks/success';
import { Button } from '../../components/Button';
import { Columns } from '../../components/Columns';
import { duration } from '../../components/format';
import { memberLabel } from '../../components/members';
import { PixelImage } from '../../components/PixelImage';
import { Progress } from '../../components/Progress';
import { Status } from '../../components/Status';

import type { DataDescription, Fooled, SmallestRequest } from '../../engine/protocol';
import { useSecondsLeft } from '../measured/use-seconds-left';
import styles from './SmallestEpsilon.module.css';
import { useSmallest } from './use-smallest';

interface SmallestEpsilonProps {
  readonly data: DataDescription;
  readonly request: SmallestRequest;
  readonly revision: number;
  /** Attacks with an ε that was found. */
  readonly onEpsilon: (epsilon: number) => void;
}

const QUESTIONS: Readonly<Record<SuccessMeaning, string>> = {
  same: 'all alike',
  all: 'all wrong',
  ensemble: 'the vote',
};

export function SmallestEpsilon({ data, request, revision, onEpsilon }: SmallestEpsilonProps) {
  const { found, progress, failure, search, cancel } = useSmallest(request, revision);
  const left = useSecondsLeft(progress ?? 0);
  const { max } = EPSILON_RANGES[request.recipe.norm];
  return (
    <section className={styles.smallest} aria-label="Smallest ε that fools">
      <h3 className={styles.title}>Smallest ε that fools</h3>
      <div className={styles.line}>
        {progress !== null ? (
          <Progress
            label="Trying one ε after another"
            value={progress}
            detail={left === null ? undefined : `${duration(left)} left`}
            onCancel={cancel}
          />
        ) : (
          <>
            <Button onClick={search}>{found ? 'Search again' : 'Search'}</Button>
            <Status className={styles.words}>
              {failure
                ? `It could not be searched. ${failure}`
                : found
                  ? 'The smallest that the search found: success may come and go with ε, so a smaller one may have been passed over.'
                  : `Between 0 and ${max}, for this image and this attack.`}
            </Status>
          </>
        )}
      </div>
      <Columns least="15rem">
        {SUCCESS_MEANINGS.map((meaning) => (
          <Slot
            key={meaning}
            meaning={meaning}
            data={data}
            found={found?.[meaning]}
            max={max}
            onEpsilon={onEpsilon}
          />
        ))}
      </Columns>
    </section>
  );
}

interface SlotProps {
  readonly meaning: SuccessMeaning;
  readonly data: DataDescription;
  /** Null where no ε fools, undefined where it is not known. */
  readonly found: Fooled | null | undefined;
  readonly max: number;
  readonly onEpsilon: (epsilon: number) => void;
}

function Slot({ meaning, data, found, max, onEpsilon }: SlotProps) {
  const { classes, imageShape } = data;
  const [height = 1, width = 1] = imageShape;
  const says = found ? wordsOf(found, classes, meaning) : '';
  return (
    <figure className={styles.slot}>
      <div className={styles.picture}>
        {found ? (
          <PixelImage
            values={found.image}
            width={width}
            height={height}
            label={`The image at ε ${found.epsilon}: ${says}`}
          />
        ) : null}
      </div>
      <figcaption>
        <b>
          <i>{meaning}</i>: {QUESTIONS[meaning]}
        </b>
        <span className={styles.epsilon} data-value={`smallest-${meaning}`}>
          {found === undefined
            ? 'ε = –'
            : found === null
              ? `not up to ε = ${max}`
              : found.epsilon === 0
                ? 'wrong already'
                : `ε = ${found.epsilon}`}
        </span>
        <span className={styles.says}>{says}</span>
        <Button
          kind="quiet"
          label={`Attack with the ε of ${meaning}`}
          disabledReason={found && found.epsilon > 0 ? undefined : 'No ε has been found.'}
          onClick={() => found && onEpsilon(found.epsilon)}
        >
          Attack with it
        </Button>
      </figcaption>
    </figure>
  );
}

function wordsOf(
  { attacked }: Fooled,
  classes: readonly string[],
  meaning: SuccessMeaning,
): string {
  if (meaning === 'ensemble') return `ensemble says ${classes[attacked.ensemble]}`;
  if (meaning === 'same') return `all say ${classes[attacked.labels[0] ?? 0]}`;
  return attacked.labels.map((own, i) => `${memberLabel(i)} ${classes[own]}`).join(', ');
}
