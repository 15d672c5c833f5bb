/** ε of the attacks that a figure makes. */
import type { Norm } from '../attacks/attack-spec';
import { EPSILON_RANGES } from '../attacks/epsilon';
import { decimal } from './format';
import { Slider } from './Slider';

interface EpsilonSliderProps {
  readonly value: number;
  readonly norm?: Norm | undefined;
  readonly onChange: (epsilon: number) => void;
}

const HINTS: Readonly<Record<Norm, string>> = {
  inf: 'How far each pixel may move, where 0 is black and 1 is white.',
  two: 'How long the perturbation may be: the root of its squared pixels’ sum.',
  one: 'How much all pixels together may move, where 0 is black and 1 is white.',
};

/** Steps along the track, for any norm. */
const STEPS = 60;

export function EpsilonSlider({ value, norm = 'inf', onChange }: EpsilonSliderProps) {
  const range = EPSILON_RANGES[norm];
  return (
    <Slider
      label="How far? ε"
      value={Math.min(value, range.max)}
      {...range}
      step={range.max / STEPS}
      format={(epsilon) => decimal(epsilon, norm === 'inf' ? 3 : 1)}
      hint={HINTS[norm]}
      onChange={onChange}
    />
  );
}
