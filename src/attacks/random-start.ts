/**
 * Random perturbations to start from. They are made on the host from the seed, the number of the start and the
 * index of the image, so that they depend neither on the device nor on how images are divided into batches.
 */
import { stream } from '../data/random';
import type { AttackSpec } from './attack-spec';

/**
 * Uniform in the ball of an attack, or on its surface (for L∞: one of its corners), [size].
 * @param restart the number of the start, from 0
 * @param index of the image in its data set
 */
export function randomPerturbation(
  { norm, epsilon, seed }: Pick<AttackSpec, 'norm' | 'epsilon' | 'seed'>,
  where: 'ball' | 'surface',
  size: number,
  restart: number,
  index: number,
): Float32Array {
  const random = stream(seed, 'start', restart, index);
  const values = new Float32Array(size);
  if (norm === 'inf') {
    const corner = where === 'surface';
    for (let k = 0; k < size; k++) {
      const u = 2 * random.uniform() - 1;
      values[k] = epsilon * (corner ? Math.sign(u) || 1 : u);
    }
    return values;
  }
  // A point of the sphere from independent normal numbers, of the L1 sphere from Laplace's (Barthe et al. 2005).
  let length = 0;
  for (let k = 0; k < size; k++) {
    const value = norm === 'two' ? random.normal() : laplace(random.uniform());
    values[k] = value;
    length += norm === 'two' ? value * value : Math.abs(value);
  }
  if (norm === 'two') length = Math.sqrt(length);
  const radius = epsilon * (where === 'surface' ? 1 : random.uniform() ** (1 / size));
  for (let k = 0; k < size; k++) values[k]! *= radius / length;
  return values;
}

/** @param uniform in [0, 1) */
function laplace(uniform: number): number {
  const centred = uniform - 0.5;
  return -Math.sign(centred) * Math.log(1 - 2 * Math.abs(centred) + Number.MIN_VALUE);
}
