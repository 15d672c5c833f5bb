/**
 * What a sweep measures of each ensemble: what `train --json` does, by the same names, and who else attacks: one
 * member at each ε, a plain surrogate and one that was trained in the same way.
 */
import type {
  SurrogateKind,
  SWEPT_ATTACKS,
  TRANSFERRED_ATTACKS,
  UNANIMOUS_ATTACKS,
} from '../attacks/swept-attacks';
import type { Evaluation } from './evaluation';
import type { AttackRating, ByEpsilon, Rating } from './rate';

export interface SweepRating
  extends Pick<Evaluation, 'memberAccuracy' | 'ensembleAccuracy'>,
    Pick<Rating, 'gdr' | 'cosine' | 'measures' | 'zeroGradients'> {
  /** How many of the test set, from the first, the accuracies are of, and how many were attacked. */
  readonly images: {
    readonly accuracy: number;
    readonly attacked: number;
    readonly strongest: number;
  };
  readonly attacks: Readonly<
    Record<(typeof SWEPT_ATTACKS)[number] | 'agree', ByEpsilon<AttackRating>>
  >;
  readonly strongest: ByEpsilon<AttackRating>;
  readonly transfer: Readonly<Record<(typeof TRANSFERRED_ATTACKS)[number], ByEpsilon<number>>> & {
    /** Images that both members of a pair get right, summed over ordered pairs. */
    readonly images: number;
  };
  /** The worst of PGD on the mean, on the sum and for agreement, ε 0.06, made on each surrogate. */
  readonly surrogates: Readonly<Record<SurrogateKind, AttackRating>>;
  /** The worst that is made on either. */
  readonly surrogate: AttackRating;
  readonly disagreement: {
    /** Share of all images attacked of which, unattacked, some two members name different classes. */
    readonly cleanDisagree: number;
    /** Share of all images attacked that every member names alike and wrongly after an attack at ε 0.06. */
    readonly unanimousWrong: Readonly<Record<(typeof UNANIMOUS_ATTACKS)[number], number>>;
  };
}
