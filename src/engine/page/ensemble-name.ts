/** What the page calls an ensemble that was trained in it. */
import type { TrainingSettings } from '../../training/settings';
import { currentSettings, type Snapshot } from '../../training/snapshot';

/** By its penalty and λ, from the first step to the last where they were changed on the way. */
export function ensembleName({ initial, changes }: Snapshot): string {
  const first = currentSettings({ initial, changes: changes.filter(({ step }) => step === 0) });
  const last = currentSettings({ initial, changes });
  const [before, after] = [howOf(first), howOf(last)];
  const both =
    first.penalty === last.penalty && first.metric === last.metric
      ? `${before} → ${last.lambda}`
      : `${before} → ${after}`;
  return `${last.members} × ${last.hidden.join('-')}, ${before === after ? after : both}`;
}

function howOf({ penalty, lambda, metric }: TrainingSettings): string {
  if (penalty === 'none') return 'no penalty';
  return `${penalty}${metric === 'spread' ? ' spread' : ''} λ = ${lambda}`;
}
