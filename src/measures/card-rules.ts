/**
 * What an evaluation of robustness must survive to be believed, line by line: after Carlini et al. (2019) and Athalye
 * et al. (2018). A line that fails says that the attacks were weak, not that the ensemble is strong. Plain
 * TypeScript: the rules alone, on numbers that evaluation-card.ts measures.
 */

/** Shares of images on which the vote is wrong, whether it was so before or an attack turned it. */
export interface VoteWrong {
  /** Of all images. */
  readonly all: number;
  /** Of those that every member gets right unattacked; NaN where there is none. */
  readonly attackable: number;
}

/** What was measured; attacks are made on the ensemble itself, L∞, at `epsilon` where nothing else is said. */
export interface CardNumbers {
  readonly epsilon: number;
  /** Images looked at. */
  readonly images: number;
  /** Of those, the ones that every member gets right unattacked. */
  readonly attackable: number;
  readonly noise: VoteWrong;
  readonly fgs: VoteWrong;
  readonly pgd: VoteWrong;
  /** The strongest attack at each ε, from the least; `epsilon` is among them. */
  readonly strongest: readonly (VoteWrong & { readonly epsilon: number })[];
  /** Of all images, those that fall only to twice the steps of the strongest attack, or to twice its starts. */
  readonly added: { readonly steps: number; readonly restarts: number };
  /** PGD made on an ensemble that is not this one; null where there is none. */
  readonly surrogate: (VoteWrong & SharesMissed & { readonly ensembles: number }) | null;
  /** The Square attack, which sees no gradient. */
  readonly square: VoteWrong & SharesMissed & { readonly queries: number };
  readonly gradients: {
    /** Share of the members' gradients shorter than 1e-6 at true scale. */
    readonly vanishing: number;
    /** Share of the images on which some member has no gradient at all, not even a direction. */
    readonly none: number;
    /** ‖g‖₂, loss per unit of pixel intensity, over members and images. */
    readonly mean: number;
    readonly median: number;
    /** The same of the plain ensemble; null where there is none to compare with. */
    readonly plain: { readonly mean: number; readonly median: number } | null;
  };
  readonly accuracy: number;
  /** Share of all images that the vote gets right and the strongest attack does not turn. */
  readonly robust: number;
  /** Share of all images that every member gets right and the strongest attack does not turn in all. */
  readonly joint: number;
}

interface SharesMissed {
  /** Of all images, those that fall to it and not to the strongest attack. */
  readonly missed: number;
}

/** What may differ by chance, as a share of images. */
export const CARD_TOLERANCE = 0.01;
/** So large a perturbation can make any image another: what withstands it was attacked badly. */
export const BOUNDLESS_EPSILON = 0.5;
export const LEAST_AT_BOUNDLESS = 0.99;
export const MOST_VANISHING = 0.05;

/** The lines of the card in their order; the last two are numbers to read, without a rule. */
export const CARD_LINES = [
  'order',
  'effort',
  'epsilon',
  'surrogate',
  'square',
  'vanishing',
  'lengths',
  'accuracy',
] as const;
export type CardLine = (typeof CARD_LINES)[number];

/** Whether each line passes; null where it has no rule, or nothing to apply it to. */
export type Verdicts = Readonly<Record<CardLine, boolean | null>>;

export function verdictsOf(numbers: CardNumbers): Verdicts {
  const { epsilon, noise, fgs, pgd, strongest, added, surrogate, square, gradients } = numbers;
  const atEpsilon = strongest.find((own) => own.epsilon === epsilon)!;
  return {
    order: rises([noise, fgs, pgd, atEpsilon]),
    effort: atMost(added.steps, CARD_TOLERANCE) && atMost(added.restarts, CARD_TOLERANCE),
    epsilon: rises(strongest) && strongest.at(-1)!.all >= LEAST_AT_BOUNDLESS,
    surrogate: surrogate && atMost(surrogate.missed, CARD_TOLERANCE),
    square: atMost(square.all, pgd.all),
    vanishing: atMost(gradients.vanishing, MOST_VANISHING),
    lengths: null,
    accuracy: null,
  };
}

/** Of all images, each but for chance at least as many as the one before. */
function rises(rates: readonly VoteWrong[]): boolean {
  return rates.slice(1).every(({ all }, k) => atMost(rates[k]!.all, all + CARD_TOLERANCE));
}

/** Shares of few images, reckoned in binary: 0.36 − 0.35 is a little more than 0.01. */
function atMost(share: number, limit: number): boolean {
  return share <= limit + 1e-9;
}
