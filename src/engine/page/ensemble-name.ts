/** What the page calls an ensemble that was trained in it. */
import type { TrainingSettings } from '../../training/settings';
import { currentSettings, type Snapshot } from '../../training/snapshot';

/** By its penalty and λ, from the first step to the last where they were changed on the way. */
export function ensembleName({ initial, changes }: Snapshot): string {
  const first = currentSettings({ initial, changes: changes.filter(({ step }) => step === 0) });
  const last = currentSettings({ initial, changes });
  const [before, after] = [howOf(first), howOf(last)];
  const lambdaAlone = howOf({ ...first, lambda: last.lambda }) === after;
  const both =
    lambdaAlone && last.adversarial === 'none'
      ? `${before} → ${last.lambda}`
      : `${before} → ${after}`;
  return `${last.members} × ${last.hidden.join('-')}, ${before === after ? after : both}`;
}

function howOf(settings: TrainingSettings): string {
  const { penalty, lambda, metric, adversarial, adversarialEpsilon } = settings;
  const images =
    adversarial === 'none' ? '' : `adversarial (${adversarial}) ε = ${adversarialEpsilon}`;
  if (penalty === 'none') return images || 'no penalty';
  const weighed = `${penalty}${metric === 'spread' ? ' spread' : ''} λ = ${lambda}`;
  return images ? `${weighed}, ${images}` : weighed;
}
