/**
 * Transfer: how often an attack made on one member fools another that it knows nothing of. The rate
 * i → j is the share of images, right for both, that an attack made on i alone turns wrong on j.
 */
import type { AttackRecipe } from '../attacks/attack-recipe';
import type { AttackSource } from '../attacks/attack-source';
import { type PlannedAttack, plannedAttacks } from '../attacks/strongest';
import type { LabelledImages } from '../ensemble/batch';
import type { Model } from '../ensemble/input-gradient';
import type { Prediction } from '../ensemble/prediction';
import { withMadeOn } from './made-on';
import { classify } from './predictions';
import { attackPiece, type OnShare, pieceSize } from './withstand';

/** Rows are what the attack is made on, columns who is shown the result: the members, then the ensemble. */
export interface Transfer {
  readonly epsilon: number;
  /** Images looked at. */
  readonly images: number;
  /** Images that both classify correctly before the attack, [n + 1][n + 1]. */
  readonly right: readonly (readonly number[])[];
  /** Of those, the ones that the column gets wrong after it, [n + 1][n + 1]. */
  readonly fooled: readonly (readonly number[])[];
}

/**
 * Where the recipe stands for several attacks or starts, a row is of the first that fools what it is made on.
 * @returns null where it was called off
 */
export async function measureTransfer(
  model: Model,
  images: LabelledImages,
  how: AttackRecipe,
  epsilon: number,
  onShare: OnShare,
): Promise<Transfer | null> {
  const members = model.parameters[0]!.shape[0]!;
  const sources: AttackSource[] = [...Array.from({ length: members }, (_, i) => i), 'ensemble'];
  const clean = await classify(model, images);
  const attacks = plannedAttacks(how, epsilon, model.architecture.spec.classCount);
  const attacked = await attackedFrom({ model, images, clean, attacks, sources }, onShare);
  return (
    attacked && {
      epsilon,
      images: images.labels.length,
      ...transferCounts(clean, attacked, images.labels),
    }
  );
}

/**
 * What the ensemble says of each image after the first of the attacks that fools what it is made on, for each source.
 * Images that a source gets wrong from the first stay as they are.
 * @param clean what the ensemble says of each unattacked
 * @returns null where it was called off
 */
export async function attackedFrom(
  {
    model,
    images,
    clean,
    attacks,
    sources,
  }: {
    readonly model: Model;
    readonly images: LabelledImages;
    readonly clean: readonly Prediction[];
    readonly attacks: readonly PlannedAttack[];
    readonly sources: readonly AttackSource[];
  },
  onShare: OnShare,
): Promise<(readonly Prediction[])[] | null> {
  const members = model.parameters[0]!.shape[0]!;
  const rounds = attacks.flatMap((planned) =>
    Array.from({ length: planned.spec.restarts }, (_, restart) => ({ planned, restart })),
  );
  const attacked: (readonly Prediction[])[] = [];
  for (const [row, source] of sources.entries()) {
    const answer = source === 'ensemble' ? members : source;
    const wrong = (own: Prediction, b: number) => answers(own)[answer] !== images.labels[b];
    const after = [...clean];
    const called = await withMadeOn(source, model, null, async (madeOn) => {
      for (const [r, round] of rounds.entries()) {
        // Those that it gets right, as long as nothing has fooled it.
        const alive = after.flatMap((own, b) => (wrong(own, b) ? [] : [b]));
        const size = pieceSize(model, round.planned.spec.steps);
        for (let from = 0; from < alive.length; from += size) {
          const share = (r + from / alive.length) / rounds.length;
          if (!(await onShare((row + share) / sources.length))) return true;
          const piece = alive.slice(from, from + size);
          const found = await attackPiece(model, { source: madeOn, ...round }, images, piece);
          piece.forEach((b, k) => {
            after[b] = found[k]!.prediction;
          });
        }
      }
      return false;
    });
    if (called) return null;
    attacked.push(after);
  }
  return attacked;
}

/** @param attacked predictions after attacks on each member and, last, on the ensemble */
export function transferCounts(
  clean: readonly Prediction[],
  attacked: readonly (readonly Prediction[])[],
  truth: ArrayLike<number>,
): Pick<Transfer, 'right' | 'fooled'> {
  const size = attacked.length;
  const right = zeros(size);
  const fooled = zeros(size);
  clean.forEach((before, b) => {
    const label = truth[b]!;
    const known = answers(before).map((answer) => answer === label);
    for (let i = 0; i < size; i++) {
      if (!known[i]) continue;
      const after = answers(attacked[i]![b]!);
      for (let j = 0; j < size; j++) {
        if (!known[j]) continue;
        right[i]![j]! += 1;
        if (after[j] !== label) fooled[i]![j]! += 1;
      }
    }
  });
  return { right, fooled };
}

/** The members' answers, then the ensemble's. */
function answers({ labels, ensemble }: Prediction): number[] {
  return [...labels, ensemble];
}

function zeros(size: number): number[][] {
  return Array.from({ length: size }, () => new Array<number>(size).fill(0));
}
