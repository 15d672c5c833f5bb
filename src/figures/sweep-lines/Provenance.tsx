/** What was computed beforehand, and by which command; what was measured in this browser. */
import { count } from '../../components/format';
import type { SweepLine } from '../../sweep/sweep-line';
import styles from './Provenance.module.css';
import { commandOf, furtherSeeds } from './sweep-command';

export function Provenance({ lines }: { readonly lines: readonly SweepLine[] }) {
  if (lines.length === 0) return null;
  const further = furtherSeeds(lines);
  const attacked = Math.max(...lines.map(({ rating }) => rating.images.attacked));
  return (
    <p className="small-note">
      Filled: {count(lines.length)} ensembles, computed beforehand by{' '}
      <code className={styles.command}>{commandOf(lines)}</code>
      {further === null ? '' : ` (${further})`}, attacked on the first {count(attacked)} test
      images. Hollow: measured in this browser, on the same images.
    </p>
  );
}
