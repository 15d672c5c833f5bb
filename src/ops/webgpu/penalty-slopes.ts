/** The slopes of ops/composed/penalty-slopes.ts as WGSL, for an invocation that has an image's cosines. */
import { pairIndex, pairs } from '../../geometry/pairs';
import type { OfScaleFree } from '../../geometry/penalties';
import { CAPPED_SINE, SMALLEST_SINE } from '../limits';

/**
 * WGSL that declares slope0, slope1, … of the pairs, from rho0 … and sine0 ….
 * @param planar whether all vectors lie in one plane, as those of two inputs do
 */
export const slopes: OfScaleFree<(members: number, planar: boolean) => string> = {
  cosine: (members) =>
    ofPairs(members, (p) => `let slope${p} = f32(${1 / pairs(members).length});`),
  gal: (members) => `let weights = ${pairs(members)
    .map((_, p) => `exp(rho${p})`)
    .join(' + ')};
      ${ofPairs(members, (p) => `let slope${p} = exp(rho${p}) / weights;`)}`,
  gdr: (members, planar) => {
    if (members > 3 && planar) return planarSlopes(members);
    if (members > 3) return ofPairs(members, (p, i, j) => orthantSlope(p, i, j, members));
    const rest = (members === 2 ? 1 : 1 / 2) / (2 * Math.PI);
    return ofPairs(
      members,
      (p) =>
        `let slope${p} = select(0.0, ${rest} / max(sine${p}, ${SMALLEST_SINE}), sine${p} > ${SMALLEST_SINE});`,
    );
  },
};

function ofPairs(members: number, line: (p: number, i: number, j: number) => string): string {
  return pairs(members)
    .map(([i, j], p) => line(p, i, j))
    .join('\n');
}

/** Of vectors in a plane only the outermost pair's, shared where several are equally wide. */
function planarSlopes(members: number): string {
  const all = pairs(members);
  const angle = (i: number, j: number) => `angle${pairIndex(i, j, members)}`;
  const between = (i: number, j: number) =>
    Array.from({ length: members }, (_, k) => k)
      .filter((k) => k !== i && k !== j)
      .map((k) => `${angle(i, k)} + ${angle(k, j)} < ${Math.PI}`)
      .join(' && ');
  return `
      ${all.map((_, p) => `let angle${p} = atan2(sine${p}, rho${p});`).join('\n')}
      let widest = ${all.reduce((so, _, p) => (p === 0 ? 'angle0' : `max(${so}, angle${p})`), '')};
      let wide = ${all.map((_, p) => `select(0.0, 1.0, angle${p} == widest)`).join(' + ')};
      ${ofPairs(
        members,
        (
          p,
          i,
          j,
        ) => `let outermost${p} = angle${p} == widest && sine${p} > ${SMALLEST_SINE} && ${between(i, j)};
      let slope${p} = select(0.0, ${1 / (2 * Math.PI)} / (max(sine${p}, ${SMALLEST_SINE}) * wide), outermost${p});`,
      )}`;
}

/** The slope of R for one pair and n = 4 or 5: P_{n−2} of the others given i and j, over 2π sin. */
function orthantSlope(p: number, i: number, j: number, members: number): string {
  const others = Array.from({ length: members }, (_, u) => u).filter((u) => u !== i && u !== j);
  const rho = (u: number, v: number) => `rho${pairIndex(Math.min(u, v), Math.max(u, v), members)}`;
  const regress = others.map(
    (u) => `
      let onI${u} = (${rho(u, i)} - rho${p} * ${rho(u, j)}) / (s * s);
      let onJ${u} = (${rho(u, j)} - rho${p} * ${rho(u, i)}) / (s * s);
      let variance${u} = max(1.0 - (onI${u} * ${rho(u, i)} + onJ${u} * ${rho(u, j)}), ${SMALLEST_SINE});`,
  );
  const arcs = pairs(others.length).map(([a, b]) => {
    const [u, v] = [others[a]!, others[b]!];
    const predicted = `(onI${u} * ${rho(v, i)} + onJ${u} * ${rho(v, j)})`;
    return `asin(clamp((${rho(u, v)} - ${predicted}) / sqrt(variance${u} * variance${v}), -1.0, 1.0))`;
  });
  const probability =
    others.length === 2
      ? `0.25 + (${arcs[0]}) / ${2 * Math.PI}`
      : `0.125 + (${arcs.join(' + ')}) / ${4 * Math.PI}`;
  return `var slope${p} = 0.0;
    {
      let s = max(sine${p}, ${CAPPED_SINE});
      ${regress.join('\n')}
      slope${p} = (${probability}) / (${2 * Math.PI} * s);
    }`;
}
