/** ε of the attacks that a figure makes. */
import { EPSILON_RANGE } from '../attacks/epsilon';
import { decimal } from './format';
import { Slider } from './Slider';

interface EpsilonSliderProps {
  readonly value: number;
  readonly onChange: (epsilon: number) => void;
}

export function EpsilonSlider({ value, onChange }: EpsilonSliderProps) {
  return (
    <Slider
      label="Step size ε"
      value={value}
      {...EPSILON_RANGE}
      step={0.005}
      format={(epsilon) => decimal(epsilon, 3)}
      hint="How far each pixel may move, where 0 is black and 1 is white."
      onChange={onChange}
    />
  );
}
