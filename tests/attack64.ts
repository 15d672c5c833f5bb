/** An attack once more, in plain loops and float64, one image at a time: the oracle that tensors are held against. */
import type { Climb } from '../src/attacks/climbers/climber';
import { type Domain, PIXEL_DOMAIN } from '../src/data/training-data';
import { leastNormPoint } from '../src/geometry/least-norm-point';
import { logits, type Network64, pullBack, softmax } from '../src/reference/float64';

/** In the domain of a pixel, if none is given. */
type In<T> = T & { readonly domain?: Domain };
type Rule = In<Pick<Climb, 'norm' | 'epsilon' | 'stepSize'>>;

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const added = (vectors: readonly (readonly number[])[]) =>
  vectors[0]!.map((_, k) => sum(vectors.map((v) => v[k]!)));
const scaled = (vector: readonly number[], factor: number) => vector.map((v) => factor * v);

/** The gradient of the objective with respect to the image, up to a positive factor. */
export function ascent64(
  net: Network64,
  image: readonly number[],
  label: number,
  { objective, towards }: Pick<Climb, 'objective' | 'towards'>,
): number[] {
  const members = Array.from({ length: net.members }, (_, i) => i);
  const all = members.map((i) => logits(net, i, image));
  if (objective === 'slowest') {
    const margins = all.map((z) => {
      const rival = z.reduce(
        (best, v, k) => (k !== label && v > (z[best] ?? -1e99) ? k : best),
        -1,
      );
      return { rival, lead: z[rival]! - z[label]! };
    });
    const m = margins.map(({ lead }) => (towards ? Math.min(-lead, 0.5) : lead));
    const least = Math.min(...m);
    const weights = m.map((v) => Math.exp(least - v));
    return added(
      members.map((i) => {
        const { rival, lead } = margins[i]!;
        const weight = towards ? (-lead >= 0.5 ? 0 : -weights[i]!) : weights[i]!;
        return pullBack(
          net,
          i,
          image,
          all[i]!.map((_, k) => weight * (Number(k === rival) - Number(k === label))),
        );
      }),
    );
  }
  // The gradient of each loss, whose residual is taken without cancellation.
  const gradients = members.map((i) => {
    const p = softmax(all[i]!);
    const others = sum(p.filter((_, k) => k !== label));
    return pullBack(
      net,
      i,
      image,
      p.map((v, k) => (k === label ? -others : v)),
    );
  });
  const sign = towards ? -1 : 1;
  if (objective === 'joint') return scaled([...leastNormPoint(gradients).point], sign);
  return added(
    gradients.map((g, i) =>
      scaled(g, sign * (objective === 'mean' ? softmax(all[i]!)[label]! : 1)),
    ),
  );
}

export function step64(
  image: readonly number[],
  origin: readonly number[],
  ascent: readonly number[],
  rule: Rule,
): number[] {
  const { norm, epsilon, stepSize, domain: { low, high } = PIXEL_DOMAIN } = rule;
  const moved = image.map((x, k) => x + stepSize * unitStep(image, ascent, rule)[k]!);
  const offset = moved.map((x, k) => x - origin[k]!);
  return projected(offset, norm, epsilon).map((d, k) =>
    Math.min(high, Math.max(low, origin[k]! + d)),
  );
}

function unitStep(
  image: readonly number[],
  ascent: readonly number[],
  { norm, domain: { low, high } = PIXEL_DOMAIN }: Rule,
): number[] {
  if (norm === 'inf') return ascent.map(Math.sign);
  if (norm === 'two') {
    const length = Math.hypot(...ascent);
    return scaled(ascent, length > 0 ? 1 / length : 0);
  }
  const count = Math.max(1, Math.round(ascent.length / 100));
  const open = ascent.map((g, k) =>
    (g > 0 ? image[k]! < high : image[k]! > low) ? Math.abs(g) : 0,
  );
  const least = open.toSorted((a, b) => b - a)[count - 1]!;
  return ascent.map((g, k) => (open[k]! > 0 && open[k]! >= least ? Math.sign(g) / count : 0));
}

export function lengthOf(offset: readonly number[], norm: Rule['norm']): number {
  if (norm === 'two') return Math.hypot(...offset);
  return norm === 'one' ? sum(offset.map(Math.abs)) : Math.max(...offset.map(Math.abs));
}

/** The nearest point of the ball about zero. */
function projected(offset: readonly number[], norm: Rule['norm'], epsilon: number): number[] {
  if (lengthOf(offset, norm) <= epsilon) return [...offset];
  if (norm === 'inf') return offset.map((d) => Math.min(epsilon, Math.max(-epsilon, d)));
  if (norm === 'two') return scaled(offset, epsilon / lengthOf(offset, norm));
  let [low, high] = [0, Math.max(...offset.map(Math.abs))];
  const left = (threshold: number) =>
    offset.map((d) => Math.sign(d) * Math.max(0, Math.abs(d) - threshold));
  for (let k = 0; k < 100; k++) {
    const middle = (low + high) / 2;
    if (lengthOf(left(middle), norm) > epsilon) low = middle;
    else high = middle;
  }
  return left(high);
}

/** Every iterate, the start first. */
export function climb64(
  net: Network64,
  origin: readonly number[],
  label: number,
  start: readonly number[],
  how: In<Omit<Climb, 'domain'>>,
): number[][] {
  const path = [[...start]];
  let gathered = start.map(() => 0);
  for (let k = 0; k < how.steps; k++) {
    const at = path.at(-1)!;
    const ascent = ascent64(net, at, label, how);
    const length = sum(ascent.map(Math.abs));
    gathered = gathered.map((m, j) => how.momentum * m + (length > 0 ? ascent[j]! / length : 0));
    path.push(step64(at, origin, how.momentum > 0 ? gathered : ascent, how));
  }
  return path;
}
