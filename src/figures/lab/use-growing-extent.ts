/** An axis that does not jump about while the runs that are drawn on it come and go. */
import { useState } from 'react';

type Extent = readonly [number, number];

/** The extent grown to hold every one before it that came with the same key. */
export function useGrowingExtent(extent: Extent | null, key: string): Extent | null {
  const [kept, setKept] = useState({ key, extent });
  const before = kept.key === key ? kept.extent : null;
  const grown = before && extent ? hull(before, extent) : (extent ?? before);
  if (kept.key !== key || grown?.[0] !== before?.[0] || grown?.[1] !== before?.[1]) {
    setKept({ key, extent: grown });
    return grown;
  }
  // The same array while it says the same, so that a chart is laid out anew only when it must be.
  return before;
}

function hull([a, b]: Extent, [c, d]: Extent): Extent {
  return [Math.min(a, c), Math.max(b, d)];
}
