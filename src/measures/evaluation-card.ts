/**
 * The evaluation card of an ensemble: attacks from the weakest to the strongest, with more effort, at larger ε, by
 * who has another ensemble and by who sees no gradient: what it takes to believe that an ensemble withstands
 * attacks. The rules are in card-rules.ts.
 *
 * Success is the vote being wrong. It is judged on all images; beside it stands the share of those that every
 * member gets right unattacked.
 */
import { type Method, RECIPES } from '../attacks/attack-recipe';
import { borrowedAttacks } from '../attacks/borrowed-attacks';
import { squareAttack } from '../attacks/square';
import { type PlannedAttack, plannedAttacks } from '../attacks/strongest';
import { everyMemberRight } from '../attacks/success';
import { type LabelledImages, pickImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { BOUNDLESS_EPSILON, type CardNumbers, type Verdicts, verdictsOf } from './card-rules';
import { type Evaluation, evaluate } from './evaluation';
import { type OnShare, type Withstood, withstand } from './withstand';

export interface CardSubject {
  readonly model: Model;
  /** Other ensembles, which an attacker might have instead; none where there is none at hand. */
  readonly surrogates: readonly Model[];
  /** A plainly trained ensemble, to compare lengths with; null for none. */
  readonly plain: Model | null;
  /** Held-out images, all of which are used: CARD_IMAGES, as a rule. */
  readonly images: LabelledImages;
  /** L∞, in units of pixel intensity. */
  readonly epsilon: number;
  /** [height, width, channels] */
  readonly imageShape: readonly number[];
  /** Of the data set's pixels, [inputSize]. */
  readonly spread: Float32Array;
}

export interface EvaluationCard extends CardNumbers {
  readonly verdicts: Verdicts;
}

/** With so many, it takes less than a minute on WASM with two threads. */
export const CARD_IMAGES = 200;
const QUERIES = 1000;
const SEED = 1;

/** How long each part takes, about, of 100; for the progress alone. */
const WORK = {
  gradients: 1,
  noise: 1,
  fgs: 1,
  pgd: 2,
  strongest: [22, 16, 9, 2],
  steps: 16,
  restarts: 8,
  surrogate: 6,
  square: 19,
} as const;

/** @returns null where it was called off */
export async function measureCard(
  subject: CardSubject,
  onShare: OnShare,
): Promise<EvaluationCard | null> {
  const numbers = await measureNumbers(subject, new Parts(onShare)).catch((error: unknown) => {
    if (error instanceof CalledOff) return null;
    throw error;
  });
  return numbers && { ...numbers, verdicts: verdictsOf(numbers) };
}

async function measureNumbers(subject: CardSubject, parts: Parts): Promise<CardNumbers> {
  const { model, surrogates, plain, images, epsilon, imageShape, spread } = subject;
  const { classCount } = model.architecture.spec;
  const epsilons = [epsilon / 2, epsilon, 2 * epsilon, BOUNDLESS_EPSILON];
  const planned = (method: Method, at = epsilon) => plannedAttacks(RECIPES[method], at, classCount);
  const attacked = (
    work: number,
    attacks: readonly PlannedAttack[],
    part = images,
    madeOn: readonly Model[] = [model],
  ) => parts.take(work, (told) => withstand({ model, madeOn, images: part, attacks }, told));

  const [own, beside] = await parts.take(WORK.gradients, async (told) => {
    if (!(await told(0))) return null;
    const evaluations = [await evaluate(model, images, spread, [epsilon])];
    if (plain) evaluations.push(await evaluate(plain, images, spread, [epsilon]));
    return evaluations as [Rated, Rated?];
  });
  const noise = await attacked(WORK.noise, planned('noise'));
  const fgs = await attacked(WORK.fgs, planned('fgs'));
  const pgd = await attacked(WORK.pgd, planned('pgd'));
  const strongest: Withstood[] = [];
  for (const [e, at] of epsilons.entries()) {
    strongest.push(await attacked(WORK.strongest[e]!, planned('strongest', at)));
  }

  // What the strongest leaves: more of the same, and who knows less, need only be tried there.
  const { clean, standing, robust, jointAccuracy } = strongest[1]!;
  const left = pickImages(images, standing);
  const fallen = (found: { readonly standing: readonly number[] }) =>
    (standing.length - found.standing.length) / images.labels.length;
  const more = async (work: number, attacks: readonly PlannedAttack[]) =>
    left.labels.length > 0 ? fallen(await attacked(work, attacks, left)) : 0;
  const steps = await more(WORK.steps, twiceTheSteps(classCount, epsilon));
  const restarts = await more(WORK.restarts, asManyStartsAgain(planned('strongest')));
  const borrowed =
    surrogates.length > 0
      ? await attacked(WORK.surrogate, borrowedAttacks(classCount, epsilon), images, surrogates)
      : null;
  const square = await parts.take(WORK.square, (told) =>
    squareAttack(model, images, imageShape, { epsilon, queries: QUERIES, seed: SEED }, told),
  );

  const right = Array.from(images.labels, (truth, b) => everyMemberRight(clean[b]!, truth));
  const attackable = right.filter(Boolean).length;
  const voteWrong = (stands: readonly number[]) => ({
    all: 1 - stands.length / images.labels.length,
    attackable: 1 - stands.filter((b) => right[b]).length / attackable,
  });
  const missed = (stands: readonly number[]) =>
    standing.filter((b) => !stands.includes(b)).length / images.labels.length;
  const unturned = square.turned.flatMap((gone, b) => (gone ? [] : [b]));
  return {
    epsilon,
    images: images.labels.length,
    attackable,
    noise: voteWrong(noise.standing),
    fgs: voteWrong(fgs.standing),
    pgd: voteWrong(pgd.standing),
    strongest: epsilons.map((at, e) => ({ epsilon: at, ...voteWrong(strongest[e]!.standing) })),
    added: { steps, restarts },
    surrogate: borrowed && {
      ensembles: surrogates.length,
      ...voteWrong(borrowed.standing),
      missed: missed(borrowed.standing),
    },
    square: { ...voteWrong(unturned), missed: missed(unturned), queries: QUERIES },
    gradients: {
      vanishing: own.measures.vanishing,
      none: own.leftOut,
      mean: own.measures.norm,
      median: own.measures.normMedian,
      plain: beside ? { mean: beside.measures.norm, median: beside.measures.normMedian } : null,
    },
    accuracy: own.ensembleAccuracy,
    robust,
    joint: jointAccuracy,
  };
}

type Rated = Evaluation & Required<Pick<Evaluation, 'measures'>>;

function twiceTheSteps(classCount: number, epsilon: number): readonly PlannedAttack[] {
  const { strongest } = RECIPES;
  return plannedAttacks({ ...strongest, steps: 2 * strongest.steps }, epsilon, classCount);
}

/** Other starts than before, all at random. */
function asManyStartsAgain(attacks: readonly PlannedAttack[]): readonly PlannedAttack[] {
  return attacks.map(({ spec, classesOn }) => ({
    spec: { ...spec, start: 'ball', seed: spec.seed + 1 },
    classesOn,
  }));
}

class CalledOff extends Error {}

/** Parts of the work one after another, and how far all of it has come. */
class Parts {
  #done = 0;
  readonly #all = Object.values(WORK)
    .flat()
    .reduce<number>((sum, work) => sum + work, 0);

  constructor(private readonly onShare: OnShare) {}

  /** @throws CalledOff */
  async take<T>(work: number, act: (onShare: OnShare) => Promise<T | null>): Promise<T> {
    const before = this.#done;
    const found = await act((share) => this.onShare((before + share * work) / this.#all));
    if (found === null) throw new CalledOff();
    this.#done += work;
    return found;
  }
}
