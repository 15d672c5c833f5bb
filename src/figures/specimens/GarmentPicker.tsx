/** The specimens as thumbnails, one to be chosen: native radio buttons, so that arrow keys move along. */
import { memo, useId } from 'react';
import { PixelImage } from '../../components/PixelImage';
import { Radio } from '../../components/Radio';
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
          <Radio
            key={label}
            name={id}
            checked={k === value}
            onChoose={() => onChange(k)}
            label={classes[label]}
          >
            <span className={styles.face} aria-hidden="true">
              <PixelImage values={pixels} width={width} height={height} label="" />
            </span>
          </Radio>
        ))}
      </div>
    </fieldset>
  );
});
