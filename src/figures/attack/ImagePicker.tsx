/** Held-out images of one class at a time, as thumbnails to choose from. */
import { memo, useId, useMemo, useState } from 'react';
import { Choice } from '../../components/Choice';
import { PixelImage } from '../../components/PixelImage';
import { Radio } from '../../components/Radio';
import type { DataDescription } from '../../engine/protocol';
import styles from './ImagePicker.module.css';

const SHOWN = 12;

interface ImagePickerProps {
  readonly data: DataDescription;
  /** Index among the held-out images. */
  readonly image: number;
  readonly onChange: (image: number) => void;
  /** What the image is chosen for. */
  readonly label?: string;
}

export function ImagePicker(props: ImagePickerProps) {
  const { data, image, onChange, label = 'Image to attack' } = props;
  const { classes, heldOutLabels } = data;
  const own = heldOutLabels[image] ?? 0;
  const name = useId();
  const [shownClass, setShownClass] = useState(own);
  const indices = useMemo(() => {
    const all: number[] = [];
    heldOutLabels.forEach((label, index) => {
      if (label === shownClass) all.push(index);
    });
    return all.slice(0, SHOWN);
  }, [heldOutLabels, shownClass]);

  return (
    <div className={styles.picker}>
      <Choice
        label={label}
        options={classes.map((name, value) => ({ value, label: name }))}
        value={shownClass}
        onChange={setShownClass}
      />
      <fieldset className={styles.thumbnails}>
        <legend className="visually-hidden">Test images: {classes[shownClass]}</legend>
        {indices.map((index) => (
          <Radio
            key={index}
            name={name}
            checked={index === image}
            onChoose={() => onChange(index)}
            label={`${classes[shownClass]}, test image ${index}`}
          >
            <span className={styles.face} aria-hidden="true">
              <Thumbnail data={data} index={index} />
            </span>
          </Radio>
        ))}
      </fieldset>
    </div>
  );
}

/** Drawn once: the image of an index never changes. */
const Thumbnail = memo(function Thumbnail({
  data,
  index,
}: {
  data: DataDescription;
  index: number;
}) {
  const { heldOutPixels, heldOutLabels, imageShape } = data;
  const [height = 1, width = 1] = imageShape;
  const values = useMemo(() => {
    const size = heldOutPixels.length / heldOutLabels.length;
    const own = heldOutPixels.subarray(index * size, (index + 1) * size);
    return Float32Array.from(own, (value) => value / 255);
  }, [heldOutPixels, heldOutLabels, index]);
  return <PixelImage values={values} width={width} height={height} label="" />;
});
