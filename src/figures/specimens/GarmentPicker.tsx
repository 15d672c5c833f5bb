/** The specimens as thumbnails, one to be chosen: native radio buttons, so that arrow keys move along. */
import { memo, useId } from 'react';
import { PixelImage } from '../../components/PixelImage';
import type { Specimens } from '../../data/specimens';
import styles from './GarmentPicker.module.css';

interface GarmentPickerProps {
  readonly specimens: Specimens;
  /** Index among the specimens. */
  readonly value: number;
  readonly onChange: (value: number) => void;
}

export const GarmentPicker = memo(function GarmentPicker(props: GarmentPickerProps) {
  const { specimens, value, onChange } = props;
  const { images, imageShape, classes } = specimens;
  const [height, width] = imageShape;
  const id = useId();
  return (
    <fieldset>
      <legend className={styles.legend}>Garment</legend>
      <div className={styles.thumbnails}>
        {images.map(({ label, pixels }, k) => (
          <label key={label} className={styles.thumbnail} title={classes[label]}>
            <input
              type="radio"
              className={styles.radio}
              name={id}
              checked={k === value}
              onChange={() => onChange(k)}
              aria-label={classes[label]}
            />
            <span className={styles.face} aria-hidden="true">
              <PixelImage values={pixels} width={width} height={height} label="" />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
});
