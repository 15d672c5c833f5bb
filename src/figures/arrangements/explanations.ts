/** What the figure says in sentences: of the arrangement as it stands, and of where a descent stopped. */
import { decimal, inWords } from '../../components/format';
import type { Arrangement } from './arrangement';
import { type Run, stepsToEmpty } from './descent-run';

/** Above its least by more than this, a mean cosine is said to be. */
const NOTABLE = 0.02;

export function whatIsLeft({ angles, region, cosine }: Arrangement): string {
  const all =
    angles.length === 2 ? 'both confidences' : `all ${inWords(angles.length)} confidences`;
  if (region.kind === 'arc') {
    const extent = (region.extent * 180) / Math.PI;
    return (
      `The arrows fit into one half of the plane: they span ${degrees(180 - extent)}, and leave an ` +
      `arc of ${degrees(extent)} in which every direction lowers ${all}.`
    );
  }
  const why =
    region.kind === 'degenerate'
      ? 'Two arrows point exactly opposite ways, so what lowers one raises the other: no direction lowers every confidence.'
      : 'The arrows do not fit into one half of the plane, so no direction lowers every confidence.';
  if (cosine.value - cosine.least < NOTABLE) return why;
  return (
    `${why} It takes no more than that: the mean cosine is still ` +
    `${decimal(cosine.value)}, its least is ${decimal(cosine.least)}.`
  );
}

/** What became of a run; empty before its first step. */
export function whereItStopped(run: Run, playing: boolean): string {
  const steps = run.points.length - 1;
  const n = run.start.length;
  const { cosine } = run.points.at(-1)!;
  const empty = stepsToEmpty(run);
  if (run.descent === 'gdr') {
    if (run.atRest && steps === 0) return 'Nothing to descend: no region is left to begin with.';
    if (run.atRest) {
      return (
        `Stopped after ${count(steps)}: the region is gone, so GDR is 0. The mean cosine is ` +
        `${decimal(cosine)}; its least would be ${decimal(-1 / (n - 1))}.`
      );
    }
    return `${playing ? 'Descending' : 'Paused'}: the two outermost arrows part.`;
  }
  if (run.givenUp) {
    return (
      `Stopped after ${count(steps)}, where it hardly moves any more: the mean cosine is ` +
      `${decimal(cosine, 3)}, its least ${decimal(-1 / (n - 1), 3)}.`
    );
  }
  if (run.atRest && steps === 0) return 'Nothing to descend: the arrows already sum to zero.';
  if (run.atRest) {
    const shape = n === 3 ? ', which three can do only symmetrically' : '';
    const waste =
      empty === 0
        ? ' There had been no region from the start.'
        : ` The region had been gone since step ${empty}.`;
    return (
      `Stopped after ${count(steps)}: the arrows sum to zero${shape}. The mean cosine is at its ` +
      `least, ${decimal(cosine)}.${waste}`
    );
  }
  const gone = empty === undefined ? '' : ' The region is gone, but it goes on.';
  return `${playing ? 'Descending' : 'Paused'}: every arrow turns away from the sum of all.${gone}`;
}

function count(steps: number): string {
  return steps === 1 ? '1 step' : `${steps} steps`;
}

function degrees(value: number): string {
  return `${decimal(value, 1).replace('.0', '')}°`;
}
