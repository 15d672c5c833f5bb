/** The angles between the gradients, the solid angle left to the adversary and GDR, the formula filled in. */
import { decimal } from '../../components/format';
import { pairs } from '../../geometry/pairs';
import styles from './SphereReadings.module.css';
import { type ThreeModels, verdict } from './three-models';

const SUBSCRIPTS = ['₁', '₂', '₃'] as const;

export function SphereReadings({ picture }: { picture: ThreeModels }) {
  const { angles, solidAngle, gdr } = picture;
  const degrees = angles.map((angle) => `${decimal(angle, 1)}°`);
  return (
    <div>
      <dl className={styles.readings}>
        {pairs(3).map(([i, j], k) => (
          <div key={`${i}${j}`}>
            <dt>
              angle <i>θ</i>
              {SUBSCRIPTS[i]}
              {SUBSCRIPTS[j]}
            </dt>
            <dd data-value={`angle-${i + 1}${j + 1}`}>{degrees[k]}</dd>
          </div>
        ))}
        <div>
          <dt>solid angle</dt>
          <dd data-value="solid-angle">
            {decimal(solidAngle, 3)}{' '}
            <abbr title="steradians; the whole sphere has 4π, about 12.566">sr</abbr>
          </dd>
        </div>
        <div>
          <dt>whole sphere</dt>
          <dd>
            {decimal(4 * Math.PI, 3)} <abbr title="steradians">sr</abbr>
          </dd>
        </div>
        <div className={styles.gdr}>
          <dt>GDR</dt>
          <dd data-value="gdr">{decimal(gdr, 3)}</dd>
        </div>
      </dl>
      <p className={styles.formula} data-formula>
        <span>
          GDR = (2π − <i>θ</i>₁₂ − <i>θ</i>₁₃ − <i>θ</i>₂₃) / 4π
        </span>{' '}
        <span>
          = (360° − {degrees[0]} − {degrees[1]} − {degrees[2]}) / 720°
        </span>{' '}
        <span>
          = <strong>{decimal(gdr, 3)}</strong>
        </span>
      </p>
      <p className={styles.meaning}>{verdict(picture)}</p>
    </div>
  );
}
