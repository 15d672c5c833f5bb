/**
 * What an ensemble withstands: for each image the worst of a list of attacks with all their starts. Each meaning
 * of success is counted apart: an image counts once any of the attacks achieves it.
 *
 * The attacks may be made on other models than the one they are judged on: on a surrogate, or on several.
 */

import { tensor2d } from '@tensorflow/tfjs-core';
import { attack } from '../attacks/attack';
import { type PlannedAttack, targetOf } from '../attacks/strongest';
import { everyMemberRight, type Success, type SuccessRates, success } from '../attacks/success';
import { widthsOf } from '../ensemble/architecture';
import { type LabelledImages, pickImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import { type Prediction, predictBatch } from '../ensemble/prediction';
import { deviceCode, operations } from '../ops/operations';
import { release, scoped } from '../ops/scope';
import { classify } from './predictions';

/** Told between pieces of work which share is done, 0 to 1; false calls the rest off. */
export type OnShare = (share: number) => boolean | Promise<boolean>;

/** How many images withstand, and how many do not. */
export interface WithstoodCounts {
  /** Images looked at: the denominator of `robust` and `jointAccuracy`. */
  readonly images: number;
  /** Of those, the ones that every member gets right unattacked: the denominator of the success rates. */
  readonly attackable: number;
  readonly rates: SuccessRates;
  /** Share of all images that the mean vote gets right and no attack turns. */
  readonly robust: number;
  /** Share of all images that every member gets right and no attack turns in all members. */
  readonly jointAccuracy: number;
  /** Indices of the images that the mean vote gets right and no attack turns. */
  readonly standing: readonly number[];
}

export interface Withstood extends WithstoodCounts {
  /** Images at which an attack away from the true class had no direction to climb. */
  readonly still: number;
  /** What the ensemble says of each image unattacked. */
  readonly clean: readonly Prediction[];
  /** And after the attack that achieved most; where the vote is wrong from the first there is none. */
  readonly attacked: readonly Prediction[];
  /** What the attacks achieved of each image, any of them. */
  readonly achieved: readonly Success[];
}

export interface WithstandRequest {
  /** The ensemble that is judged. */
  readonly model: Model;
  /** What the attacks are made on; the ensemble itself if not given. The worst of them counts. */
  readonly madeOn?: readonly Model[];
  /** The first images of a data set: random starts go by their index. */
  readonly images: LabelledImages;
  readonly attacks: readonly PlannedAttack[];
}

/** What has happened to one image. */
interface Outcome {
  readonly clean: Prediction;
  /** Of the attacks so far; all false before. */
  readonly achieved: Success;
  readonly attacked: Prediction | null;
  readonly still: boolean;
}

const NOTHING: Success = { same: false, all: false, ensemble: false };

/** @returns null where it was called off */
export async function withstand(
  { model, madeOn = [model], images, attacks }: WithstandRequest,
  onShare: OnShare,
): Promise<Withstood | null> {
  const clean = await classify(model, images);
  const outcomes = clean.map(
    (prediction): Outcome => ({
      clean: prediction,
      achieved: NOTHING,
      attacked: null,
      still: false,
    }),
  );
  const rounds = madeOn.flatMap((source) =>
    attacks.flatMap((planned) =>
      Array.from({ length: planned.spec.restarts }, (_, restart) => ({ source, planned, restart })),
    ),
  );
  for (const [r, round] of rounds.entries()) {
    const alive = outcomes.flatMap((outcome, b) => (left(outcome, images.labels[b]!) ? [] : [b]));
    const size = pieceSize(model, round.planned.spec.steps);
    for (let from = 0; from < alive.length; from += size) {
      if (!(await onShare((r + from / alive.length) / rounds.length))) return null;
      const piece = alive.slice(from, from + size);
      const found = await attackPiece(model, round, images, piece);
      piece.forEach((b, k) => {
        outcomes[b] = joined(outcomes[b]!, found[k]!, images.labels[b]!);
      });
    }
  }
  return summary(outcomes, images.labels);
}

/**
 * Whether an image is attacked no more: the vote was wrong from the first, or all that can be achieved has been.
 * All members in the same wrong class is both of the other meanings as well. Where not every member was right,
 * only the vote counts.
 */
function left({ clean, achieved }: Outcome, truth: number): boolean {
  if (clean.ensemble !== truth) return true;
  return everyMemberRight(clean, truth) ? achieved.same : achieved.ensemble;
}

interface Round {
  readonly source: Model;
  readonly planned: PlannedAttack;
  readonly restart: number;
}

interface Found {
  readonly prediction: Prediction;
  readonly still: boolean;
}

/** One start of one attack on the images of these indices. */
export async function attackPiece(
  model: Model,
  { source, planned, restart }: Round,
  images: LabelledImages,
  indices: readonly number[],
): Promise<Found[]> {
  const { architecture, parameters } = model;
  const { inputSize, classCount } = architecture.spec;
  const rows = padded(indices);
  const onDevice = scoped(() => {
    const { pixels, labels } = pickImages(images, rows);
    const origin = tensor2d(pixels, [rows.length, inputSize]);
    const target = targetOf(planned, labels, classCount);
    const { adversarial, still } = attack(source, origin, target, planned.spec, {
      restart,
      indices: rows,
    });
    return { logits: architecture.forward(parameters, adversarial).logits, still };
  });
  try {
    const { logits, still } = onDevice;
    const [values, flags] = await operations().readTogether([logits, still]);
    const predictions = predictBatch(values!, logits.shape);
    // Towards a class an attack stands still where it is there.
    const counts = planned.classesOn === null;
    return indices.map((_, k) => ({
      prediction: predictions[k]!,
      still: counts && flags![k] === 1,
    }));
  } finally {
    release(onDevice);
  }
}

function joined(before: Outcome, { prediction, still }: Found, truth: number): Outcome {
  const now = success(prediction, truth);
  const further = before.attacked === null || rank(now) > rank(success(before.attacked, truth));
  return {
    clean: before.clean,
    achieved: {
      same: before.achieved.same || now.same,
      all: before.achieved.all || now.all,
      ensemble: before.achieved.ensemble || now.ensemble,
    },
    attacked: further ? prediction : before.attacked,
    still: before.still || still,
  };
}

/** How much an attack has achieved: the same wrong class is the headline. */
function rank({ same, all, ensemble }: Success): number {
  return Number(same) + Number(all) + Number(ensemble);
}

function summary(outcomes: readonly Outcome[], labels: Uint8Array): Withstood {
  const clean = outcomes.map((outcome) => outcome.clean);
  const achieved = outcomes.map((outcome) => outcome.achieved);
  return {
    ...countWithstood(clean, achieved, labels),
    still: outcomes.filter(({ still }) => still).length,
    clean,
    attacked: outcomes.map(({ attacked, clean }) => attacked ?? clean),
    achieved,
  };
}

/**
 * @param clean what the ensemble says of each image unattacked
 * @param achieved of each, in the same order, by whatever attacks
 */
export function countWithstood(
  clean: readonly Prediction[],
  achieved: readonly Success[],
  labels: ArrayLike<number>,
): WithstoodCounts {
  const all = clean.map((own, b) => ({ clean: own, achieved: achieved[b]!, truth: labels[b]! }));
  const attackable = all.filter(({ clean, truth }) => everyMemberRight(clean, truth));
  const share = (part: readonly unknown[], whole: readonly unknown[]) => part.length / whole.length;
  const rate = (meaning: keyof Success) =>
    share(
      attackable.filter(({ achieved }) => achieved[meaning]),
      attackable,
    );
  const standing = all.flatMap(({ clean, achieved, truth }, b) =>
    clean.ensemble === truth && !achieved.ensemble ? [b] : [],
  );
  return {
    images: all.length,
    attackable: attackable.length,
    rates: { same: rate('same'), all: rate('all'), ensemble: rate('ensemble') },
    robust: share(standing, all),
    jointAccuracy: share(
      attackable.filter(({ achieved }) => !achieved.all),
      all,
    ),
    standing,
  };
}

/** On a GPU, which works while the worker waits. */
const MOST_IMAGES = 256;
/** Multiplications and additions of a piece where the worker itself computes: about 50 ms on one thread. */
const MOST_WORK = 5e8;

/** Images that are attacked at once: few enough that messages get through in between. */
export function pieceSize({ architecture, parameters }: Model, steps: number): number {
  if (deviceCode() === 'webgpu') return MOST_IMAGES;
  const widths = widthsOf(architecture.spec);
  const weights = widths.slice(1).reduce((sum, out, l) => sum + widths[l]! * out, 0);
  const perImage = 2 * weights * parameters[0]!.shape[0]! * Math.max(1, steps);
  return Math.min(MOST_IMAGES, Math.max(8, Math.floor(MOST_WORK / perImage)));
}

/** On a GPU, whose backend keeps buffers for every size, the last is repeated up to a power of two. */
function padded(indices: readonly number[]): readonly number[] {
  if (deviceCode() !== 'webgpu') return indices;
  const size = 2 ** Math.ceil(Math.log2(indices.length));
  return Array.from({ length: size }, (_, k) => indices[Math.min(k, indices.length - 1)]!);
}
