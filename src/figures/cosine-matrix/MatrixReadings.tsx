/** GDR, beside the two measures that look at pairs, and what orthogonal gradients would have. */
import { decimal, significant } from '../../components/format';
import { NUMBER_WORDS, ROUNDING_SHARE, type Measures as Values } from './cosine-edit';

/** Significant digits of a share of all directions. */
const DIGITS = 4;

import styles from './MatrixReadings.module.css';

export function Measures({ members, values }: { members: number; values: Values }) {
  const { gdr, meanCosine, gal, orthogonal } = values;
  return (
    <div>
      <dl className={styles.measures}>
        <div className={styles.gdr}>
          <dt>GDR</dt>
          <dd data-value="gdr">{significant(gdr < ROUNDING_SHARE ? 0 : gdr, DIGITS)}</dd>
        </div>
        <div>
          <dt>if orthogonal, 2⁻ⁿ</dt>
          <dd data-value="orthogonal">{significant(orthogonal, DIGITS)}</dd>
        </div>
        <div>
          <dt>mean cosine</dt>
          <dd data-value="mean-cosine">{decimal(meanCosine, 3)}</dd>
        </div>
        <div>
          <dt>
            <abbr title="gradient alignment loss, log Σ exp cos θ over the pairs">GAL</abbr>
          </dt>
          <dd data-value="gal">{decimal(gal, 3)}</dd>
        </div>
      </dl>
      <p className={styles.meaning}>{meaning(members, gdr, orthogonal)}</p>
    </div>
  );
}

function meaning(members: number, gdr: number, orthogonal: number): string {
  const all = members === 2 ? 'both' : `all ${NUMBER_WORDS[members]}`;
  if (gdr < ROUNDING_SHARE) {
    return `As far as six digits of the cosines can tell, no direction lowers ${all} confidences.`;
  }
  const times = gdr / orthogonal;
  const compared =
    Math.abs(times - 1) < 5e-4
      ? 'as many as with orthogonal gradients'
      : `${significant(times, 3)} times as many as with orthogonal gradients`;
  return `This share of all directions lowers ${all} confidences: ${compared}.`;
}
