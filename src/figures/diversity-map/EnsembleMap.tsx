/** Where one ensemble's gradients lie, and what is left of its GDR without the pixels that are out. */
import { useEffect, useMemo } from 'react';
import { count, decimal, percent } from '../../components/format';
import { Reading, Readings } from '../../components/Readings';
import type { GradientMap } from '../../engine/protocol';
import type { Metric } from '../../geometry/metric';
import styles from './DiversityMapFigure.module.css';
import { findingOf } from './diversity-finding';
import { PixelMap } from './PixelMap';
import { gdrWithout, shareOn } from './pixels-out';

/**
 * Share of the squared length on one pixel that has full colour. Shades go with its root: of 784 pixels alike
 * each has a thousandth, and those that matter have ten or fifty.
 */
const FULL = 0.04;
const SCALE = ['0', percent(FULL / 4), `≥ ${percent(FULL)}`] as const;

interface EnsembleMapProps {
  readonly name: string;
  readonly map: GradientMap;
  readonly metric: Metric;
  /** [height, width, channels] */
  readonly shape: readonly number[];
  readonly out: readonly boolean[];
  /** Told what is left of the GDR; null once this is no longer shown. */
  readonly onLeft: (name: string, gdr: number | null) => void;
}

export function EnsembleMap({ name, map, metric, shape, out, onLeft }: EnsembleMapProps) {
  const { share: shares } = map.metrics[metric];
  const shades = useMemo(() => shares.map((own) => Math.sqrt(own / FULL)), [shares]);
  const many = out.filter(Boolean).length;
  const share = shareOn(map, metric, out);
  const left = gdrWithout(map, metric, many);
  const all = gdrWithout(map, metric, 0);
  useEffect(() => onLeft(name, left), [onLeft, name, left]);
  useEffect(() => () => onLeft(name, null), [onLeft, name]);
  if (map.images === 0) {
    return <p>No held-out image is classified correctly by every member: there is none to rate.</p>;
  }
  const found = findingOf({ out: many, pixels: out.length, share, all, left, metric });
  const drawn = `Share of the squared gradient length at every pixel${metric === 'spread' ? ', metric of the data' : ''}`;
  return (
    <>
      <div className={styles.ensemble}>
        <PixelMap
          shades={shades}
          shape={shape}
          out={out}
          caption={drawn}
          label={`${name}: ${drawn}. ${found}`}
          scale={SCALE}
        />
        <Readings columns={1}>
          <Reading name="share" label="Squared length on the pixels out" value={percent(share)} />
          <Reading
            name="gdr-all"
            label="GDR, all pixels alike"
            value={decimal(gdrWithout(map, 'uniform', 0), 3)}
            adversarial
          />
          <Reading
            name="gdr-left"
            label={
              metric === 'spread'
                ? 'GDR of what is left, metric of the data'
                : 'GDR of what is left'
            }
            value={decimal(left, 3)}
            adversarial
          />
          <Reading
            name="gdr-spread"
            label="GDR in the metric of the data"
            value={decimal(gdrWithout(map, 'spread', 0), 3)}
            adversarial
          />
        </Readings>
      </div>
      <p>{found}</p>
      <p className="small-note">
        Mean over {count(map.images)} held-out images that every member classifies correctly; each
        gradient is divided by its length, so that all count alike.
      </p>
    </>
  );
}
