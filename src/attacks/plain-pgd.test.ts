import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { NETWORK_FILE, parseSpecimens, SPECIMENS_FILE, type Specimens } from '../data/specimens';
import { decodeEnsemble } from '../ensemble/ensemble-file';
import { lossOf, type PlainNetwork, plainNetwork } from '../ensemble/plain-network';
import { clipped, fgsAt, fgsDirection } from './plain-fgs';
import { pgd } from './plain-pgd';

const folder = fileURLToPath(new URL('../../public/', import.meta.url));

let specimens: Specimens;
let network: PlainNetwork;

beforeAll(async () => {
  specimens = parseSpecimens(await readFile(folder + SPECIMENS_FILE, 'utf8'));
  const bytes = new Uint8Array(await readFile(folder + NETWORK_FILE));
  const size = specimens.images[0]!.pixels.length;
  network = plainNetwork(decodeEnsemble(bytes, size, specimens.classes.length));
});

describe('PGD on the plain network', () => {
  it('stays in the ball and in the range of a pixel', () => {
    for (const image of specimens.images) {
      const found = pgd(network, image, 0.05, 10);
      expect(clipped(found)).toEqual(found);
      found.forEach((value, k) => {
        expect(Math.abs(value - image.pixels[k]!)).toBeLessThan(0.05 + 1e-12);
      });
    }
  });

  it('with ten steps climbs no less than FGS does in one, on every specimen', () => {
    for (const image of specimens.images) {
      const single = fgsAt(image.pixels, fgsDirection(network, image), 0.1);
      const loss = (pixels: Float64Array) => lossOf(network, pixels, image.label);
      expect(loss(pgd(network, image, 0.1, 10))).toBeGreaterThanOrEqual(loss(single) - 1e-9);
    }
  });
});
