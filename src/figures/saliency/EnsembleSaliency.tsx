/** One ensemble's saliency maps, and by how much they overlap. */
import { useMemo } from 'react';
import { decimal } from '../../components/format';
import { memberLabel, memberName } from '../../components/members';
import { Notice } from '../../components/Notice';
import { Panel } from '../../components/Panel';
import { PixelImage } from '../../components/PixelImage';
import { Progress } from '../../components/Progress';
import { Scroller } from '../../components/Scroller';
import type { DataDescription } from '../../engine/protocol';
import { angleBetween } from '../../geometry/angle';
import { absoluteCosine, jaccard, strongest } from '../../geometry/overlap';
import { pairs } from '../../geometry/pairs';
import { heldOutImage } from '../attack/held-out-image';
import type { Subject } from '../measured/use-subjects';
import styles from './Saliency.module.css';
import { useGradients } from './use-gradients';

interface EnsembleSaliencyProps {
  readonly subject: Subject;
  readonly data: DataDescription;
  /** Index among the held-out images. */
  readonly image: number;
  /** Whether only the strongest tenth of the pixels is shown. */
  readonly masks: boolean;
}

export function EnsembleSaliency({ subject, data, image, masks }: EnsembleSaliencyProps) {
  const { gradients, failure } = useGradients(subject.id, image, subject.revision);
  return (
    <Panel label={`${subject.name}: saliency`} title={subject.name}>
      {failure ? <Notice tone="problem">No gradients could be computed. {failure}</Notice> : null}
      {gradients ? (
        <>
          <Maps data={data} image={image} gradients={gradients} masks={masks} />
          <Overlaps name={subject.name} gradients={gradients} />
        </>
      ) : failure ? null : (
        <Progress label="Computing the gradients" />
      )}
    </Panel>
  );
}

interface MapsProps {
  readonly data: DataDescription;
  readonly image: number;
  readonly gradients: readonly Float32Array[];
  readonly masks: boolean;
}

function Maps({ data, image, gradients, masks }: MapsProps) {
  const [height = 1, width = 1] = data.imageShape;
  const garment = useMemo(() => heldOutImage(data, image), [data, image]);
  const garmentName = `${data.classes[data.heldOutLabels[image] ?? 0]}, test image ${image}`;
  const maps = useMemo(
    () =>
      gradients.map((gradient) => {
        const shown = strongest(gradient, masks ? tenth(gradient) : gradient.length);
        return gradient.map((value, k) => (shown[k] ? Math.abs(value) : 0));
      }),
    [gradients, masks],
  );
  return (
    <div className={styles.maps}>
      {maps.map((values, i) => (
        <figure key={memberLabel(i)}>
          <PixelImage
            values={values}
            width={width}
            height={height}
            kind="magnitude"
            over={garment}
            label={`Saliency of ${memberName(i)} over ${garmentName}${masks ? ', the strongest tenth of the pixels' : ''}`}
          />
          <figcaption>{memberLabel(i)}</figcaption>
        </figure>
      ))}
    </div>
  );
}

interface OverlapsProps {
  readonly name: string;
  readonly gradients: readonly Float32Array[];
}

function Overlaps({ name, gradients }: OverlapsProps) {
  const rows = useMemo(() => overlaps(gradients), [gradients]);
  const mean = (key: keyof Overlap) =>
    rows.reduce((total, { overlap }) => total + overlap[key], 0) / rows.length;
  return (
    <Scroller label={`Overlap, ${name}`}>
      <table className={styles.table} aria-label={`Overlap of saliency, ${name}`}>
        <thead>
          <tr>
            <th scope="col">Pair</th>
            <th scope="col">cosine of the gradients</th>
            <th scope="col">cosine of their sizes</th>
            <th scope="col">Jaccard, strongest tenth</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ pair: [i, j], overlap }) => (
            <tr key={`${i}-${j}`}>
              <th scope="row">
                {memberLabel(i)}, {memberLabel(j)}
              </th>
              <Numbers {...overlap} />
            </tr>
          ))}
          <tr data-mean="">
            <th scope="row">mean</th>
            <Numbers signed={mean('signed')} sizes={mean('sizes')} shared={mean('shared')} />
          </tr>
        </tbody>
      </table>
    </Scroller>
  );
}

function Numbers({ signed, sizes, shared }: Overlap) {
  return (
    <>
      <td>{decimal(signed)}</td>
      <td>{decimal(sizes)}</td>
      <td>{decimal(shared)}</td>
    </>
  );
}

interface Overlap {
  /** cos of the angle between the gradients. */
  readonly signed: number;
  /** The same of their magnitudes. */
  readonly sizes: number;
  /** Jaccard index of the strongest tenths. */
  readonly shared: number;
}

/** NaN where a member's gradient is exactly zero. */
function overlaps(gradients: readonly Float32Array[]) {
  const masks = gradients.map((gradient) => strongest(gradient, tenth(gradient)));
  return pairs(gradients.length).map((pair) => {
    const [u, v] = [gradients[pair[0]]!, gradients[pair[1]]!];
    const zero = [u, v].some((gradient) => gradient.every((value) => value === 0));
    const overlap: Overlap = {
      signed: zero ? Number.NaN : Math.cos(angleBetween(u, v)),
      sizes: zero ? Number.NaN : absoluteCosine(u, v),
      shared: jaccard(masks[pair[0]]!, masks[pair[1]]!),
    };
    return { pair, overlap };
  });
}

function tenth(gradient: Float32Array): number {
  return Math.round(gradient.length / 10);
}
