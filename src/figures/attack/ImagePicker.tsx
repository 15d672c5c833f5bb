/**
 * Held-out images of one class at a time, as thumbnails to choose from. Choosing a class chooses its first
 * image, so that the class shown is always that of the chosen image.
 */
import { memo, useId, useMemo } from 'react';
import { Choice } from '../../components/Choice';
import { PixelImage } from '../../components/PixelImage';
import { Radio } from '../../components/Radio';
import type { DataDescription } from '../../engine/protocol';
import { heldOutImage } from './held-out-image';
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
  const name = useId();
  const shownClass = heldOutLabels[image] ?? 0;
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
        onChange={(chosen) => {
          const first = heldOutLabels.indexOf(chosen);
          if (first >= 0) onChange(first);
        }}
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
  const [height = 1, width = 1] = data.imageShape;
  const values = useMemo(() => heldOutImage(data, index), [data, index]);
  return <PixelImage values={values} width={width} height={height} label="" />;
});
