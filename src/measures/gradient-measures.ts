/** What is measured of the members' input gradients over many images. */
import { meanGdr } from '../geometry/gdr';
import { type ImageGradients, jointSlopeOfImage } from '../geometry/image-gradients';

/** Below this length, in loss per unit of pixel intensity, a gradient has vanished. */
export const VANISHING = 1e-6;

/** Over the images that every member classifies correctly; NaN where there is none. */
export interface GradientMeasures {
  /** Mean of R(E, x) over the images on which every member has a gradient. */
  readonly gdr: number;
  /** The same of directions that vary as the data do: pixels weighted by their spread. */
  readonly gdrSpread: number;
  /** ‖g‖₂ at true scale, mean over members and images, in loss per unit of pixel intensity. */
  readonly norm: number;
  /** Its median over members and images. */
  readonly normMedian: number;
  /** Mean over images of the rate at which one step raises every member's loss (geometry/joint-slope.ts). */
  readonly jointSlope: number;
  /** Each member's own ‖g‖₂, [n]. */
  readonly memberNorm: readonly number[];
  readonly memberNormMedian: readonly number[];
  /** Share of all gradients shorter than `VANISHING`. */
  readonly vanishing: number;
}

/**
 * @param uniform the gradients at each image, all pixels alike
 * @param spread the same with pixels weighted by their spread
 * @param members how many
 */
export function gradientMeasures(
  uniform: readonly ImageGradients[],
  spread: readonly ImageGradients[],
  members: number,
): GradientMeasures {
  const gdr = (images: readonly ImageGradients[]) =>
    meanGdr(
      images.map(({ angles }) => angles),
      members,
    ).gdr;
  const ofMember = Array.from({ length: members }, (_, i) =>
    uniform.map(({ lengths }) => lengths[i]!),
  );
  const all = ofMember.flat();
  return {
    gdr: gdr(uniform),
    gdrSpread: gdr(spread),
    norm: mean(all),
    normMedian: median(all),
    jointSlope: mean(uniform.map((image) => jointSlopeOfImage(image).slope)),
    memberNorm: ofMember.map(mean),
    memberNormMedian: ofMember.map(median),
    vanishing: all.filter((length) => length < VANISHING).length / all.length,
  };
}

/** NaN of none. */
function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** Between the two in the middle where there are as many; NaN of none. */
function median(values: readonly number[]): number {
  const ordered = Float64Array.from(values).sort();
  const half = ordered.length >> 1;
  const upper = ordered[half] ?? Number.NaN;
  return ordered.length % 2 === 1 ? upper : ((ordered[half - 1] ?? Number.NaN) + upper) / 2;
}
