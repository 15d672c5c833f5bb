/**
 * How the members' input gradients stand to each other at one image, and the perturbation to them: the exact
 * arrangement for two members and for three, the cosines for more, and the share of directions that lowers every
 * member's confidence.
 */
import { CosineMatrix } from '../../components/CosineMatrix';
import { decimal, percent, significant } from '../../components/format';
import { GradientArrangement } from '../../components/GradientArrangement';
import type { GradientsOfImage } from '../../engine/protocol';
import { gdrOfImage } from '../../geometry/gdr';
import { pairIndex } from '../../geometry/pairs';
import { GradientSphere } from './GradientSphere';
import styles from './ImageGradients.module.css';

interface ImageGradientsProps {
  readonly gradients: GradientsOfImage;
  /** Of the attack, whose perturbation is drawn. */
  readonly step: number;
}

export function ImageGradients({ gradients, step }: ImageGradientsProps) {
  const { angles } = gradients;
  return (
    <section className={styles.gradients} aria-label="This image's gradients">
      <h3 className={styles.title}>This image's gradients</h3>
      {angles ? (
        <Arrangement gradients={gradients} angles={angles} step={step} />
      ) : (
        <p>
          At this image a member's gradient is exactly zero, so there is no angle to speak of: it is
          left out of the mean GDR.
        </p>
      )}
    </section>
  );
}

interface ArrangementProps extends ImageGradientsProps {
  readonly angles: readonly number[];
}

function Arrangement({ gradients, angles, step }: ArrangementProps) {
  const { directions, perturbations } = gradients;
  const members = directions.length;
  const share = gdrOfImage(angles, members);
  const [angle = 0] = angles;
  const perturbation = perturbations[step] ?? null;
  return (
    <div className={styles.columns}>
      {members === 2 ? (
        <GradientArrangement angle={angle} perturbation={perturbation} />
      ) : members === 3 ? (
        <GradientSphere directions={directions} perturbation={perturbation} />
      ) : (
        <CosineMatrix
          cosines={cosinesOf(angles, members)}
          caption="Cosine between the input gradients of each pair"
        />
      )}
      <div className={styles.numbers}>
        <p className={styles.rating}>
          <span className={styles.value}>{percent(share, 1)}</span> of all directions lower every
          member's confidence: GDR = {significant(share, 3)}.
        </p>
        {members === 2 ? (
          <p>
            Angle {decimal((angle * 180) / Math.PI, 1)}°, cosine {decimal(Math.cos(angle))}, and GDR
            = 1/2 − θ/2π. The plane drawn is the one that holds both gradients, so the picture is
            exact.
          </p>
        ) : (
          <p>
            {members === 3
              ? 'Three gradients span three dimensions, so the picture is exact. '
              : null}
            Were the gradients equal it would be 50 %; were they orthogonal,{' '}
            {percent(2 ** -members, 1)}. The smaller, the less room for one step that fools all.
          </p>
        )}
        <p className={styles.within}>
          <span data-value="share-in-span">{withinWords(perturbation)}</span> of ‖δ‖² lies in the
          span of the {members} gradients{members > 3 ? '' : ', which is what is drawn of δ'}. The
          rest, in all other dimensions, changes no confidence to first order.
        </p>
      </div>
    </div>
  );
}

function withinWords(perturbation: readonly number[] | null): string {
  if (perturbation === null) return '–';
  return percent(
    perturbation.reduce((sum, value) => sum + value * value, 0),
    1,
  );
}

function cosinesOf(angles: readonly number[], members: number) {
  return Array.from({ length: members }, (_, i) =>
    Array.from({ length: members }, (_, j) =>
      i === j ? 1 : Math.cos(angles[pairIndex(Math.min(i, j), Math.max(i, j), members)] ?? 0),
    ),
  );
}
