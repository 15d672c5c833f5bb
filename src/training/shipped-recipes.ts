/** How the shipped ensembles were trained, and which of these ways other settings are, or come nearest to. */
import { SHIPPED, type ShippedId } from '../ensemble/shipped';
import { LATER_SETTINGS, type TrainingSettings } from './settings';

const COMMON = {
  members: 3,
  hidden: [64, 64],
  learningRate: 1e-3,
  batch: 128,
  images: 60_000,
  epochs: 5,
  seed: 1,
  penalty: 'none',
  lambda: 0,
  ...LATER_SETTINGS,
} as const satisfies TrainingSettings;

/** λ so that accuracies are within a point of the diverse one’s; adversarial training costs a little more. */
export const SHIPPED_RECIPES: Readonly<Record<ShippedId, TrainingSettings>> = {
  plain: COMMON,
  diverse: { ...COMMON, penalty: 'gdr', lambda: 3 },
  cosine: { ...COMMON, penalty: 'cosine', lambda: 1 },
  'gdr-spread': { ...COMMON, penalty: 'gdr', metric: 'spread', lambda: 10 },
  'joint-slope': { ...COMMON, penalty: 'joint-slope', lambda: 3 },
  adversarial: { ...COMMON, adversarial: 'ensemble' },
};

/** A way to train: what the members are trained for, whatever their shape, their images and the weight of it. */
type Way = Pick<TrainingSettings, 'penalty' | 'metric' | 'adversarial' | 'lambda'>;

/** The shipped ensemble that was trained in the way of these settings, on the same data; null where none was. */
export function shippedWay(settings: Way & Pick<TrainingSettings, 'data'>): ShippedId | null {
  if (settings.data !== COMMON.data) return null;
  const way = keyOf(settings);
  return SHIPPED.find((id) => keyOf(SHIPPED_RECIPES[id]) === way) ?? null;
}

/** The one whose way comes nearest: adversarial training counts for most, then the penalty, then its metric. */
export function nearestShipped(settings: Way): ShippedId {
  const likeness = (id: ShippedId) => {
    const [own, its] = [partsOf(settings), partsOf(SHIPPED_RECIPES[id])];
    const trained = (own.adversarial === 'none') === (its.adversarial === 'none');
    return (
      8 * Number(trained) +
      4 * Number(own.penalty === its.penalty) +
      Number(own.metric === its.metric)
    );
  };
  return SHIPPED.reduce((best, id) => (likeness(id) > likeness(best) ? id : best));
}

function keyOf(settings: Way): string {
  const { penalty, metric, adversarial } = partsOf(settings);
  return [penalty, metric, adversarial].join();
}

/** Without a penalty a metric says nothing, and a penalty of weight 0 is none. */
function partsOf({ penalty, metric, adversarial, lambda }: Way) {
  return penalty === 'none' || lambda === 0
    ? { penalty: 'none', metric: 'uniform', adversarial }
    : { penalty, metric, adversarial };
}
