/** A rating in words and a table: each number with who attacks, and of how many images it is. */
import { epsilonKey, SAMPLE_EPSILON } from '../src/attacks/epsilon';
import { SUCCESS_MEANINGS } from '../src/attacks/success';
import {
  type AttackRating,
  type ByEpsilon,
  type Rated,
  STRONGEST_IMAGES,
} from '../src/measures/rate';
import { table } from './table';

/**
 * @param images of the test set that were looked at
 * @param attacked of them
 * @param surrogates how many the attacks were made on
 */
export function ratingLines(
  { rating, evaluation }: Rated,
  {
    images,
    attacked,
    surrogates,
  }: { readonly images: number; readonly attacked: number; readonly surrogates: number },
): string[] {
  const { measures, leftOut } = evaluation;
  const { attacks, transfer, zeroGradients, surrogate, surrogateAttacks, strongest } = rating;
  const usual = epsilonKey(SAMPLE_EPSILON);
  const copies = surrogates === 1 ? 'surrogate' : `${surrogates} surrogates`;
  return [
    `accuracy on the first ${images} test images: ensemble ${percent(rating.ensembleAccuracy)}, members ${rating.memberAccuracy.map(percent).join(', ')}`,
    `GDR ${rating.gdr.toFixed(4)}, mean pairwise cosine ${rating.cosine.toFixed(3)}, on ${evaluation.attacked} images that every member classifies correctly (${percent(leftOut)} left out for want of a gradient)`,
    `GDR spread ${measures.gdrSpread.toFixed(4)}, ‖g‖ mean ${measures.norm.toFixed(3)}, median ${measures.normMedian.toFixed(3)}, of the members ${measures.memberNorm.map((length) => length.toFixed(3)).join(', ')}; joint slope ${measures.jointSlope.toFixed(3)}; ${percent(measures.vanishing)} of the gradients vanish`,
    `zero gradients at ${percent(zeroGradients)} of the images attacked`,
    '',
    table([
      ['made on', 'attack', 'ε', ...SUCCESS_MEANINGS, 'of', 'robust', 'joint', 'of'],
      ...Object.entries(attacks).flatMap(([name, ofOne]) =>
        attackRows('everything', name, ofOne, attacked),
      ),
      ...attackRows('everything', 'strongest', strongest ?? {}, Math.min(STRONGEST_IMAGES, images)),
      ...(surrogate
        ? attackRows(copies, 'pgd, pgd sum, agree', { [usual]: surrogate }, attacked)
        : []),
      ...Object.entries(surrogateAttacks ?? {}).flatMap(([name, ofOne]) =>
        attackRows(copies, name, ofOne, attacked),
      ),
    ]),
    ...(transfer === undefined
      ? []
      : [
          '',
          `made on one member, pgd, ε = ${usual}: fools another on ${percent(transfer)} of the images that both get right`,
        ]),
    '',
    'same, all, ensemble: success on the images that every member gets right. Of all images attacked, robust: the mean',
    'vote gets them right and no attack turns it; joint: every member gets them right and no attack turns all of them.',
  ];
}

function attackRows(
  madeOn: string,
  attack: string,
  ofOne: ByEpsilon<AttackRating>,
  attacked: number,
): string[][] {
  return Object.entries(ofOne).map(([epsilon, rating]) => [
    madeOn,
    attack,
    epsilon,
    ...SUCCESS_MEANINGS.map((meaning) => percent(rating[meaning])),
    String(rating.images),
    percent(rating.robust),
    percent(rating.jointAccuracy),
    String(attacked),
  ]);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
