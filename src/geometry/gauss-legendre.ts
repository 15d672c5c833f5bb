/**
 * Gauss–Legendre quadrature on [0, 1], and its nodes crowded towards the end t = 1.
 *
 * The orthant recursion integrates functions of t whose only singularities lie on the real axis at
 * t ≥ 1 (where a principal minor of R(t) vanishes) and behave like √(1 − t) or 1/√(1 − t). With
 * t = 1 − v^p and p even both become analytic in v, and the nodes reach 1 − t ≈ 1e-8 for p = 4.
 */

/** Nodes and weights of the rule of some size on [0, 1]. */
export interface Quadrature {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** The rule after t = 1 − v^p: t², 1 − t² (kept to full relative precision) and the weights dt. */
export interface EndRule {
  readonly size: number;
  readonly tSquared: Float64Array;
  readonly oneMinusTSquared: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, Quadrature>();
const endRules = new Map<string, EndRule>();

/** Gauss–Legendre rule of `size` points on [0, 1], by Newton's method on the Legendre polynomial. */
export function gaussLegendre(size: number): Quadrature {
  const cached = rules.get(size);
  if (cached) return cached;
  const nodes = new Float64Array(size);
  const weights = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    let x = Math.cos((Math.PI * (k + 0.75)) / (size + 0.5));
    let slope = 0;
    for (let step = 0; step < 100; step++) {
      let value = 1;
      let previous = 0;
      for (let degree = 1; degree <= size; degree++) {
        const next = ((2 * degree - 1) * x * value - (degree - 1) * previous) / degree;
        previous = value;
        value = next;
      }
      slope = (size * (x * value - previous)) / (x * x - 1);
      const change = value / slope;
      x -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    nodes[k] = (1 - x) / 2;
    weights[k] = 1 / ((1 - x * x) * slope * slope);
  }
  const rule = { nodes, weights };
  rules.set(size, rule);
  return rule;
}

/** The rule of `size` points for ∫₀¹ f(t) dt after t = 1 − v^power, crowded towards t = 1. */
export function endRule(size: number, power: number): EndRule {
  const key = `${size} ${power}`;
  const cached = endRules.get(key);
  if (cached) return cached;
  const { nodes, weights } = gaussLegendre(size);
  const tSquared = new Float64Array(size);
  const oneMinusTSquared = new Float64Array(size);
  const scaled = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const v = nodes[k]!;
    const gap = v ** power;
    tSquared[k] = (1 - gap) ** 2;
    oneMinusTSquared[k] = gap * (2 - gap);
    scaled[k] = weights[k]! * power * v ** (power - 1);
  }
  const rule = { size, tSquared, oneMinusTSquared, weights: scaled };
  endRules.set(key, rule);
  return rule;
}

/** The rules of one size, crowded more or less. */
export interface CrowdedNodes {
  readonly gentle: EndRule;
  readonly mild: EndRule;
  readonly steep: EndRule;
}

const nodesOfSize = new Map<number, CrowdedNodes>();

/** The rules with `size` points each. */
export function crowdedNodes(size: number): CrowdedNodes {
  let nodes = nodesOfSize.get(size);
  if (nodes === undefined) {
    nodes = { gentle: endRule(size, 3), mild: endRule(size, 4), steep: endRule(size, 8) };
    nodesOfSize.set(size, nodes);
  }
  return nodes;
}

/**
 * The rule for ∫ f(t)/√(1 − t²ρ²) dt. The closer |ρ| is to 1, the closer to t = 1 is where the
 * integrand changes most. The bounds are where the powers were measured to overtake each other.
 * @param sineSquared 1 − ρ².
 */
export function ruleFor(nodes: CrowdedNodes, sineSquared: number): EndRule {
  if (sineSquared > 0.3) return nodes.gentle;
  return sineSquared > 1e-3 ? nodes.mild : nodes.steep;
}
