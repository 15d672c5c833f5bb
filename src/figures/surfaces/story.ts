/** The scene in words: what the reader sees, and what a screen reader says instead of the picture. */
import { decimal } from '../../components/format';
import { firstOrderChange, START } from './confidence';
import type { View } from './projection';
import type { Scene } from './scene';

/** Changes of a confidence smaller than this are called none. */
const NOTICEABLE = 0.02;

/** One or two sentences on what the push does, or will do. */
export function storyOf(scene: Scene): string {
  const { angle, push, pair, ball, now } = scene;
  if (push === 0) return beforeThePush(angle);
  const change = now[1] - START;
  const foretold = firstOrderChange(pair[1], ball);
  const falls = `f falls from ${decimal(START)} to ${decimal(now[0])}`;
  const to = decimal(now[1]);
  if (angle === 90) {
    return `${falls}. g stays, to first order: the curve of its surface alone takes it to ${to}.`;
  }
  if (Math.abs(change) < NOTICEABLE) return `${falls}; g hardly moves, to ${to}.`;
  if (change * foretold < 0) {
    const [was, is] = foretold > 0 ? ['a rise', 'falls'] : ['a fall', 'rises'];
    return `${falls}. g ${is} to ${to}, though its gradient foretold ${was}: over so long a step it does not stay what it was.`;
  }
  return change < 0
    ? `${falls}, and g falls with it, to ${to}.`
    : `${falls}, but g rises to ${to}.`;
}

function beforeThePush(angle: number): string {
  if (angle === 0) return 'Every direction that lowers f lowers g as well. Push the ball.';
  if (angle === 180)
    return 'Every direction that lowers f raises g: no orange is left. Push the ball.';
  if (angle === 90) return 'Along −∇f the surface of g is level. Push the ball.';
  if (angle < 90) return 'A step along −∇f lowers g too, if less steeply. Push the ball.';
  return 'A step along −∇f raises g; lowering both takes another direction. Push the ball.';
}

/** The three cases with a name, in degrees. */
export const CASES = [
  { at: 0, name: 'parallel' },
  { at: 90, name: 'orthogonal' },
  { at: 180, name: 'antiparallel' },
] as const;

/** Text alternative of the picture. */
export function describe(scene: Scene, view: View): string {
  const [f, g] = scene.now.map((p) => decimal(p)) as [string, string];
  const known = CASES.find(({ at }) => at === scene.angle);
  const apart = decimal(scene.angle, 0);
  return (
    'Confidences f and g over an input plane, drawn as two surfaces. Where the ball starts their ' +
    `gradients are ${known ? `${known.name}, ` : ''}${apart} degrees apart; ` +
    `${decimal(180 - scene.angle, 0)} of 360 degrees of directions lower both. ` +
    `Pushed ${decimal(scene.push)} along minus the gradient of f, the ball is at ${f} on f and ${g} on g. ` +
    `The view is turned by ${decimal(view.turn, 0)} degrees, from ${decimal(view.tilt, 0)} degrees above.`
  );
}
