import type { DataDescription } from '../../engine/protocol';

/** One held-out image, [pixels], 0 black to 1 white. */
export function heldOutImage({ heldOutPixels, heldOutLabels }: DataDescription, index: number) {
  const size = heldOutPixels.length / heldOutLabels.length;
  const own = heldOutPixels.subarray(index * size, (index + 1) * size);
  return Float32Array.from(own, (value) => value / 255);
}
