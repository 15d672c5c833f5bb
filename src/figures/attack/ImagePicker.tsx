/**
 * Held-out images of one class at a time, as thumbnails to choose from. Choosing a class chooses its first
 * image, so that the class shown is always that of the chosen image.
 */
import { memo, useMemo } from 'react';
import { Choice } from '../../components/Choice';
import { PixelImage } from '../../components/PixelImage';
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
      <div className={styles.thumbnails}>
        {indices.map((index) => (
          <button
            key={index}
            type="button"
            className={styles.thumbnail}
            aria-pressed={index === image}
            aria-label={`${classes[shownClass]}, test image ${index}`}
            onClick={() => onChange(index)}
          >
            <Thumbnail data={data} index={index} />
          </button>
        ))}
      </div>
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
