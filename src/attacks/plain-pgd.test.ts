import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { tensor, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../../tests/backend';
import { NETWORK_FILE, parseSpecimens, SPECIMENS_FILE, type Specimens } from '../data/specimens';
import { decodeEnsemble } from '../ensemble/ensemble-file';
import { mlp } from '../ensemble/mlp';
import { lossOf, type PlainNetwork, plainNetwork } from '../ensemble/plain-network';
import { readValues } from '../ops/scope';
import { attack } from './attack';
import { RECIPES, specOf } from './attack-recipe';
import { clipped, fgsAt, fgsDirection } from './plain-fgs';
import { pgd } from './plain-pgd';

const folder = fileURLToPath(new URL('../../public/', import.meta.url));

let specimens: Specimens;
let network: PlainNetwork;
let weights: ReturnType<typeof decodeEnsemble>;

beforeAll(async () => {
  specimens = parseSpecimens(await readFile(folder + SPECIMENS_FILE, 'utf8'));
  const bytes = new Uint8Array(await readFile(folder + NETWORK_FILE));
  const size = specimens.images[0]!.pixels.length;
  weights = decodeEnsemble(bytes, size, specimens.classes.length);
  network = plainNetwork(weights);
});

describe('PGD on the plain network', () => {
  it('is the engine’s PGD, but for pixels on which the loss hardly depends', async () => {
    await selectBackend('cpu');
    const size = specimens.images[0]!.pixels.length;
    const { hidden, parameters } = weights;
    const architecture = mlp({ kind: 'mlp', inputSize: size, hidden, classCount: 10 });
    const model = {
      architecture,
      parameters: parameters.map((values, k) =>
        tensor(values, [1, ...architecture.variableShapes[k]!]),
      ),
    };
    for (const image of specimens.images) {
      const target = { classes: Uint8Array.of(image.label), towards: false };
      const spec = specOf({ ...RECIPES.pgd, steps: 10 }, 0.05);
      const { adversarial } = attack(model, tensor2d(image.pixels, [1, size]), target, spec);
      const expected = await readValues(adversarial);
      const apart = pgd(network, image, 0.05, 10).filter(
        (value, k) => Math.abs(value - expected[k]!) > 1e-6,
      );
      expect(apart.length).toBeLessThanOrEqual(0.01 * size);
    }
  });

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
