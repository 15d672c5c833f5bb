/** Each member's accuracy and how long its gradients are, so that a calm member is seen. */
import { percent, significant } from '../../components/format';
import { memberLabel } from '../../components/members';
import type { EnsembleRecord } from '../../engine/page/records';
import styles from './Members.module.css';

export function Members({ record }: { readonly record: EnsembleRecord }) {
  const { name, evaluation } = record;
  if (!evaluation) return null;
  // Not in records of earlier versions.
  const lengths = evaluation.measures?.memberNorm;
  return (
    <ul
      className={styles.members}
      aria-label={`Members of ${name}: accuracy, mean gradient length`}
    >
      {evaluation.memberAccuracy.map((accuracy, i) => (
        <li key={memberLabel(i)}>
          <span>{memberLabel(i)}</span> <span>{percent(accuracy, 1)} right,</span>{' '}
          <span>mean ‖g‖ {significant(lengths?.[i] ?? Number.NaN, 3)}</span>
        </li>
      ))}
    </ul>
  );
}
