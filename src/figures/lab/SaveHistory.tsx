/** The course of a run to take away, as a table or with all that is known of it. */
import { Button } from '../../components/Button';
import type { RunView } from '../../engine/page/session';
import { fileNameOf, saveFile } from '../../share/save-file';
import { historyAsCsv, historyAsJson } from './run-history';
import styles from './SaveHistory.module.css';

const FORMATS = [
  { label: 'CSV', extension: 'csv', type: 'text/csv', write: historyAsCsv },
  { label: 'JSON', extension: 'json', type: 'application/json', write: historyAsJson },
] as const;

export function SaveHistory({ run }: { readonly run: RunView }) {
  const { members, hidden, penalty, lambda, metric, adversarial, seed } = run.status.settings;
  const words = [
    `run ${members}x${hidden.join('-')}`,
    penalty === 'none' && adversarial !== 'none' ? '' : `${penalty} ${lambda}`,
    penalty === 'none' || metric === 'uniform' ? '' : metric,
    adversarial === 'none' ? '' : `adversarial ${adversarial}`,
    `seed ${seed}`,
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <p className={`${styles.save} small-note`}>
      Save what the charts show:
      {FORMATS.map(({ label, extension, type, write }) => (
        <Button
          key={label}
          kind="quiet"
          label={`Save the run as ${label}`}
          onClick={() => saveFile(fileNameOf(words, extension), new Blob([write(run)], { type }))}
        >
          {label}
        </Button>
      ))}
    </p>
  );
}
