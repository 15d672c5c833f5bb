/** A few words about what happened and what can be done next. */
import type { ReactNode } from 'react';
import { Button } from './Button';
import styles from './Notice.module.css';

export interface NoticeAction {
  label: string;
  onClick: () => void;
}

export interface NoticeProps {
  /** `problem` interrupts a screen reader; the others wait their turn. */
  tone?: 'info' | 'problem' | 'done' | undefined;
  children: ReactNode;
  actions?: readonly NoticeAction[] | undefined;
  onDismiss?: (() => void) | undefined;
}

const SIGNS = { info: 'i', problem: '!', done: '✓' } as const;

export function Notice({ tone = 'info', children, actions = [], onDismiss }: NoticeProps) {
  return (
    <div
      className={`${styles.notice} ${styles[tone]}`}
      role={tone === 'problem' ? 'alert' : 'status'}
    >
      <span className={styles.sign} aria-hidden="true">
        {SIGNS[tone]}
      </span>
      <div className={styles.body}>
        <div className={styles.text}>{children}</div>
        {actions.length === 0 ? null : (
          <div className={styles.actions}>
            {actions.map((action) => (
              <Button key={action.label} onClick={action.onClick}>
                {action.label}
              </Button>
            ))}
          </div>
        )}
      </div>
      {onDismiss === undefined ? null : (
        <button
          type="button"
          data-command=""
          className={styles.dismiss}
          aria-label="Dismiss"
          onClick={onDismiss}
        >
          <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d="M1 1 11 11M11 1 1 11" stroke="currentColor" strokeWidth="1.5" />
          </svg>
        </button>
      )}
    </div>
  );
}
