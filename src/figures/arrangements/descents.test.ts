import { describe, expect, it } from 'vitest';
import { type DescentsState, ended, lastOf, NONE, played } from '../descents/descents';
import { advanceInSight, DESCENDING, type Descent, type Run } from './descent-run';

const START = [104, 158, 241];

/** After so many pictures of the one that plays, or once it has ended. */
function playedFor(
  state: DescentsState<Run>,
  pictures = Number.POSITIVE_INFINITY,
): DescentsState<Run> {
  let run = lastOf(state)!;
  for (let k = 0; k < pictures && !ended(run); k++) run = advanceInSight(run);
  const playing = !ended(run);
  return { ...state, playing, runs: { ...state.runs, [run.descent]: run } };
}

const present = (state: DescentsState<Run>) => lastOf(state)!.shown;
const press = (state: DescentsState<Run>, descent: Descent) =>
  played(DESCENDING, state, descent, present(state));

describe('two descents', () => {
  it('begin at the same arrangement, also where the other one still plays', () => {
    for (const [first, second] of [
      ['cosine', 'gdr'],
      ['gdr', 'cosine'],
    ] as const) {
      const began = playedFor(played(DESCENDING, NONE, first, START), 10);
      const both = press(began, second);
      expect(both.playing).toBe(true);
      expect(lastOf(both)).toMatchObject({ descent: second, start: START, shown: START });
      // What the first had shown stays, to be compared with.
      expect(both.runs[first]).toBe(began.runs[first]);
    }
  });

  it('begin at the same arrangement where the first has ended', () => {
    const one = playedFor(played(DESCENDING, NONE, 'gdr', START));
    const two = playedFor(press(one, 'cosine'));
    expect(two.runs.gdr!.start).toEqual(START);
    expect(two.runs.cosine!.start).toEqual(START);
    expect(two.runs.cosine!.points[0]).toEqual(two.runs.gdr!.points[0]);
    // Once more, from the start: not from the end, where there is nothing to descend.
    expect(lastOf(press(two, 'cosine'))).toMatchObject({ shown: START, atRest: false });
  });

  it('go on where they were paused, and begin where the reader has put the arrows since', () => {
    const paused = { ...playedFor(played(DESCENDING, NONE, 'cosine', START), 10), playing: false };
    const run = lastOf(paused)!;
    expect(lastOf(press(paused, 'cosine'))).toBe(run);
    const moved = played(DESCENDING, paused, 'cosine', [0, 10, 20]);
    expect(lastOf(moved)!.start).toEqual([0, 10, 20]);
    expect(played(DESCENDING, paused, 'gdr', [0, 10, 20]).runs.cosine).toBeUndefined();
  });
});
