/**
 * What `train` and `rate` measure of an ensemble: accuracies, the geometry of its gradients, and what it withstands,
 * by who attacks: one member, a surrogate, or one who has everything in hand.
 */
import { type AttackRecipe, RECIPES } from '../attacks/attack-recipe';
import { borrowedAttacks } from '../attacks/borrowed-attacks';
import { epsilonKey, FINAL_EPSILONS, SAMPLE_EPSILON } from '../attacks/epsilon';
import { type PlannedAttack, plannedAttacks } from '../attacks/strongest';
import type { SuccessRates } from '../attacks/success';
import { type LabelledImages, sliceImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { type Evaluation, evaluate } from './evaluation';
import type { GradientMeasures } from './gradient-measures';
import { type Job, mapValues, runJobs, type Tell } from './jobs';
import { type MemberTransfer, memberTransfer } from './member-transfer';
import { type Withstood, type WithstoodCounts, withstand } from './withstand';

/** From the first of the test set. */
export const ACCURACY_IMAGES = 2000;
export const ATTACK_IMAGES = 1000;
export const STRONGEST_IMAGES = 500;

/** Of the strongest attack. */
const STRONGEST_EPSILONS = [0.03, 0.06] as const;

/** The attacks of a rating, by the names that the report gives them. */
export const RATED_ATTACKS = {
  fgs: RECIPES.fgs,
  pgd: RECIPES.pgd,
  mi: RECIPES.mi,
  agree: RECIPES.agree,
} as const;

/** What an attack achieves and what is left, shares from 0 to 1. */
export interface AttackRating extends SuccessRates {
  /** Share of all images attacked that the mean vote gets right and still does. */
  readonly robust: number;
  /** Share of all images attacked that every member gets right and not every one gets wrong then. */
  readonly jointAccuracy: number;
  /** Those that every member gets right unattacked: the denominator of the success rates. */
  readonly images: number;
}

/** By ε, spelled as `epsilonKey` does. */
export type ByEpsilon<T> = Readonly<Record<string, T>>;

/** As printed with --json. */
export interface Rating extends Pick<Evaluation, 'memberAccuracy' | 'ensembleAccuracy'> {
  readonly gdr: number;
  readonly cosine: number;
  readonly measures: Pick<
    GradientMeasures,
    'gdr' | 'gdrSpread' | 'norm' | 'normMedian' | 'jointSlope'
  >;
  /** Success of FGS at the usual ε. */
  readonly fgs: ByEpsilon<SuccessRates>;
  readonly attacks: Readonly<Record<string, ByEpsilon<AttackRating>>>;
  /** PGD, ε 0.06: the share of images, right for both, that what is made on one member turns wrong on another; mean. */
  readonly transfer?: number;
  /** Share of the images attacked at which an attack had no direction to climb. */
  readonly zeroGradients: number;
  /** The worst of PGD on the mean, on the sum and for agreement, ε 0.06, made on each surrogate. */
  readonly surrogate?: AttackRating;
  /** The attack that was asked for, made on the surrogates. */
  readonly surrogateAttacks?: Readonly<Record<string, ByEpsilon<AttackRating>>>;
  readonly strongest?: ByEpsilon<AttackRating>;
}

export interface RatingRequest {
  readonly model: Model;
  /** The first of the test set, for the accuracies. */
  readonly images: LabelledImages;
  /** Of the pixels (Dataset.pixelSpread). */
  readonly spread: Float32Array;
  /** How many of the images are attacked, from the first. */
  readonly attacked: number;
  readonly epsilons: readonly number[];
  readonly surrogates: readonly Model[];
  readonly strongest: boolean;
  /** The one attack that is asked for, and its name, in place of all that a rating has. */
  readonly only?: { readonly name: string; readonly recipe: AttackRecipe };
}

export interface Rated {
  readonly rating: Rating;
  readonly evaluation: Evaluation & { readonly measures: GradientMeasures };
}

/** @param tell how far it has come: what is being done, and the share of all that is done */
export async function rate(request: RatingRequest, tell: Tell): Promise<Rated> {
  const { model, images, spread, surrogates, only } = request;
  const jobs = planned(request);
  await tell('accuracy and gradients', 0);
  const evaluation = await evaluate(model, images, spread, FINAL_EPSILONS, request.attacked);
  const { attacks, transfer, surrogate, surrogateAttacks, strongest } = await runJobs(jobs, tell);
  const { memberAccuracy, ensembleAccuracy, gdr, cosine, fgs } = evaluation;
  const { gdrSpread, norm, normMedian, jointSlope } = evaluation.measures;
  const still = Object.values(attacks)
    .flatMap((ofOne) => Object.values(ofOne))
    .map((found) => found.still / found.images);
  return {
    evaluation,
    rating: {
      memberAccuracy,
      ensembleAccuracy,
      gdr,
      cosine,
      measures: { gdr, gdrSpread, norm, normMedian, jointSlope },
      fgs: Object.fromEntries(fgs.map(({ epsilon, rates }) => [epsilonKey(epsilon), rates])),
      attacks: mapValues(attacks, (ofOne) => mapValues(ofOne, toRating)),
      ...(transfer.pgd === undefined ? {} : { transfer: transfer.pgd.share }),
      zeroGradients: Math.max(...still),
      ...(surrogate.worst ? { surrogate: toRating(surrogate.worst) } : {}),
      ...(only && surrogates.length > 0
        ? { surrogateAttacks: mapValues(surrogateAttacks, (ofOne) => mapValues(ofOne, toRating)) }
        : {}),
      ...(request.strongest ? { strongest: mapValues(strongest, toRating) } : {}),
    },
  };
}

/** All that is attacked for a request. */
function planned({
  model,
  images,
  attacked,
  epsilons,
  surrogates,
  strongest,
  only,
}: RatingRequest) {
  const { classCount } = model.architecture.spec;
  const first = (count: number) => sliceImages(images, 0, Math.min(count, images.labels.length));
  const rated = first(attacked);
  const made = (
    title: string,
    on: LabelledImages,
    attacks: readonly PlannedAttack[],
    madeOn: readonly Model[] = [model],
  ): Job<Withstood> => ({
    title,
    work: on.labels.length * workOf(attacks) * madeOn.length,
    run: async (onShare) => (await withstand({ model, madeOn, images: on, attacks }, onShare))!,
  });
  const atEach = (
    title: string,
    recipe: AttackRecipe,
    at: readonly number[],
    on: LabelledImages,
    madeOn?: readonly Model[],
  ) =>
    Object.fromEntries(
      at.map((epsilon) => {
        const key = epsilonKey(epsilon);
        const attacks = plannedAttacks(recipe, epsilon, classCount);
        return [key, made(`${title}, ε = ${key}`, on, attacks, madeOn)];
      }),
    );
  const wanted: Readonly<Record<string, AttackRecipe>> = only
    ? { [only.name]: only.recipe }
    : RATED_ATTACKS;
  const judged = surrogates.length > 0;
  return {
    attacks: mapValues(wanted, (recipe, name) => atEach(name, recipe, epsilons, rated)),
    transfer: (only
      ? {}
      : {
          pgd: transferJob(model, rated, plannedAttacks(RECIPES.pgd, SAMPLE_EPSILON, classCount)),
        }) as {
      pgd?: Job<MemberTransfer>;
    },
    surrogate: (judged && !only
      ? {
          worst: made('surrogates', rated, borrowedAttacks(classCount, SAMPLE_EPSILON), surrogates),
        }
      : {}) as { worst?: Job<Withstood> },
    surrogateAttacks: mapValues(only && judged ? wanted : {}, (recipe, name) =>
      atEach(`${name} on surrogates`, recipe, epsilons, rated, surrogates),
    ),
    strongest: strongest
      ? atEach('strongest', RECIPES.strongest, STRONGEST_EPSILONS, first(STRONGEST_IMAGES))
      : {},
  };
}

export function transferJob(
  model: Model,
  images: LabelledImages,
  attacks: readonly PlannedAttack[],
): Job<MemberTransfer> {
  return {
    title: 'member to member',
    // Through each member alone.
    work: images.labels.length * workOf(attacks),
    run: (onShare) => memberTransfer(model, images, attacks, onShare),
  };
}

/** In passes through the ensemble, for each image. */
export function workOf(attacks: readonly PlannedAttack[]): number {
  return attacks.reduce((sum, { spec }) => sum + spec.restarts * (spec.steps + 1), 0);
}

export function toRating({
  rates,
  robust,
  jointAccuracy,
  attackable,
}: WithstoodCounts): AttackRating {
  return { ...rates, robust, jointAccuracy, images: attackable };
}
