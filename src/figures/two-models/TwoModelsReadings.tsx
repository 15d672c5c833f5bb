/** Angle, cosine and GDR of the two gradients, the formula filled in. */
import { decimal } from '../../components/format';
import styles from './TwoModelsReadings.module.css';
import type { TwoModels } from './two-models';

export function Readings({ picture: { angle, cosine, gdr, subspace } }: { picture: TwoModels }) {
  const degrees = `${decimal(angle, 1)}°`;
  return (
    <div>
      <dl className={styles.readings}>
        <div>
          <dt>
            angle <i>θ</i>
          </dt>
          <dd data-value="angle">{degrees}</dd>
        </div>
        <div>
          <dt>
            cosine cos <i>θ</i>
          </dt>
          <dd data-value="cosine">{decimal(cosine, 3)}</dd>
        </div>
        <div className={styles.gdr}>
          <dt>GDR</dt>
          <dd data-value="gdr">{decimal(gdr, 3)}</dd>
        </div>
      </dl>
      <p className={styles.formula} data-formula>
        <span>
          GDR = ½ − <i>θ</i>/2π
        </span>{' '}
        <span>
          = ½ − {degrees}/360° = <strong>{decimal(gdr, 3)}</strong>
        </span>
      </p>
      <p className={styles.meaning}>
        {subspace.kind === 'arc'
          ? 'This share of all directions lowers the confidence of both models.'
          : 'The gradients point opposite ways: no direction lowers both.'}
      </p>
    </div>
  );
}
