/** Something that takes a while: what it is, how far it has come, how long it will take. */
import { type CSSProperties, type ReactNode, useId } from 'react';
import { Button } from './Button';
import { percent } from './format';
import styles from './Progress.module.css';

export interface ProgressProps {
  label: ReactNode;
  /** Share done, 0..1; undefined where it is not known. */
  value?: number | undefined;
  /** For example "about 12 s left". */
  detail?: ReactNode;
  onCancel?: (() => void) | undefined;
  /** What the cancel button says; default "Cancel". */
  cancelLabel?: string | undefined;
  /** Stands there also while nothing goes on: it keeps its height, and does not stand in for something else. */
  standing?: boolean | undefined;
}

export function Progress(props: ProgressProps) {
  const { label, value, detail, onCancel, cancelLabel, standing = false } = props;
  const id = useId();
  const known = value !== undefined && Number.isFinite(value);
  const share = known ? Math.min(1, Math.max(0, value)) : 0;
  return (
    <div className={styles.progress} data-standing={standing || undefined}>
      <div className={styles.head}>
        <span id={id}>{label}</span>
        <span className={styles.detail}>{detail ?? (known ? percent(share) : null)}</span>
      </div>
      <div className={styles.line}>
        <div
          role="progressbar"
          data-waiting={standing ? undefined : true}
          aria-labelledby={id}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={known ? Math.round(100 * share) : undefined}
          aria-valuetext={typeof detail === 'string' ? detail : undefined}
          className={styles.track}
          data-unknown={known ? undefined : ''}
        >
          <div className={styles.bar} style={{ '--share': share } as CSSProperties} />
        </div>
        {onCancel === undefined ? null : (
          <Button kind="quiet" onClick={onCancel}>
            {cancelLabel ?? 'Cancel'}
          </Button>
        )}
      </div>
    </div>
  );
}
