/**
 * One number chosen along a track. Arrow keys move by a step, Shift by ten, Alt by a tenth;
 * Home and End go to the ends. The value stands beside the label, with its unit.
 */
import { type CSSProperties, type KeyboardEvent, type ReactNode, useId } from 'react';
import { significant } from './format';
import styles from './Slider.module.css';
import {
  clampToScale,
  positionOf,
  type SliderScale,
  type Stride,
  stepValue,
  trackOf,
  valueAt,
} from './slider-scale';
import { useSliderTouch } from './use-slider-touch';

/** A place on the track that means something, and what, in a word or two. */
export interface SliderMark {
  readonly value: number;
  readonly label: string;
}

export interface SliderProps {
  label: ReactNode;
  value: number;
  /** Smallest value; with `scale="log"` the smallest positive one. */
  min: number;
  max: number;
  /** Linear only; default a hundredth of the range. */
  step?: number | undefined;
  scale?: 'linear' | 'log' | undefined;
  /** Logarithmic only: lets the reader choose exactly 0, left of `min`. */
  zeroStop?: boolean | undefined;
  /** Whole numbers only. */
  integer?: boolean | undefined;
  /** How the value is written and spoken, without unit; default three significant digits. */
  format?: ((value: number) => string) | undefined;
  unit?: string | undefined;
  /** What follows from the value, spoken after it: a change of the slider is heard once, in one go. */
  consequence?: string | undefined;
  /** Values written under the track. */
  ticks?: readonly number[] | undefined;
  /** Drawn across the track, named under it. For the eye: say in words elsewhere what it means. */
  mark?: SliderMark | undefined;
  /** One line under the control. */
  hint?: ReactNode;
  /** Called with a finite value within [min, max], or 0 at the zero stop. */
  onChange: (value: number) => void;
  disabled?: boolean | undefined;
}

const DIRECTIONS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageDown: -1,
};

export function Slider(props: SliderProps) {
  const { label, value, min, max, step, zeroStop, integer, unit, ticks, mark, hint } = props;
  const { disabled } = props;
  const id = useId();
  const scale: SliderScale = { kind: props.scale ?? 'linear', min, max, step, zeroStop, integer };
  const format = props.format ?? ((x: number) => significant(x, 3));
  const { start, end } = trackOf(scale);
  const clamped = clampToScale(value, scale);
  const position = positionOf(clamped, scale);
  const shareOf = (at: number) => (end > start ? (at - start) / (end - start) : 0);
  // A degree sign stands close, any other unit a space apart.
  const suffix = unit === undefined ? '' : unit.startsWith('°') ? unit : ` ${unit}`;
  const written = format(clamped) + suffix;
  const spoken = props.consequence ? `${written}; ${props.consequence}` : written;

  const change = (next: number) => {
    if (next !== value) props.onChange(next);
  };
  const touch = useSliderTouch(value, change);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction !== undefined) {
      const page = event.key.startsWith('Page');
      const stride: Stride = event.shiftKey || page ? 'coarse' : event.altKey ? 'fine' : 'normal';
      change(stepValue(clamped, direction, stride, scale));
    } else if (event.key === 'Home') change(valueAt(start, scale));
    else if (event.key === 'End') change(valueAt(end, scale));
    else return;
    // Also keeps Alt with an arrow from leaving the page.
    event.preventDefault();
  };

  return (
    <div className={styles.slider} data-disabled={disabled || undefined}>
      <div className={styles.head}>
        <label htmlFor={id}>{label}</label>
        {/* No <output>: that would be spoken too. */}
        <span className={styles.value} aria-hidden="true">
          {format(clamped)}
          {suffix === '' ? null : <span className={styles.unit}>{suffix}</span>}
        </span>
      </div>
      <input
        id={id}
        type="range"
        className={styles.input}
        style={{ '--share': shareOf(position) } as CSSProperties}
        min={start}
        max={end}
        step="any"
        value={position}
        disabled={disabled}
        aria-valuetext={spoken}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) =>
          touch.onNativeChange(valueAt(event.currentTarget.valueAsNumber, scale))
        }
        onKeyDown={onKeyDown}
        {...touch.listeners}
      />
      {mark === undefined ? null : (
        <div
          className={styles.mark}
          style={{ '--share': shareOf(positionOf(mark.value, scale)) } as CSSProperties}
          aria-hidden="true"
        >
          <span>{mark.label}</span>
        </div>
      )}
      {ticks === undefined ? null : (
        <div className={styles.ticks} aria-hidden="true">
          {ticks.map((tick) => (
            <span
              key={tick}
              style={{ '--share': shareOf(positionOf(tick, scale)) } as CSSProperties}
            >
              {format(tick)}
            </span>
          ))}
        </div>
      )}
      {hint ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}
