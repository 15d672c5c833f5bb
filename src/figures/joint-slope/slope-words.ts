/** What the figure says in sentences: of the arrows as they stand, of one in hand, and of a descent. */
import { decimal, inWords, percent } from '../../components/format';
import { gradientName } from '../arrangements/names';
import { ended } from '../descents/descents';
import { LENGTHS, type SlopePicture } from './slope-picture';
import type { SlopeRun } from './slope-run';

/** A weight, and a length above the least, that count as none. */
const NONE = 5e-3;

/** What share and slope are here. */
export function whatBothSay({ gradients, region, slope, lengths }: SlopePicture): string {
  const all = gradients.length === 2 ? 'both' : `all ${inWords(gradients.length)}`;
  if (region.kind !== 'arc') {
    return (
      'Zero lies in the hull: no direction lowers every confidence. So GDR and the joint slope are ' +
      'both 0, as always together (Gordan).'
    );
  }
  const dearer = Math.min(...lengths) / slope;
  const price =
    dearer < 1.005
      ? `That is no dearer than the shortest arrow alone: its member carries ${all}.`
      : `To lower the shortest arrow’s member alone as far, a step ${decimal(dearer)} times shorter would do.`;
  const arc = decimal((region.extent * 180) / Math.PI, 0);
  return (
    `An arc of ${arc}° lowers ${all}. The best step in it, of length 1, lowers each by at least ` +
    `${decimal(slope)}, to first order. ${price} The arrows are gradients of the confidences, so that ` +
    'step points away from the hull.'
  );
}

/** What would follow, were an arrow in hand shortened or turned. */
export function whatFollows(picture: SlopePicture, index: number): string {
  const { slope, weights, outermost, lengths } = picture;
  const name = gradientName(index);
  const weight = weights[index]!;
  if (slope === 0) {
    return weight < NONE
      ? `${name} is not needed to keep both at 0.`
      : `Shorten ${name}: both stay 0. Only turning it can open a region again.`;
  }
  const carries =
    weight < NONE
      ? `${name} carries nothing of the slope: its length may change a little, and the slope stays.`
      : `${name} carries ${percent(weight)}: were it 1\u202f% shorter, the slope would be ${decimal(weight)}\u202f% smaller.`;
  const shortest =
    lengths[index]! - LENGTHS.least < NONE ? ' It is as short as it can be here.' : '';
  const bounds = outermost.includes(index)
    ? 'GDR would stay; turning it outward lowers GDR.'
    : 'GDR would stay, also where it is turned: others are further out.';
  return `${carries}${shortest} ${bounds}`;
}

/** What became of a run; empty before its first step. */
export function whereSlopeRunStopped(run: SlopeRun, playing: boolean): string {
  const steps = run.points.length - 1;
  const { gdr, slope } = run.points.at(-1)!;
  const after = `Stopped after ${steps === 1 ? '1 step' : `${steps} steps`}`;
  if (run.atRest && steps === 0) {
    return slope === 0
      ? 'Nothing to descend: both are 0 to begin with.'
      : 'Nothing to descend: the shortest arrow carries the slope, and is as short as it can be here.';
  }
  if (run.descent === 'gdr') {
    if (run.atRest)
      return `${after}: no direction is left. The arrows only turned, none got shorter.`;
    return `${playing ? 'Descending' : 'Paused'}: the two outermost arrows part; lengths stay.`;
  }
  if (ended(run)) {
    return slope === 0
      ? `${after}: zero lies in the hull, so GDR is 0 as well. The shortest arrow has length ${shortestOf(run)}.`
      : `${after}: the slope is ${decimal(slope)}, carried by an arrow of length ${shortestOf(run)}. GDR is still ${decimal(gdr, 3)}.`;
  }
  return `${playing ? 'Descending' : 'Paused'}: arrows that carry the slope back away from the hull’s nearest point; the total length stays.`;
}

function shortestOf({ gradients }: SlopeRun): string {
  return decimal(Math.min(...gradients.map(([x, y]) => Math.hypot(x, y))));
}
