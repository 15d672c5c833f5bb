/** The loss in jax-js: cross-entropy and penalty, the input gradient nested or written out. */
import { grad, lax, nn, numpy as np, tree } from '@jax-js/jax';
import { pairIndex, pairs } from '../../src/geometry/pairs';
import { type OfScaleFree, ofPenalty } from '../../src/geometry/penalties';
import type { BenchSettings } from './problem';

export type Arrays = np.Array[];

/** How the input gradient is had: by `grad` within `grad`, or written out. */
export type InputGradient = 'nested' | 'explicit';

const TINY = 1e-20;
const SAFE_COSINE = 1 - 1e-6;

/** Logits [n, B, classes] for images [B, in], shared by all members, or [n, B, in]. */
export function forward(parameters: Arrays, images: np.Array): { logits: np.Array; masks: Arrays } {
  const masks: Arrays = [];
  const last = parameters.length / 2 - 1;
  // jax-js 0.1.25 multiplies a matrix by a stack of them in another order than NumPy: spread it first.
  const members = parameters[0]!.shape[0]!;
  let a = images.ndim === 2 ? np.broadcastTo(images, [members, ...images.shape]) : images;
  for (let l = 0; l <= last; l++) {
    const z = np.matmul(a, parameters[2 * l]!.ref).add(parameters[2 * l + 1]!.ref);
    if (l < last) masks.push(z.ref.greater(0).astype(np.float32));
    a = l < last ? nn.relu(z) : z;
  }
  return { logits: a, masks };
}

/** Σ over members and images; consumes neither parameters nor target. */
function crossEntropy(logits: np.Array, target: np.Array): np.Array {
  return nn.logSoftmax(logits, -1).mul(target.ref).sum().neg();
}

export function lossOf(
  parameters: Arrays,
  images: np.Array,
  target: np.Array,
  settings: BenchSettings,
  kind: InputGradient,
): np.Array {
  const { members, batch, penalty, lambda } = settings;
  const { logits, masks } = forward(parameters, images.ref);
  let total = crossEntropy(logits.ref, target).div(batch);
  if (penalty !== 'none') {
    const gradients =
      kind === 'explicit'
        ? inputGradients(
            parameters,
            logits.ref,
            masks.map((m) => m.ref),
            target,
          )
        : nestedGradients(parameters, images.ref, target, members);
    const cosines = pairwiseCosines(gradients, members);
    total = total.add(ofPenalty(PENALTIES, penalty)(cosines, members).mean().mul(lambda));
  }
  tree.dispose([...parameters, images, target, logits, ...masks]);
  return total;
}

/** Written out, [n, B, in]: the vector–Jacobian product of the residual, by transposed weights and masks. */
function inputGradients(
  parameters: Arrays,
  logits: np.Array,
  masks: Arrays,
  target: np.Array,
): np.Array {
  const wrong = nn.softmax(logits, -1).mul(np.subtract(1, target.ref));
  let back = wrong.ref.sub(target.ref.mul(wrong.sum(-1, { keepdims: true })));
  for (let l = masks.length; l >= 0; l--) {
    back = np.matmul(back, np.matrixTranspose(parameters[2 * l]!.ref));
    if (l > 0) back = back.mul(masks[l - 1]!);
  }
  return back;
}

/** By differentiating within what is differentiated, [n, B, in]. */
function nestedGradients(
  parameters: Arrays,
  images: np.Array,
  target: np.Array,
  members: number,
): np.Array {
  const own = np.broadcastTo(images.ref, [members, ...images.shape]);
  images.dispose();
  return grad((x: np.Array) => crossEntropy(forward(parameters, x).logits, target))(own);
}

/** [B] for each pair. Consumes the gradients. */
function pairwiseCosines(gradients: np.Array, members: number): Arrays {
  const each = Array.from({ length: members }, (_, i) => gradients.ref.slice(i));
  gradients.dispose();
  const norms = each.map((g) => np.sqrt(np.square(g.ref).sum(-1).add(TINY)));
  const cosines = pairs(members).map(([i, j]) =>
    each[i]!.ref.mul(each[j]!.ref).sum(-1).div(norms[i]!.ref.mul(norms[j]!.ref)),
  );
  tree.dispose([...each, ...norms]);
  return cosines;
}

const total = (terms: Arrays) => terms.reduce((a, b) => a.add(b));

/** Each penalty at every image, [B], from the cosines of the pairs, [B] each. Consumes them. */
const PENALTIES: OfScaleFree<(cosines: Arrays, members: number) => np.Array> = {
  cosine: (cosines) => total(cosines).div(cosines.length),
  gal: (cosines) => np.log(total(cosines.map((c) => np.exp(c)))),
  /** Of four or five: something with its derivative. */
  gdr(cosines, members) {
    if (members <= 3) {
      const angles = total(cosines.map((c) => np.acos(np.clip(c, -SAFE_COSINE, SAFE_COSINE))));
      return members === 2
        ? np.subtract(1 / 2, angles.div(2 * Math.PI))
        : np.subtract(1 / 2, angles.div(4 * Math.PI));
    }
    const constants = cosines.map((c) => lax.stopGradient(c.ref));
    const slopes = gdrSlopes(constants, members);
    return total(cosines.map((c, p) => c.mul(slopes[p]!)));
  },
};

/** ∂R/∂ρ for each pair of four or five members, in closed form. Consumes the cosines. */
function gdrSlopes(cosines: Arrays, members: number): Arrays {
  const rho = (u: number, v: number) => cosines[pairIndex(u, v, members)]!.ref;
  const slopes = pairs(members).map(([i, j]) => {
    const others = Array.from({ length: members }, (_, u) => u).filter((u) => u !== i && u !== j);
    const sineSquared = np.maximum(np.subtract(1, np.square(rho(i, j))), 1 - SAFE_COSINE ** 2);
    /** The covariance of u and v given i and j. */
    const given = (u: number, v: number) => {
      const alone = rho(u, i)
        .mul(rho(v, i))
        .add(rho(u, j).mul(rho(v, j)));
      const crossed = rho(u, i)
        .mul(rho(v, j))
        .add(rho(u, j).mul(rho(v, i)));
      const predicted = alone.sub(rho(i, j).mul(crossed)).div(sineSquared.ref);
      return u === v ? np.subtract(1, predicted) : rho(u, v).sub(predicted);
    };
    const variance = (u: number) => np.maximum(given(u, u), 1e-6);
    const arcs = pairs(others.length).map(([a, b]) => {
      const [u, v] = [others[a]!, others[b]!];
      const deviation = np.sqrt(variance(u).mul(variance(v)));
      return np.asin(np.clip(given(u, v).div(deviation), -1, 1));
    });
    const sum = arcs.reduce((a, b) => a.add(b));
    const rest =
      others.length === 2 ? sum.div(2 * Math.PI).add(1 / 4) : sum.div(4 * Math.PI).add(1 / 8);
    return rest.div(np.sqrt(sineSquared).mul(2 * Math.PI));
  });
  tree.dispose(cosines);
  return slopes;
}
