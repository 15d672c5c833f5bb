/** A quantity at every pixel as a picture with its scale; pixels that are taken out are hatched. */
import { useId, useMemo } from 'react';
import { PixelImage } from '../../components/PixelImage';
import styles from './PixelMap.module.css';

export interface PixelMapProps {
  /** Row by row: 0 is the neutral colour, 1 and more full colour. */
  readonly shades: ArrayLike<number>;
  /** [height, width, channels] */
  readonly shape: readonly number[];
  readonly out: readonly boolean[];
  /** Under the picture: what is drawn. */
  readonly caption: string;
  /** Spoken: what is drawn, of what, and what is seen of it. */
  readonly label: string;
  /** What the shades 0, ½ and 1 stand for. */
  readonly scale: readonly [none: string, half: string, full: string];
}

export function PixelMap({ shades, shape, out, caption, label, scale }: PixelMapProps) {
  const [height = 1, width = 1] = shape;
  const hatch = useId();
  const outline = useMemo(
    () =>
      out.map((own, k) => (own ? `M${k % width} ${Math.floor(k / width)}h1v1h-1z` : '')).join(''),
    [out, width],
  );
  return (
    <figure className={styles.map}>
      <div className={styles.picture}>
        <PixelImage
          values={shades}
          width={width}
          height={height}
          kind="magnitude"
          limit={1}
          label={label}
        />
        <svg
          className={styles.out}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <pattern id={hatch} width="1" height="1" patternUnits="userSpaceOnUse">
            <path className={styles.ground} d="M0 1L1 0" />
            <path className={styles.stroke} d="M0 1L1 0" />
          </pattern>
          <path d={outline} fill={`url(#${hatch})`} />
        </svg>
      </div>
      <figcaption>{caption}</figcaption>
      <Shades scale={scale} />
    </figure>
  );
}

function Shades({ scale }: Pick<PixelMapProps, 'scale'>) {
  const blend = useId();
  return (
    <div>
      <svg className={styles.bar} aria-hidden="true">
        <linearGradient id={blend}>
          <stop offset="0" className={styles.none} />
          <stop offset="1" className={styles.full} />
        </linearGradient>
        <rect width="100%" height="100%" rx="2" fill={`url(#${blend})`} />
      </svg>
      <div className={styles.numbers}>
        {scale.map((number) => (
          <span key={number}>{number}</span>
        ))}
      </div>
    </div>
  );
}
