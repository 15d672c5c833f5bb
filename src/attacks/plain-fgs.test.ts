import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { tensor, tensor2d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../../tests/backend';
import { NETWORK_FILE, parseSpecimens, SPECIMENS_FILE, type Specimens } from '../data/specimens';
import { decodeEnsemble } from '../ensemble/ensemble-file';
import { mlp } from '../ensemble/mlp';
import {
  inputGradient,
  logitsOf,
  lossOf,
  type PlainNetwork,
  plainNetwork,
  predictedClass,
} from '../ensemble/plain-network';
import { norm } from '../geometry/norm-ball';
import { readValues } from '../ops/scope';
import { attack } from './attack';
import { RECIPES, specOf } from './attack-recipe';
import { alongLine, fgsAt, fgsDirection, flipEpsilon } from './plain-fgs';

const LIMIT = 0.2;
const folder = fileURLToPath(new URL('../../public/', import.meta.url));

let specimens: Specimens;
let network: PlainNetwork;
let weights: ReturnType<typeof decodeEnsemble>;

beforeAll(async () => {
  await selectBackend('cpu');
  specimens = parseSpecimens(await readFile(folder + SPECIMENS_FILE, 'utf8'));
  const size = specimens.images[0]!.pixels.length;
  weights = decodeEnsemble(
    new Uint8Array(await readFile(folder + NETWORK_FILE)),
    size,
    specimens.classes.length,
  );
  network = plainNetwork(weights);
});

describe('the specimens', () => {
  it('are one image of every class, each of which the network gets right', () => {
    expect(specimens.images.map(({ label }) => label)).toEqual([...specimens.classes.keys()]);
    for (const { pixels, label } of specimens.images) {
      expect(predictedClass(logitsOf(network, pixels))).toBe(label);
    }
  });

  it('come with a network that is right on at least 80 % of the held-out images', () => {
    expect(specimens.accuracy.right / specimens.accuracy.of).toBeGreaterThan(0.8);
  });

  it('are refused where the file is cut short', async () => {
    const text = await readFile(folder + SPECIMENS_FILE, 'utf8');
    expect(() => parseSpecimens(text.slice(0, -100))).toThrow(/mangled/);
    expect(() => parseSpecimens(text.replace('"label":3', '"label":33'))).toThrow(/mangled/);
  });
});

describe('FGS on the plain network', () => {
  it('is the engine’s FGS, pixel by pixel', async () => {
    const { pixels, label } = specimens.images[9]!;
    const size = pixels.length;
    const architecture = mlp({
      kind: 'mlp',
      inputSize: size,
      hidden: weights.hidden,
      classCount: 10,
    });
    const parameters = weights.parameters.map((values, k) =>
      tensor(values, [1, ...architecture.variableShapes[k]!]),
    );
    const images = tensor2d(pixels, [1, size]);
    const target = { classes: Uint8Array.of(label), towards: false };
    const spec = specOf(RECIPES.fgs, 0.1);
    const { adversarial } = attack({ architecture, parameters }, images, target, spec);
    const expected = await readValues(adversarial);
    const found = fgsAt(pixels, fgsDirection(network, { pixels, label }), 0.1);
    found.forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k]!, 6);
    });
  });

  it('begins to climb at the rate ‖∇ℓ‖₁', () => {
    for (const image of specimens.images) {
      const direction = fgsDirection(network, image);
      const at = (epsilon: number) =>
        lossOf(network, alongLine(image.pixels, direction, epsilon), image.label);
      const slope = norm([...inputGradient(network, image.pixels, image.label)], 1);
      // So small that no unit is switched on or off on the way.
      expect((at(1e-7) - at(-1e-7)) / 2e-7 / slope).toBeCloseTo(1, 4);
    }
  });

  it('turns the prediction at the ε it says, and not just before', () => {
    const flips = specimens.images.map((image) => {
      const direction = fgsDirection(network, image);
      const flip = flipEpsilon(network, image, direction, LIMIT);
      const answer = (epsilon: number) =>
        predictedClass(logitsOf(network, fgsAt(image.pixels, direction, epsilon)));
      if (flip === null) expect(answer(LIMIT)).toBe(image.label);
      else {
        expect(answer(flip)).not.toBe(image.label);
        expect(answer(flip - 1e-6)).toBe(image.label);
      }
      return flip;
    });
    expect(flips.some((flip) => flip !== null && flip > 0)).toBe(true);
  });

  it('turns nothing within a range too small, and at once what is wrong already', () => {
    const [shirt] = specimens.images;
    const direction = fgsDirection(network, shirt!);
    expect(flipEpsilon(network, shirt!, direction, 1e-6)).toBeNull();
    expect(flipEpsilon(network, { ...shirt!, label: 1 }, direction, LIMIT)).toBe(0);
  });
});
