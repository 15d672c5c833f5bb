/** A layer of the plane as pixels, one for each node: how much of which colour lies over the ground. */
import type { PlanarField, PlanarLayer } from '../../engine/protocol';
import { nodeCount } from '../../geometry/nested-grid';

/** Red, green, blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Of full value a layer still lets what lies below shine through. */
const MOST_OPAQUE = 0.92;

/** The value that has full colour, for ensembles to be held against each other. A joint slope may be greater. */
export const FULL_VALUE: Readonly<Record<PlanarLayer, number>> = {
  gdr: 0.5,
  slope: 3,
  disagreement: 1,
  probability: 1,
  truth: 1,
};

/**
 * @param pixels [side, side, 4], the first row the uppermost; is written
 * @param colors of full value; of `probability` one for each class
 */
export function paintLayer(
  field: PlanarField,
  colors: readonly Rgb[],
  pixels: Uint8ClampedArray,
): void {
  const { layer, values, intervals } = field;
  const side = intervals + 1;
  const nodes = nodeCount(intervals);
  for (let node = 0; node < nodes; node++) {
    const row = intervals - Math.floor(node / side);
    const at = 4 * (row * side + (node % side));
    const [color, opacity] =
      layer === 'probability'
        ? surest(values, nodes, node, colors)
        : layer === 'truth'
          ? // Where members agree and are not fooled; what else there is, is drawn.
            ([colors[0]!, Number.isNaN(values[node]!) ? 0 : 1] as const)
          : ([colors[0]!, Math.min(1, values[node]! / FULL_VALUE[layer])] as const);
    for (let channel = 0; channel < 3; channel++) pixels[at + channel] = color[channel]!;
    // NaN, where the layer is blank, is 0 in an array of bytes.
    pixels[at + 3] = 255 * MOST_OPAQUE * opacity;
  }
}

/** The colour of the class of the greatest probability, the stronger the surer. */
function surest(
  values: Float32Array,
  nodes: number,
  node: number,
  colors: readonly Rgb[],
): readonly [Rgb, number] {
  const classes = values.length / nodes;
  let best = 0;
  for (let k = 1; k < classes; k++) {
    if (values[k * nodes + node]! > values[best * nodes + node]!) best = k;
  }
  const least = 1 / classes;
  return [colors[best]!, (values[best * nodes + node]! - least) / (1 - least)];
}
