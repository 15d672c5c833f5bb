/** The picture at a point of a plane, and what members and vote make of it. */
import { useMemo } from 'react';
import { count, decimal, significant } from '../../components/format';
import { LineSample } from '../../components/LineSample';
import { ENSEMBLE, memberColor, memberDash, memberLabel } from '../../components/members';
import { PixelImage } from '../../components/PixelImage';
import { Scroller } from '../../components/Scroller';
import type { DataDescription, PointValues } from '../../engine/protocol';
import styles from './ConeTruth.module.css';
import { pixelsAt } from './pixels-at';

interface PlanePointProps {
  readonly data: DataDescription;
  /** The held-out image, [pixels]. */
  readonly origin: Float32Array;
  readonly basis: readonly [Float32Array, Float32Array];
  /** (u, v), L2. */
  readonly point: readonly [number, number];
  /** At the point and at the image. */
  readonly values: PointValues | null;
  readonly label: number;
}

export function PlanePoint({ data, origin, basis, point, values, label }: PlanePointProps) {
  const [height = 1, width = 1] = data.imageShape;
  const { pixels, outside, furthest } = useMemo(
    () => pixelsAt(origin, basis, point),
    [origin, basis, point],
  );
  const classOf = (own: number) => data.classes[own] ?? `class ${own}`;
  const members = values ? values.margins.length / 2 : 0;
  return (
    <div className={styles.point}>
      <div className={styles.picture}>
        <PixelImage
          values={pixels}
          width={width}
          height={height}
          label={`The picture at the point, ${significant(Math.hypot(...point), 2)} from the image; values outside 0 to 1 are drawn as 0 or 1`}
        />
      </div>
      <div className={styles.says}>
        <Scroller label="At the point">
          <table className={styles.table} aria-label="At the point">
            <thead>
              <tr>
                <td />
                <th scope="col">says</th>
                <th scope="col">margin</th>
                <th scope="col">confidence</th>
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: members }, (_, i) => (
                <tr key={memberLabel(i)}>
                  <th scope="row">
                    <LineSample color={memberColor(i)} dash={memberDash(i)} />
                    {memberLabel(i)}
                  </th>
                  <Said own={values!.classes[2 * i]!} label={label} classOf={classOf} />
                  <td>{decimal(values!.margins[2 * i]!, 1)}</td>
                  <td>{trend(values!.logOdds[2 * i]!, values!.logOdds[2 * i + 1]!)}</td>
                </tr>
              ))}
              {values ? (
                <tr>
                  <th scope="row">
                    <LineSample color={ENSEMBLE.color} width={ENSEMBLE.width} />
                    vote
                  </th>
                  <Said own={values.voteClass[0]!} label={label} classOf={classOf} />
                  <td>{decimal(values.voteMargin[0]!, 1)}</td>
                  <td />
                </tr>
              ) : null}
            </tbody>
          </table>
        </Scroller>
      </div>
      <p className={styles.outside}>
        At the point, ‖δ‖₂ = {significant(Math.hypot(...point), 2)},{' '}
        {outside === 0
          ? 'all pixels are within [0, 1].'
          : `${count(outside)} of ${count(pixels.length)} pixels are outside [0, 1], by ${significant(furthest, 2)} at most: drawn clipped, computed as they are.`}
      </p>
    </div>
  );
}

interface SaidProps {
  readonly own: number;
  readonly label: number;
  readonly classOf: (own: number) => string;
}

function Said({ own, label, classOf }: SaidProps) {
  return (
    <td data-wrong={own !== label || undefined}>
      {classOf(own)} {own === label ? '✓' : '✗'}
    </td>
  );
}

/** What became of a member's confidence. */
export function trend(now: number, atImage: number): string {
  return now < atImage ? 'falls' : now > atImage ? 'rises' : 'stays';
}
