/** ε: how far an attack may move each pixel, in units of pixel intensity (0 black, 1 white). */

/** What a reader may choose; the greatest is far beyond what one would call unnoticed. */
export const EPSILON_RANGE = { min: 0, max: 0.3 } as const;

/** Of the FGS attacks that rate an ensemble, as when its run ends. */
export const FINAL_EPSILONS = [0.03, 0.06, 0.09] as const;

/** Of those, the one that the samples of a run report and the list of ensembles shows. */
export const SAMPLE_EPSILON = 0.06 satisfies (typeof FINAL_EPSILONS)[number];
