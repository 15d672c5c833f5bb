/**
 * Two models' confidences over an input of two numbers, as formulas: no network is behind them.
 *
 *     p(x) = σ(z₀ + k·(u·x) + b·(v·x)²),   u a unit vector, v ⟂ u
 *
 * A logistic function of a linear one, bent a little across it. At the origin every model has the
 * confidence START, and its gradient points along u: p₀(1 − p₀)·k·u. Along the line x = −t·u the
 * gradient keeps its direction, so a straight push along −∇p is steepest descent all the way.
 */

/** A point or a direction of the input plane. */
export type Input = readonly [number, number];

export interface Model {
  /** Unit vector along the gradient at the origin. */
  readonly direction: Input;
  /** k: change of the logit per unit of distance along `direction`, at the origin. */
  readonly slope: number;
  /** b: the logit's curvature across `direction`. */
  readonly bend: number;
}

/** The two models of the figure, f first. */
export type Pair = readonly [Model, Model];

/** Both models' confidence at the origin, where the ball starts. */
export const START = 0.7;
/** The input plane is drawn over [−EXTENT, EXTENT]². */
export const EXTENT = 1;

const START_LOGIT = Math.log(START / (1 - START));

/** @param angle between the two gradients at the origin, in degrees; f's points to −x₁, and g's
 * turns from there towards +x₂, so that g falls towards the viewer. */
export function pairAt(angle: number): Pair {
  const turned = Math.PI - (angle * Math.PI) / 180;
  return [
    { direction: [-1, 0], slope: 3.2, bend: 0.45 },
    { direction: [Math.cos(turned), Math.sin(turned)], slope: 2.7, bend: -0.45 },
  ];
}

/** The confidence of `model` at (x, y), between 0 and 1. */
export function confidence(model: Model, x: number, y: number): number {
  const [u, v] = model.direction;
  const along = u * x + v * y;
  const across = u * y - v * x;
  return 1 / (1 + Math.exp(-(START_LOGIT + model.slope * along + model.bend * across * across)));
}

/** ∇p at (x, y), per unit of distance. */
export function gradient(model: Model, x: number, y: number): Input {
  const [u, v] = model.direction;
  const across = u * y - v * x;
  const p = confidence(model, x, y);
  const outer = p * (1 - p);
  const bent = 2 * model.bend * across;
  return [outer * (model.slope * u - bent * v), outer * (model.slope * v + bent * u)];
}

/** Where the ball is after a straight push of length `distance` along −∇p_f from the origin. */
export function pushed(pair: Pair, distance: number): Input {
  const [u, v] = pair[0].direction;
  // Adding 0 turns −0 into 0.
  return [-distance * u + 0, -distance * v + 0];
}

/** The change of `model`'s confidence that its gradient at the origin foretells for a step. */
export function firstOrderChange(model: Model, [dx, dy]: Input): number {
  const [gx, gy] = gradient(model, 0, 0);
  return gx * dx + gy * dy;
}

/**
 * The adversarial subspace at the origin: the directions δ with δ·∇p_f < 0 and δ·∇p_g < 0.
 *
 * @returns its two edges as angles from the x₁ axis in radians, `from` < `to`, π − θ apart; or null
 * where the gradients are opposite and no direction lowers both.
 */
export function adversarialSector([f, g]: Pair): { from: number; to: number } | null {
  const [a, b] = [f.direction, g.direction];
  const angle =
    2 * Math.atan2(Math.hypot(a[0] - b[0], a[1] - b[1]), Math.hypot(a[0] + b[0], a[1] + b[1]));
  const width = Math.PI - angle;
  if (width < 1e-9) return null;
  const middle = Math.atan2(-(a[1] + b[1]), -(a[0] + b[0]));
  return { from: middle - width / 2, to: middle + width / 2 };
}
