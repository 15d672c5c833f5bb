/**
 * Specimens: a few held-out images, and which small network goes with them, in one JSON file. With it the
 * page's first figures run before data set and engine are there.
 */
export interface Specimen {
  /** Its index among the held-out images. */
  readonly index: number;
  /** A class index. */
  readonly label: number;
  /** imageSize values in [0, 1]. */
  readonly pixels: Float32Array;
}

export interface Specimens {
  /** [height, width, channels] */
  readonly imageShape: readonly [number, number, number];
  readonly classes: readonly string[];
  /** What the network makes of all held-out images: how many are right, of how many. */
  readonly accuracy: { readonly right: number; readonly of: number };
  readonly images: readonly Specimen[];
}

/** As it stands in the file: the pixels of an image are bytes in base64. */
interface Written extends Omit<Specimens, 'images'> {
  readonly images: readonly (Omit<Specimen, 'pixels'> & { readonly pixels: string })[];
}

export const SPECIMENS_FILE = 'specimens/images.json';
/** The network, in the format of ensemble/ensemble-file.ts. */
export const NETWORK_FILE = 'specimens/network.safetensors';

/** @param pixels of each image as they came, 0 to 255 */
export function writeSpecimens(
  { images, ...rest }: Specimens,
  pixels: readonly Uint8Array[],
): string {
  const written: Written = {
    ...rest,
    images: images.map(({ index, label }, k) => {
      return { index, label, pixels: btoa(String.fromCharCode(...pixels[k]!)) };
    }),
  };
  return JSON.stringify(written);
}

/** @throws Error for what is not a file that `writeSpecimens` wrote */
export function parseSpecimens(text: string): Specimens {
  try {
    const { imageShape, classes, accuracy, images } = JSON.parse(text) as Written;
    const size = imageShape.reduce((product, d) => product * d, 1);
    return {
      imageShape,
      classes,
      accuracy: { right: accuracy.right, of: accuracy.of },
      images: images.map(({ index, label, pixels }) => {
        const bytes = Uint8Array.from(atob(String(pixels)), (character) => character.charCodeAt(0));
        if (bytes.length !== size || classes[label] === undefined) throw new Error();
        return { index, label, pixels: Float32Array.from(bytes, (value) => value / 255) };
      }),
    };
  } catch {
    throw new Error(`${SPECIMENS_FILE} is mangled or cut short.`);
  }
}
