/** Plays a descent from where the figure stands at a calm pace, one at a time, and keeps its record. */
import { useEffect, useEffectEvent, useState } from 'react';
import {
  type Descending,
  type DescentRun,
  type DescentsState,
  ended,
  lastOf,
  NONE,
  played,
} from './descents';

const PICTURES_PER_SECOND = 30;
/** A page that was away goes on where it was. */
const LONGEST_FRAME_MS = 100;
/** With reduced motion: of so many only the last is shown. */
const PICTURES_AT_ONCE = 25;
const SECONDS_BETWEEN = 0.8;

export interface Descents<Run extends DescentRun<string, unknown>> {
  /** The last run on each, where both began at the same place. */
  readonly runs: DescentsState<Run>['runs'];
  /** The run that was played last, whether or not it still is. */
  readonly last: Run | null;
  readonly playing: boolean;
  /** Begins a descent where the other one began, or goes on with it where it stands. */
  play(descent: Run['descent']): void;
  pause(): void;
  backToStart(): void;
}

/**
 * @param descending the figure's own; the same at every call
 * @param place where the figure stands
 * @param moveTo called with where it is to go; whoever else moves it ends the play
 */
export function useDescents<Run extends DescentRun<string, unknown>>(
  descending: Descending<Run>,
  place: Run['start'],
  moveTo: (place: Run['start']) => void,
): Descents<Run> {
  const [state, setState] = useState<DescentsState<Run>>(NONE);
  const { runs, latest, playing } = state;
  const last = lastOf(state);
  const setPlaying = (playing: boolean) => setState((before) => ({ ...before, playing }));

  const present = useEffectEvent(() => ({ place, run: last }));
  const show = useEffectEvent((run: Run) => {
    setState((before) => ({ ...before, runs: { ...before.runs, [run.descent]: run } }));
    moveTo(run.shown);
  });
  const end = useEffectEvent(() => setPlaying(false));

  // Also where one is pressed while the other plays: that one's frames end, and this one's begin.
  useEffect(() => {
    if (!playing || latest === null) return;
    let { run } = present();
    const discrete = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const atOnce = discrete ? PICTURES_AT_ONCE : 1;
    const msBetween = 1000 * (discrete ? SECONDS_BETWEEN : 1 / PICTURES_PER_SECOND);
    let before = performance.now();
    let passed = 0;
    let frame = requestAnimationFrame(function next(now) {
      if (run === null || ended(run) || !descending.same(present().place, run.shown)) {
        end();
        return;
      }
      passed += Math.min(discrete ? msBetween : LONGEST_FRAME_MS, Math.max(0, now - before));
      before = now;
      const pictures = Math.floor(passed / msBetween) * atOnce;
      passed %= msBetween;
      for (let picture = 0; picture < pictures; picture++) run = descending.advanceInSight(run);
      if (pictures > 0) show(run);
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, latest, descending]);

  return {
    runs,
    last,
    playing,
    play(descent) {
      const next = played(descending, state, descent, place);
      setState(next);
      moveTo(lastOf(next)!.shown);
    },
    pause: () => setPlaying(false),
    backToStart() {
      setPlaying(false);
      if (last) moveTo(last.start);
    },
  };
}
