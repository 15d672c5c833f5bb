/** The original, the signed perturbation and the attacked image in a row, at one step of the attack. */
import { DivergingScale } from '../../components/DivergingScale';
import { decimal } from '../../components/format';
import { PixelImage } from '../../components/PixelImage';
import type { AttackRequest, DataDescription, LiveAttack } from '../../engine/protocol';
import styles from './AttackedImages.module.css';
import { largestChange, type Moment } from './replay';

interface AttackedImagesProps {
  readonly data: DataDescription;
  readonly request: AttackRequest;
  readonly attack: LiveAttack;
  readonly moment: Moment;
}

export function AttackedImages({ data, request, attack, moment }: AttackedImagesProps) {
  const { classes, imageShape } = data;
  const [height = 1, width = 1] = imageShape;
  const nameOf = (label: number) => classes[label] ?? '?';
  const changed = moment.perturbation.reduce((count, v) => count + (v === 0 ? 0 : 1), 0);
  // In L∞ ε itself says how far a pixel may go.
  const limit = request.recipe.norm === 'inf' ? request.epsilon : largestChange(attack);
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
          values={moment.perturbation}
          limit={Math.max(limit, 1e-6)}
          label={`Perturbation of at most ${decimal(limit, 3)} a pixel; ${changed} pixels change`}
        />
        <DivergingScale limit={limit} format={(value) => decimal(value, 3)} />
      </figure>
      <span className={styles.sign} aria-hidden="true">
        =
      </span>
      <figure className={styles.picture}>
        <PixelImage
          {...common}
          values={moment.adversarial}
          label={`Attacked image: the ensemble predicts ${nameOf(moment.attacked.ensemble)}`}
        />
        <figcaption>
          <b>Attacked</b> ensemble says {nameOf(moment.attacked.ensemble)}
        </figcaption>
      </figure>
    </div>
  );
}
