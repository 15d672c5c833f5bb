/** Where a measure stands between the least and the most that it can be: a track under its number. */
import type { CSSProperties } from 'react';
import { decimal } from './format';
import styles from './MeasureScale.module.css';

export interface Measure {
  readonly value: number;
  readonly least: number;
  readonly most: number;
}

export interface MeasureScaleProps {
  /** In `data-measure` and `data-least`; "gdr" is drawn in the colour of the adversarial subspace. */
  readonly name: string;
  readonly measure: Measure;
  /** A value that it is compared with, marked beside it. */
  readonly before?: number | undefined;
}

export function MeasureScale({ name, measure, before }: MeasureScaleProps) {
  const { value, least, most } = measure;
  const shareOf = (at: number) => Math.max(0, Math.min(1, (at - least) / (most - least)));
  return (
    <>
      {/* Elements, not what a style sheet generates: a saved picture shows them too. */}
      <span
        className={styles.track}
        style={{ '--share': shareOf(value) } as CSSProperties}
        data-measure={name}
        aria-hidden
      >
        <span className={styles.filled} />
        <span className={styles.least} />
        {before === undefined ? null : (
          <span className={styles.before} style={{ left: `${100 * shareOf(before)}%` }} />
        )}
        <span className={styles.mark} />
      </span>
      <span className={styles.ends}>
        <span>
          least <span data-least={name}>{decimal(least, least === 0 ? 0 : 2)}</span>
        </span>
        <span aria-hidden>{decimal(most, most === 1 ? 0 : 1)}</span>
      </span>
    </>
  );
}
