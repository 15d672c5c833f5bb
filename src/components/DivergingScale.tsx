/** What the colours of a signed image mean: a bar from −limit over 0 to +limit. */
import { useId } from 'react';
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
  const blend = useId();
  return (
    <div className={styles.scale}>
      {label === undefined ? null : <span className={styles.label}>{label}</span>}
      <svg className={styles.bar} aria-hidden="true">
        <linearGradient id={blend}>
          <stop offset="0" className={styles.negative} />
          <stop offset="0.5" className={styles.zero} />
          <stop offset="1" className={styles.positive} />
        </linearGradient>
        <rect width="100%" height="100%" rx="2" fill={`url(#${blend})`} />
      </svg>
      <div className={styles.numbers}>
        <span>−{magnitude}</span>
        <span>0</span>
        <span>+{magnitude}</span>
        <span className={styles.both}>±{magnitude}</span>
      </div>
    </div>
  );
}
