/** The model that an attack is made on, where that is less than the whole ensemble. */
import { gather, slice, tensor1d } from '@tensorflow/tfjs-core';
import type { Model } from '../ensemble/input-gradient';
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
  return {
    architecture,
    parameters: parameters.map((all) =>
      scoped(() => {
        if (members.length > 1) return gather(all, tensor1d([...members], 'int32'));
        const [, ...rest] = all.shape;
        return slice(all, [members[0]!, ...rest.map(() => 0)], [1, ...rest]);
      }),
    ),
  };
}
