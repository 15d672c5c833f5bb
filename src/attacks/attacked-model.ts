/** The model that an attack is made on, where that is less than the whole ensemble. */
import { concat, slice, type Tensor, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { InputGradients, Model } from '../ensemble/input-gradient';
import { scoped } from '../ops/scope';

/**
 * The ensemble of some members alone, in tensors of its own.
 * @throws RangeError for a member that the ensemble does not have
 */
export function modelOfMembers(
  { architecture, parameters }: Model,
  members: readonly number[],
): Model {
  const count = parameters[0]!.shape[0]!;
  const unknown = members.find((i) => !(Number.isInteger(i) && i >= 0 && i < count));
  if (unknown !== undefined) {
    throw new RangeError(`The ensemble has members 0 to ${count - 1}, not ${unknown}.`);
  }
  return { architecture, parameters: parameters.map((all) => rowsOf(all, members)) };
}

/** What is known of the members' input gradients: all that an objective needs. */
export type KnownGradients = Pick<InputGradients, 'direction' | 'margin'>;

/** Those of some members alone, in tensors of their own. */
export function gradientsOfMembers(
  { direction, margin }: KnownGradients,
  members: readonly number[],
): KnownGradients {
  return {
    direction: rowsOf(direction, members) as Tensor3D,
    margin: rowsOf(margin, members) as Tensor2D,
  };
}

/** Not a gather: WASM takes that value by value, far slower than it copies whole slices. */
function rowsOf(all: Tensor, rows: readonly number[]): Tensor {
  const [, ...rest] = all.shape;
  return scoped(() => concat(rows.map((i) => slice(all, [i, ...rest.map(() => 0)], [1, ...rest]))));
}
