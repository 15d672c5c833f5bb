/** One cosine, by slider or typed, within what the others leave possible. */
import { type CSSProperties, useState } from 'react';
import { decimal, inWords } from '../../components/format';
import { memberLabel } from '../../components/members';
import { NumberField } from '../../components/NumberField';
import { Slider } from '../../components/Slider';
import type { Pair } from '../../geometry/pairs';
import styles from './CosineEditor.module.css';
import { writtenRange } from './cosine-edit';

export interface CosineEditorProps {
  readonly pair: Pair;
  readonly members: number;
  readonly value: number;
  /** The least and the greatest value that is possible. */
  readonly range: readonly [number, number];
  /** What a value out of the range would contradict, where that can be said. */
  readonly whyNot: (value: number) => string | undefined;
  readonly onChange: (value: number) => void;
}

export function CosineEditor({ pair, members, value, range, whyNot, onChange }: CosineEditorProps) {
  const [refused, setRefused] = useState<number>();
  const [least, greatest] = writtenRange(range);
  const names = `${memberLabel(pair[0])} and ${memberLabel(pair[1])}`;

  const slide = (to: number) => {
    setRefused(undefined);
    onChange(Math.min(range[1], Math.max(range[0], to)));
  };
  const typed = (to: number) => {
    const possible = to >= Math.min(least, range[0]) && to <= Math.max(greatest, range[1]);
    setRefused(possible ? undefined : to);
    if (possible) onChange(Math.min(range[1], Math.max(range[0], to)));
  };

  return (
    <div className={styles.editor}>
      <div className={styles.slider}>
        <Slider
          label={`Cosine of ${names}`}
          value={value}
          min={-1}
          max={1}
          step={0.01}
          format={(cosine) => decimal(cosine)}
          onChange={slide}
        />
        <div
          className={styles.possible}
          style={{ '--from': share(range[0]), '--to': share(range[1]) } as CSSProperties}
          aria-hidden="true"
        >
          <div className={styles.reach} />
        </div>
        <p className={styles.range}>
          possible from <span data-value="least">{decimal(least)}</span> to{' '}
          <span data-value="greatest">{decimal(greatest)}</span>
        </p>
      </div>
      <NumberField
        label="or type it"
        value={Number(value.toFixed(4))}
        min={-1}
        max={1}
        onChange={typed}
      />
      <p className={styles.refused} role="alert">
        {refused === undefined
          ? null
          : `${decimal(refused)} is not possible. No ${inWords(members)} members can have these angles${clause(whyNot(refused))}. With the others as they are, this cosine must lie between ${decimal(least)} and ${decimal(greatest)}. It stays at ${decimal(value)}.`}
      </p>
    </div>
  );
}

function clause(reason: string | undefined): string {
  return reason === undefined ? '' : `: ${reason}`;
}

/** Where on the slider's track a cosine is, 0 to 1. */
function share(cosine: number): number {
  return (cosine + 1) / 2;
}
