/**
 * What a sweep measures of each ensemble: what `train --json` does, by the same names, and who else attacks: one
 * member at each ε, a plain surrogate and one that was trained in the same way.
 */
import { RECIPES } from '../attacks/attack-recipe';
import { borrowedAttacks } from '../attacks/borrowed-attacks';
import { epsilonKey, FINAL_EPSILONS, SAMPLE_EPSILON } from '../attacks/epsilon';
import { type PlannedAttack, plannedAttacks } from '../attacks/strongest';
import type { Success } from '../attacks/success';
import {
  type SurrogateKind,
  SWEPT_ATTACKS,
  TRANSFERRED_ATTACKS,
  UNANIMOUS_ATTACKS,
} from '../attacks/swept-attacks';
import { type LabelledImages, sliceImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import type { Prediction } from '../ensemble/prediction';
import { labelsDiffer } from './disagreement';
import { type Evaluation, evaluate } from './evaluation';
import { type Job, mapValues, runJobs, type Tell } from './jobs';
import type { MemberTransfer } from './member-transfer';
import {
  type AttackRating,
  type ByEpsilon,
  type Rating,
  toRating,
  transferJob,
  workOf,
} from './rate';
import { countWithstood, type Withstood, withstand } from './withstand';

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

export interface SweepRatingRequest {
  readonly model: Model;
  /** The first of the test set, for the accuracies. */
  readonly images: LabelledImages;
  /** Of the pixels (Dataset.pixelSpread). */
  readonly spread: Float32Array;
  /** How many of the images are attacked, from the first, and how many of them by the strongest attack. */
  readonly attacked: number;
  readonly strongest: number;
  readonly surrogates: Readonly<Record<SurrogateKind, Model>>;
}

/** @param tell how far it has come: what is being done, and the share of all that is done */
export async function rateForSweep(request: SweepRatingRequest, tell: Tell): Promise<SweepRating> {
  const { model, images, spread } = request;
  const rated = sliceImages(images, 0, Math.min(request.attacked, images.labels.length));
  const few = sliceImages(images, 0, Math.min(request.strongest, images.labels.length));
  const jobs = planned(request, rated, few);
  await tell('accuracy and gradients', 0);
  const { memberAccuracy, ensembleAccuracy, gdr, cosine, measures } = await evaluate(
    model,
    images,
    spread,
    [SAMPLE_EPSILON],
    rated.labels.length,
  );
  const { attacks, strongest, transfer, surrogates } = await runJobs(jobs, tell);
  const { gdrSpread, norm, normMedian, jointSlope } = measures;
  const usual = epsilonKey(SAMPLE_EPSILON);
  const { plain, same } = surrogates;
  const either = plain.achieved.map((own, b) => anyOf(own, same.achieved[b]!));
  const everyAttack = Object.values(attacks).flatMap((ofOne) => Object.values(ofOne));
  const { clean } = everyAttack[0]!;
  return {
    memberAccuracy,
    ensembleAccuracy,
    gdr,
    cosine,
    measures: { gdr, gdrSpread, norm, normMedian, jointSlope },
    images: {
      accuracy: images.labels.length,
      attacked: rated.labels.length,
      strongest: few.labels.length,
    },
    attacks: mapValues(attacks, (ofOne) => mapValues(ofOne, toRating)) as SweepRating['attacks'],
    strongest: mapValues(strongest, toRating),
    transfer: {
      images: transfer.pgd[usual]!.images,
      fgs: mapValues(transfer.fgs, ({ share }) => share),
      pgd: mapValues(transfer.pgd, ({ share }) => share),
    },
    surrogates: { plain: toRating(plain), same: toRating(same) },
    surrogate: toRating(countWithstood(clean, either, rated.labels)),
    disagreement: {
      cleanDisagree: clean.filter(labelsDiffer).length / clean.length,
      unanimousWrong: Object.fromEntries(
        UNANIMOUS_ATTACKS.map((name) => [
          name,
          unanimousWrong(attacks[name]![usual]!.attacked, rated.labels),
        ]),
      ) as SweepRating['disagreement']['unanimousWrong'],
    },
    zeroGradients: Math.max(...everyAttack.map(({ still, images: all }) => still / all)),
  };
}

/** All that is attacked for a request. */
function planned(
  { model, surrogates }: SweepRatingRequest,
  rated: LabelledImages,
  few: LabelledImages,
) {
  const { classCount } = model.architecture.spec;
  const made = (
    title: string,
    attacks: readonly PlannedAttack[],
    on: LabelledImages = rated,
    source: Model = model,
  ): Job<Withstood> => ({
    title,
    work: on.labels.length * workOf(attacks),
    run: async (onShare) =>
      (await withstand({ model, madeOn: [source], images: on, attacks }, onShare))!,
  });
  const atEach = <T>(
    method: 'fgs' | 'pgd' | 'mi' | 'agree' | 'strongest',
    epsilons: readonly number[],
    job: (title: string, attacks: readonly PlannedAttack[]) => Job<T>,
  ): Readonly<Record<string, Job<T>>> =>
    Object.fromEntries(
      epsilons.map((epsilon) => {
        const attacks = plannedAttacks(RECIPES[method], epsilon, classCount);
        const key = epsilonKey(epsilon);
        return [key, job(`${method}, ε = ${key}`, attacks)];
      }),
    );
  const borrowed = borrowedAttacks(classCount, SAMPLE_EPSILON);
  const usual = [SAMPLE_EPSILON];
  const attacks: Record<string, Readonly<Record<string, Job<Withstood>>>> = {
    ...Object.fromEntries(SWEPT_ATTACKS.map((name) => [name, atEach(name, FINAL_EPSILONS, made)])),
    agree: atEach('agree', usual, made),
  };
  const transfer = Object.fromEntries(
    TRANSFERRED_ATTACKS.map((name) => [
      name,
      atEach(name, FINAL_EPSILONS, (_, own) => transferJob(model, rated, own)),
    ]),
  ) as Record<(typeof TRANSFERRED_ATTACKS)[number], Readonly<Record<string, Job<MemberTransfer>>>>;
  return {
    attacks,
    transfer,
    surrogates: {
      plain: made('plain surrogate', borrowed, rated, surrogates.plain),
      same: made('surrogate of the same way', borrowed, rated, surrogates.same),
    },
    strongest: atEach('strongest', usual, (title, own) => made(title, own, few)),
  };
}

function anyOf(one: Success, other: Success): Success {
  return {
    same: one.same || other.same,
    all: one.all || other.all,
    ensemble: one.ensemble || other.ensemble,
  };
}

/** Share of all images that all members name alike and wrongly. */
function unanimousWrong(attacked: readonly Prediction[], labels: Uint8Array): number {
  const wrong = attacked.filter((own, b) => !labelsDiffer(own) && own.labels[0] !== labels[b]);
  return wrong.length / attacked.length;
}
