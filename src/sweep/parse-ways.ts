/**
 * A list of ways as a text: a way a line, and the strengths it is trained at, as
 *
 *     none
 *     gdr 0.3 1 3 10
 *     adversarial-ensemble 0.03:5 0.06:7
 *
 * λ of a penalty; ε:steps of adversarial training; none of no penalty. A way without strengths has those of the
 * default grid. What follows # is a remark.
 */
import { brief } from '../data/brief';
import { problemWith } from '../training/settings';
import type { WayPoint } from './grid';
import { demand, SweepError } from './sweep-error';
import { type Strength, type SweepWay, sweepWay } from './ways';

/** @throws SweepError that names the line and what is wrong with it */
export function parseWays(text: string): WayPoint[] {
  const points = text.split('\n').flatMap((line, k) => {
    const [id, ...strengths] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (!id) return [];
    try {
      const way = sweepWay(id);
      if (strengths.length === 0) return way.grid.map((strength) => ({ way, strength }));
      return strengths.map((own) => ({ way, strength: parseStrength(way, own) }));
    } catch (error) {
      throw new SweepError(`line ${k + 1}: ${(error as Error).message}`);
    }
  });
  demand(points.length > 0, 'there is no way in it');
  return points;
}

function parseStrength({ id, fixed }: SweepWay, text: string): Strength {
  demand(id !== 'none', `none takes no strength, not ${brief(text)}`);
  if (fixed.adversarial === 'none') {
    const lambda = numberIn(text);
    const problem = problemWith('lambda', lambda);
    demand(problem === null, problem ?? '');
    return { lambda };
  }
  const [epsilon = '', steps = '', ...rest] = text.split(':');
  demand(rest.length === 0 && steps !== '', `${id} takes EPSILON:STEPS, not ${brief(text)}`);
  const strength = { adversarialEpsilon: numberIn(epsilon), adversarialSteps: numberIn(steps) };
  const problem =
    problemWith('adversarialEpsilon', strength.adversarialEpsilon) ??
    problemWith('adversarialSteps', strength.adversarialSteps);
  demand(problem === null, problem ?? '');
  return strength;
}

function numberIn(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}
