/** The original, the signed perturbation and the adversarial image in a row. */
import { DivergingScale } from '../../components/DivergingScale';
import { decimal } from '../../components/format';
import { PixelImage } from '../../components/PixelImage';
import type { AttackRequest, DataDescription, LiveAttack } from '../../engine/protocol';
import styles from './AttackedImages.module.css';

interface AttackedImagesProps {
  readonly data: DataDescription;
  readonly request: AttackRequest;
  readonly attack: LiveAttack;
}

export function AttackedImages({ data, request, attack }: AttackedImagesProps) {
  const { classes, imageShape } = data;
  const [height = 1, width = 1] = imageShape;
  const nameOf = (label: number) => classes[label] ?? '?';
  const { epsilon } = request;
  const changed = attack.perturbation.reduce((count, v) => count + (v === 0 ? 0 : 1), 0);
  const common = { width, height };
  return (
    <div className={styles.row}>
      <figure className={styles.picture}>
        <PixelImage
          {...common}
          values={attack.original}
          label={`Original: ${nameOf(attack.label)}, test image ${request.image}`}
        />
        <figcaption>
          <b>Original</b> ensemble says {nameOf(attack.clean.ensemble)}
        </figcaption>
      </figure>
      <span className={styles.sign} aria-hidden="true">
        +
      </span>
      <figure className={styles.picture}>
        <PixelImage
          {...common}
          kind="signed"
          values={attack.perturbation}
          limit={Math.max(epsilon, 1e-6)}
          label={`Perturbation of at most ${decimal(epsilon, 3)} a pixel; ${changed} pixels change`}
        />
        <DivergingScale limit={epsilon} format={(value) => decimal(value, 3)} />
      </figure>
      <span className={styles.sign} aria-hidden="true">
        =
      </span>
      <figure className={styles.picture}>
        <PixelImage
          {...common}
          values={attack.adversarial}
          label={`Attacked image: the ensemble predicts ${nameOf(attack.attacked.ensemble)}`}
        />
        <figcaption>
          <b>Attacked</b> ensemble says {nameOf(attack.attacked.ensemble)}
        </figcaption>
      </figure>
    </div>
  );
}
