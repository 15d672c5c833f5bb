/**
 * What an attack is: an objective that it climbs, a ball that it stays in, and how it steps. The fast gradient
 * sign attack is the case of one step.
 */

/** Norms that bound a perturbation: L∞, L2, L1. */
export const NORMS = ['inf', 'two', 'one'] as const;
export type Norm = (typeof NORMS)[number];

/**
 * What is climbed. With the probabilities p_i of the true class, the losses ℓ_i = −log p_i and the margins
 * m_i = max_{k≠y} z_ik − z_iy of the logits:
 * `mean`, the loss of the mean probability, −log((1/n) Σ p_i); `sum`, Σ ℓ_i; `joint`, the common ascent
 * direction, the point of the hull of the ∇ℓ_i that is nearest to zero; `slowest`, −log Σ exp(−m_i), a soft
 * minimum of the margins, which works on the member that holds out; `agree`, the sum towards the wrong class of
 * highest mean probability at the unperturbed image; `member0`, …, the loss of one member.
 */
export const ENSEMBLE_OBJECTIVES = ['mean', 'sum', 'joint', 'slowest', 'agree'] as const;
export type MemberObjective = `member${number}`;
export type Objective = (typeof ENSEMBLE_OBJECTIVES)[number] | MemberObjective;

/** The index of the member that the objective is about, null where it is about all. */
export function memberOf(objective: Objective): number | null {
  return objective.startsWith('member') ? Number(objective.slice('member'.length)) : null;
}

export interface AttackSpec {
  readonly objective: Objective;
  readonly norm: Norm;
  /** Radius of the ball in its norm; pixels are in units of intensity, 0 black to 1 white. */
  readonly epsilon: number;
  /** None leaves the image where it starts. */
  readonly steps: number;
  /** Length of a step in the norm. */
  readonly stepSize: number;
  /** μ of MI-FGS (Dong et al. 2018): the share of what was gathered that a step keeps; 0 for none. */
  readonly momentum: number;
  /**
   * Where the first start is: at the image, at random in the ball, or at random on its surface, which for L∞ is
   * one of its corners. Later starts of 'image' are at random in the ball.
   */
  readonly start: 'image' | 'ball' | 'surface';
  /** Starts, one or more. */
  readonly restarts: number;
  /** Of the random starts. */
  readonly seed: number;
}
