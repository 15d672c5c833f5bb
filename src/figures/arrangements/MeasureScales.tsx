/** Mean cosine, GAL and GDR side by side, each on a scale that begins at the least it could be. */
import type { CSSProperties } from 'react';
import { decimal } from '../../components/format';
import type { Arrangement, Measure } from './arrangement';
import { inWords } from './explanations';
import styles from './MeasureScales.module.css';

export function Measures({ picture }: { picture: Arrangement }) {
  const { region, gdr, angles } = picture;
  return (
    <div>
      <dl className={styles.measures}>
        <Scale name="cosine" title="Mean cosine" measure={picture.cosine} digits={2} />
        <Scale name="gal" title="GAL" measure={picture.gal} digits={2} />
        <Scale name="gdr" title="GDR" measure={gdr} digits={3} />
      </dl>
      <p className={styles.formula} data-formula>
        GDR = share of the circle ={' '}
        <span>
          {region.kind === 'arc' ? decimal((region.extent * 180) / Math.PI, 1) : '0.0'}°/360° ={' '}
          <strong>{decimal(gdr.value, 3)}</strong>
        </span>
      </p>
      <p className={styles.meaning}>
        GAL, the gradient alignment loss, is log Σ exp(cosine) over all pairs. Each scale runs from
        the least to the most that {inWords(angles.length)} arrows in a plane can have.
      </p>
    </div>
  );
}

interface ScaleProps {
  readonly name: string;
  readonly title: string;
  readonly measure: Measure;
  readonly digits: number;
}

function Scale({ name, title, measure: { value, least, most }, digits }: ScaleProps) {
  const share = Math.max(0, Math.min(1, (value - least) / (most - least)));
  return (
    <div className={styles.measure} data-measure={name}>
      <dt>{title}</dt>
      <dd>
        <span className={styles.value} data-value={name}>
          {decimal(value, digits)}
        </span>
        {/* Elements, not what a style sheet generates: a saved picture shows them too. */}
        <span className={styles.track} style={{ '--share': share } as CSSProperties} aria-hidden>
          <span className={styles.filled} />
          <span className={styles.least} />
          <span className={styles.mark} />
        </span>
        <span className={styles.ends}>
          <span>
            least <span data-least={name}>{decimal(least, least === 0 ? 0 : 2)}</span>
          </span>
          <span aria-hidden>{decimal(most, most === 1 ? 0 : 1)}</span>
        </span>
      </dd>
    </div>
  );
}
