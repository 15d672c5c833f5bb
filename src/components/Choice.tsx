/** One of a few named options, all in sight: a segmented control made of native radio buttons. */
import { type ReactNode, useId } from 'react';
import styles from './Choice.module.css';
import { Radio } from './Radio';

export interface ChoiceOption<T extends string | number> {
  value: T;
  label: ReactNode;
  /** One line on what the option does, shown while it is chosen. */
  hint?: string | undefined;
  disabled?: boolean | undefined;
}

export interface ChoiceProps<T extends string | number> {
  label: ReactNode;
  options: readonly ChoiceOption<T>[];
  value: T;
  onChange: (value: T) => void;
  disabled?: boolean | undefined;
}

export function Choice<T extends string | number>(props: ChoiceProps<T>) {
  const { label, options, value, onChange, disabled } = props;
  const id = useId();
  const hint = options.find((option) => option.value === value)?.hint;
  return (
    <fieldset
      className={styles.choice}
      disabled={disabled}
      aria-describedby={hint ? `${id}-hint` : undefined}
    >
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.options}>
        {options.map((option) => (
          <Radio
            key={option.value}
            name={id}
            checked={option.value === value}
            disabled={option.disabled}
            onChoose={() => onChange(option.value)}
          >
            <span
              className={styles.face}
              data-text={typeof option.label === 'string' ? option.label : undefined}
            >
              {option.label}
            </span>
          </Radio>
        ))}
      </div>
      {hint ? (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      ) : null}
    </fieldset>
  );
}
