/** What the sign steps show, in words. */
import { decimal } from '../../components/format';
import { beyondRightAngle, surprisingSteps, type TwoModels } from './two-models';

export function signStepWords(picture: TwoModels): string {
  const angle = `${decimal(picture.angle, 0)}°`;
  const surprising = surprisingSteps(picture).map(({ source }) => source);
  if (surprising.length > 0) {
    const [first = 'f'] = surprising;
    const other = first === 'f' ? 'g' : 'f';
    return (
      `At ${angle}, a step straight down ∇${first} would raise ${other}. The sign step made on ` +
      `${surprising.join(', and the one on ')} is turned towards a corner, and lowers both.`
    );
  }
  if (beyondRightAngle(picture)) {
    return `At ${angle}, a sign step made on one model alone does not lower the other.`;
  }
  return (
    'A sign step goes to a corner of the square, up to 45° away from the gradient. ' +
    'Turn the gradients more than 90° apart and look for a corner that still lowers both.'
  );
}
