/**
 * One number typed by hand. What is being typed stays untouched; Enter or leaving the field commits
 * it. An entry that is not allowed says what is, and commits nothing; the field is `:invalid` then, so that
 * a figure can find it before it computes with the value before.
 */
import {
  type KeyboardEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import styles from './NumberField.module.css';

export interface NumberFieldProps {
  label: ReactNode;
  value: number;
  min: number;
  max: number;
  /** Whole numbers only. */
  integer?: boolean | undefined;
  unit?: string | undefined;
  hint?: ReactNode;
  /** Called with an allowed value that differs from `value`. */
  onChange: (value: number) => void;
  disabled?: boolean | undefined;
}

/** The number that `text` spells, or undefined where it spells none that is allowed. */
function parseNumber(
  text: string,
  allowed: { min: number; max: number; integer?: boolean | undefined },
): number | undefined {
  const plain = text.trim().replace(/^[−–]/, '-');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return undefined;
  const number = Number(plain);
  if (allowed.integer && !Number.isInteger(number)) return undefined;
  return number >= allowed.min && number <= allowed.max ? number : undefined;
}

export function NumberField(props: NumberFieldProps) {
  const { label, value, min, max, integer, unit, hint, disabled } = props;
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const [refused, setRefused] = useState(false);
  const [shown, setShown] = useState(value);
  // A value set from outside replaces what was being typed.
  if (!Object.is(shown, value)) {
    setShown(value);
    setDraft(undefined);
    setRefused(false);
  }

  const commit = () => {
    if (draft === undefined) return;
    const number = parseNumber(draft, { min, max, integer });
    setRefused(number === undefined);
    if (number === undefined) return;
    setDraft(undefined);
    if (number !== value) props.onChange(number);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') {
      setDraft(undefined);
      setRefused(false);
    }
  };

  // The range may move away from under a value that was allowed.
  const wrong = draft === undefined ? value < min || value > max : refused;
  const kind = integer ? 'A whole number' : 'A number';
  const problem = wrong
    ? `${kind} from ${min.toLocaleString('en')} to ${max.toLocaleString('en')}.`
    : '';
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => input.current?.setCustomValidity(problem), [problem]);
  const described = wrong ? `${id}-error` : hint ? `${id}-hint` : undefined;

  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <span className={styles.entry}>
        <input
          ref={input}
          id={id}
          className={styles.input}
          inputMode={integer && min >= 0 ? 'numeric' : min >= 0 ? 'decimal' : 'text'}
          autoComplete="off"
          spellCheck={false}
          value={draft ?? (Number.isFinite(value) ? String(value) : '')}
          disabled={disabled}
          aria-invalid={wrong || undefined}
          aria-describedby={described}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setDraft(text);
            if (parseNumber(text, { min, max, integer }) !== undefined) setRefused(false);
          }}
          onBlur={commit}
          onKeyDown={onKeyDown}
        />
        {unit === undefined ? null : <span className={styles.unit}>{unit}</span>}
      </span>
      <span id={`${id}-error`} className={styles.error} role="alert">
        {problem}
      </span>
      {hint && !wrong ? (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      ) : null}
    </div>
  );
}
