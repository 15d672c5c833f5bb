/** The room that the page keeps for a figure while it loads, as style for its `.figure-body`. */
import type { CSSProperties } from 'react';
import type { FigureEntry } from '../registry';

export function roomOf({ room: [narrow, middle, wide] }: FigureEntry): CSSProperties {
  return {
    '--room-narrow': `${narrow}px`,
    '--room-middle': `${middle}px`,
    '--room-wide': `${wide}px`,
  } as CSSProperties;
}
