/** How far the best joint step goes at an image, in words. */
import { percent, significant } from '../../components/format';
import type { JointStep, JointSteps } from '../../engine/protocol';

/** How fast one step raises every loss, in either norm, and what the ensemble as a whole takes from it. */
export function jointStepWords({ two, inf }: JointSteps): string {
  if (two.slope === 0) {
    return 'For researchers: no step raises every loss here, to first order (joint slope 0).';
  }
  return (
    'For researchers: the steepest joint step raises every loss by ' +
    `${significant(two.slope, 3)} nats per unit of ‖δ‖₂ (the joint slope) or ` +
    `${significant(inf.slope, 3)} per unit of ‖δ‖∞. That is ${part(two)} and ${part(inf)} of ` +
    'what a step of that size can do to the calmest member alone.'
  );
}

/** Of what the best step would do to the member that is calmest in that norm. */
function part({ slope, alone }: JointStep): string {
  return percent(slope / Math.min(...alone));
}
