import { count } from '../../components/format';
import type { EnsembleRecord } from '../../engine/page/records';
import type { OfPenalties } from '../../geometry/penalties';

const PENALTY_NAMES: OfPenalties<string> = {
  cosine: 'COSINE',
  gal: 'GAL',
  gdr: 'GDR',
  norm: 'length',
  'joint-slope': 'joint slope',
};

/** How an ensemble was trained, in a line. */
export function summaryOf({ initial, changes, steps, weights }: EnsembleRecord): string {
  if (!initial) {
    return `${weights.members} members of ${weights.hidden.join('-')} units, from a file that does not say how they were trained`;
  }
  const { members, hidden, images, batch, learningRate, seed, penalty, lambda, metric } = initial;
  const { adversarial, adversarialEpsilon, adversarialSteps } = initial;
  const parts = [
    `${members} members of ${hidden.join('-')} units`,
    penalty === 'none'
      ? 'no penalty'
      : `${PENALTY_NAMES[penalty]}${metric === 'spread' ? ' spread' : ''} λ ${lambda}`,
    ...(adversarial === 'none'
      ? []
      : [
          `adversarial images of ${adversarial === 'member' ? 'each member' : 'the ensemble'} (ε ${adversarialEpsilon}, ${adversarialSteps === 1 ? '1 step' : `${adversarialSteps} steps`})`,
        ]),
    `${count(images)} images`,
    `${count(steps)} steps of ${batch}`,
    `rate ${learningRate}`,
    `seed ${seed}`,
  ];
  const live = changes.filter(({ setting }) => setting !== 'epochs').length;
  return `${parts.join(', ')}${live > 0 ? `, changed ${live === 1 ? 'once' : `${live} times`} on the way` : ''}`;
}
