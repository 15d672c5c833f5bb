/** What the picture shows, in numbers: worked out once, used by the drawing, the bars and the words. */
import { confidence, type Input, type Pair, pairAt, pushed } from './confidence';

export interface Scene {
  /** Between the gradients at the start, in degrees, 0..180. */
  readonly angle: number;
  /** Length of the push along −∇p_f. */
  readonly push: number;
  readonly pair: Pair;
  /** Where the ball is. */
  readonly ball: Input;
  /** Both confidences there. */
  readonly now: readonly [number, number];
}

/** The longest push. */
export const LONGEST = 0.9;

export function sceneAt(angle: number, push: number): Scene {
  const pair = pairAt(angle);
  const ball = pushed(pair, push);
  return {
    angle,
    push,
    pair,
    ball,
    now: [confidence(pair[0], ...ball), confidence(pair[1], ...ball)],
  };
}
