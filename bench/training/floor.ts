/** The arithmetic that no implementation can do without: multiply-adds of the matrix products. */
import { layersOf, type Problem } from './problem';

/** Multiply-adds of one training step. */
export function stepMultiplyAdds(problem: Problem): number {
  const { members, batch, penalty } = problem.settings;
  return layersOf(problem).reduce((total, { in: from, out }, l) => {
    // Forward and the outer product with the cotangents; below the first layer there is no vector–Jacobian product.
    const plain = l === 0 ? 2 : 3;
    // With a penalty also: the input gradient (a vector–Jacobian product), a Jacobian–vector product, one more outer product.
    const products = penalty === 'none' ? plain : plain + 3;
    return total + products * members * batch * from * out;
  }, 0);
}

/** Multiply-adds of an attack: forward, vector–Jacobian product, forward again. */
export function attackMultiplyAdds(problem: Problem): number {
  const { members } = problem.settings;
  const images = problem.attacked.labels.length;
  return (
    layersOf(problem).reduce((total, layer) => total + 3 * layer.in * layer.out, 0) *
    members *
    images
  );
}

/** The first layers of all members side by side: [images, in]·[in, n·out]. */
export function productShape(problem: Problem, images: number) {
  const first = layersOf(problem)[0]!;
  return { rows: images, inner: first.in, columns: first.out * problem.settings.members };
}
