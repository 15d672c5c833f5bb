/**
 * How the members' input gradients stand to each other at one image: the exact arrangement for two
 * members, the cosines for more, and the share of directions that lowers every member's confidence.
 */
import { CosineMatrix } from '../../components/CosineMatrix';
import { decimal, percent, significant } from '../../components/format';
import { GradientArrangement } from '../../components/GradientArrangement';
import { gdrOfImage } from '../../geometry/gdr';
import { pairIndex } from '../../geometry/pairs';
import styles from './ImageGradients.module.css';

interface ImageGradientsProps {
  /** Of each pair, [P], radians; null where a member has no gradient. */
  readonly angles: readonly number[] | null;
  readonly members: number;
}

export function ImageGradients({ angles, members }: ImageGradientsProps) {
  return (
    <section className={styles.gradients} aria-label="This image's gradients">
      <h3 className={styles.title}>This image's gradients</h3>
      {angles ? (
        <Arrangement angles={angles} members={members} />
      ) : (
        <p>
          At this image a member's gradient is exactly zero, so there is no angle to speak of: it is
          left out of the mean GDR.
        </p>
      )}
    </section>
  );
}

function Arrangement({ angles, members }: { angles: readonly number[]; members: number }) {
  const share = gdrOfImage(angles, members);
  const [angle = 0] = angles;
  const cosines = Array.from({ length: members }, (_, i) =>
    Array.from({ length: members }, (_, j) =>
      i === j ? 1 : Math.cos(angles[pairIndex(Math.min(i, j), Math.max(i, j), members)] ?? 0),
    ),
  );
  return (
    <div className={styles.columns}>
      {members === 2 ? (
        <GradientArrangement angle={angle} />
      ) : (
        <CosineMatrix cosines={cosines} caption="Cosine between the input gradients of each pair" />
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
            Were the gradients equal it would be 50 %; were they orthogonal,{' '}
            {percent(2 ** -members, 1)}. The smaller, the less room for one step that fools all.
          </p>
        )}
      </div>
    </div>
  );
}
