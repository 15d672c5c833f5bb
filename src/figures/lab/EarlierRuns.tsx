/** The runs that stand faint in the charts: how each looks, what it was trained with, and its way out. */
import { useRef } from 'react';
import { Button } from '../../components/Button';
import { LineSample } from '../../components/LineSample';
import type { EarlierRun } from '../../engine/page/session';
import type { TrainingSettings } from '../../engine/protocol';
import styles from './EarlierRuns.module.css';
import { earlierDash, earlierName, earlierText } from './run-series';

interface EarlierRunsProps {
  readonly earlier: readonly EarlierRun[];
  /** Of the run that they stand behind. */
  readonly settings: TrainingSettings;
  readonly onRemove: (id: string) => void;
}

export function EarlierRuns({ earlier, settings, onRemove }: EarlierRunsProps) {
  const list = useRef<HTMLUListElement>(null);
  return (
    <ul className={styles.list} aria-label="Earlier runs in the charts" ref={list} tabIndex={-1}>
      {earlier.map((run) => (
        <li key={run.id}>
          <LineSample color="var(--ink-soft)" dash={earlierDash(run)} />
          <span>
            {earlierName(run)}: {earlierText(run, settings)}
          </span>
          <Button
            kind="quiet"
            label={`Remove ${earlierName(run)} from the charts`}
            onClick={() => {
              // The button goes with its run.
              list.current?.focus();
              onRemove(run.id);
            }}
          >
            Remove
          </Button>
        </li>
      ))}
    </ul>
  );
}
