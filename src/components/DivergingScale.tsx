/** What the colours of a signed image mean: a bar from −limit over 0 to +limit. */
import styles from './DivergingScale.module.css';
import { significant } from './format';

export interface DivergingScaleProps {
  /** The value of full colour. */
  limit: number;
  /** What is measured, for example "change of a pixel". */
  label?: string | undefined;
  /** How a magnitude is written; default two significant digits. */
  format?: ((magnitude: number) => string) | undefined;
}

export function DivergingScale({ limit, label, format = significant }: DivergingScaleProps) {
  const magnitude = format(Math.abs(limit));
  return (
    <div className={styles.scale}>
      {label === undefined ? null : <span className={styles.label}>{label}</span>}
      <div className={styles.bar} aria-hidden="true" />
      <div className={styles.numbers}>
        <span>−{magnitude}</span>
        <span>0</span>
        <span>+{magnitude}</span>
        <span className={styles.both}>±{magnitude}</span>
      </div>
    </div>
  );
}
