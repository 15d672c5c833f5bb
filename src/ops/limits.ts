/** Below what a norm or a sine counts as this little: one number for the code of every device. */

/** Smaller than any norm that a float32 gradient can have, larger than zero. */
export const SMALLEST_NORM = 1e-30;

/**
 * Below this sine two gradients are the same or opposite to float32 and the direction in which their
 * angle could grow is rounding noise: no slope is better than a random one of any size.
 */
export const SMALLEST_SINE = 1e-6;

/** Cap on 1/√(1 − ρ²) for n ≥ 4: |ρ| at 1 − 1e-6, so that duplicated members take finite steps. */
export const CAPPED_SINE = Math.sqrt(1 - (1 - 1e-6) ** 2);

/**
 * A joint slope is taken for zero below this share of the sum it is the length of: less is the rounding of
 * float32 cosines, whose direction means nothing.
 */
export const SMALLEST_JOINT_SHARE = 1e-3;

/**
 * Added to the diagonal of float32 cosines before they are solved for: more than their rounding, so that equal
 * and opposite members share their weight, and too little to be seen in the weights of others.
 */
export const RIDGE = 2e-6;
