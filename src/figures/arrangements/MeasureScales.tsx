/** Mean cosine, GAL and GDR side by side, each on a scale that begins at the least it could be. */
import type { CSSProperties } from 'react';
import { decimal, inWords } from '../../components/format';
import { Formula, Meaning, Reading, Readings } from '../../components/Readings';
import type { Arrangement, Measure } from './arrangement';
import styles from './MeasureScales.module.css';

export function MeasureScales({ picture }: { picture: Arrangement }) {
  const { region, cosine, gal, gdr, angles } = picture;
  const extent = region.kind === 'arc' ? (region.extent * 180) / Math.PI : 0;
  return (
    <div>
      <Readings columns={3}>
        <Reading name="cosine" label="Mean cosine" value={decimal(cosine.value, 2)}>
          <Scale name="cosine" measure={cosine} />
        </Reading>
        <Reading name="gal" label="GAL" value={decimal(gal.value, 2)}>
          <Scale name="gal" measure={gal} />
        </Reading>
        <Reading name="gdr" label="GDR" value={decimal(gdr.value, 3)} adversarial>
          <Scale name="gdr" measure={gdr} />
        </Reading>
      </Readings>
      <Formula>
        GDR = share of the circle ={' '}
        <span>
          {decimal(extent, 1)}°/360° = <strong>{decimal(gdr.value, 3)}</strong>
        </span>
      </Formula>
      <Meaning>
        GAL, the gradient alignment loss, is log Σ exp(cosine) over all pairs. Each scale runs from
        the least to the most that {inWords(angles.length)} arrows in a plane can have.
      </Meaning>
    </div>
  );
}

interface ScaleProps {
  /** In `data-measure` and `data-least`. */
  readonly name: string;
  readonly measure: Measure;
}

function Scale({ name, measure: { value, least, most } }: ScaleProps) {
  const share = Math.max(0, Math.min(1, (value - least) / (most - least)));
  return (
    <>
      {/* Elements, not what a style sheet generates: a saved picture shows them too. */}
      <span
        className={styles.track}
        style={{ '--share': share } as CSSProperties}
        data-measure={name}
        aria-hidden
      >
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
    </>
  );
}
