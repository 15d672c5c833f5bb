/** The layers of the plane in words and colours. */
import type { PlanarLayer } from '../../engine/protocol';

/** From the one that the figure begins with. */
export const LAYER_WORDS = [
  {
    value: 'gdr',
    label: 'GDR',
    hint: 'At every point the share of directions that lower every confidence: the deeper the orange, the more.',
  },
  {
    value: 'truth',
    label: 'Fooled',
    hint: 'Hatched where PGD finds a step of length ε that fools every member; outlined where the gradients predict one. White where members disagree already.',
  },
  {
    value: 'slope',
    label: 'Slope',
    hint: 'The joint slope: how fast one step can raise every loss at once, nats per unit.',
  },
  {
    value: 'disagreement',
    label: 'Disagreement',
    hint: 'How far the members’ probabilities are apart: mean total variation over pairs.',
  },
  {
    value: 'probability',
    label: 'Vote',
    hint: 'The class of the greatest mean probability, the stronger the surer.',
  },
] as const satisfies readonly { value: PlanarLayer; label: string; hint: string }[];

const CLASS_COLORS = ['var(--diverging-negative)', 'var(--diverging-positive)', 'var(--edge)'];

/** CSS colours of full value; of `probability` one for each class. */
export function colorsOf(layer: PlanarLayer): readonly string[] {
  if (layer === 'gdr') return ['var(--adversarial)'];
  if (layer === 'truth') return ['var(--sunk)'];
  return layer === 'probability' ? CLASS_COLORS : ['var(--magnitude)'];
}

/** How a class is called, and drawn. */
export const CLASS_NAMES = ['●', '□', '▲'] as const;
/** For screen readers. */
export const SPOKEN_CLASSES = ['disc', 'square', 'triangle'] as const;
