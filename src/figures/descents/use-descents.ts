/** Plays a descent from the present arrangement at a calm pace, one at a time, and keeps its record. */
import { useEffect, useEffectEvent, useState } from 'react';
import {
  advanceInSight,
  type Descent,
  ended,
  type Run,
  sameAngles,
} from '../arrangements/descent-run';
import { lastOf, NONE, played } from './descents';

const PICTURES_PER_SECOND = 30;
/** A page that was away goes on where it was. */
const LONGEST_FRAME_MS = 100;
/** With reduced motion: of so many only the last is shown. */
const PICTURES_AT_ONCE = 25;
const SECONDS_BETWEEN = 0.8;

export interface Descents {
  /** The last run on each, where both began at the same arrangement. */
  readonly runs: Readonly<Partial<Record<Descent, Run>>>;
  /** The run that was played last, whether or not it still is. */
  readonly last: Run | null;
  readonly playing: boolean;
  /** Begins a descent where the other one began, or goes on with it where it stands. */
  play(descent: Descent): void;
  pause(): void;
  backToStart(): void;
}

/**
 * @param angles of the arrangement, degrees
 * @param moveTo called with where it is to go; whoever else moves it ends the play
 */
export function useDescents(
  angles: readonly number[],
  moveTo: (angles: readonly number[]) => void,
): Descents {
  const [state, setState] = useState(NONE);
  const { runs, latest, playing } = state;
  const last = lastOf(state);
  const setPlaying = (playing: boolean) => setState((before) => ({ ...before, playing }));

  const present = useEffectEvent(() => ({ angles, run: last }));
  const show = useEffectEvent((run: Run) => {
    setState((before) => ({ ...before, runs: { ...before.runs, [run.descent]: run } }));
    moveTo(run.degrees);
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
      if (run === null || ended(run) || !sameAngles(present().angles, run.degrees)) {
        end();
        return;
      }
      passed += Math.min(discrete ? msBetween : LONGEST_FRAME_MS, Math.max(0, now - before));
      before = now;
      const pictures = Math.floor(passed / msBetween) * atOnce;
      passed %= msBetween;
      for (let picture = 0; picture < pictures; picture++) run = advanceInSight(run);
      if (pictures > 0) show(run);
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, latest]);

  return {
    runs,
    last,
    playing,
    play(descent) {
      const next = played(state, descent, angles);
      setState(next);
      moveTo(lastOf(next)!.degrees);
    },
    pause: () => setPlaying(false),
    backToStart() {
      setPlaying(false);
      if (last) moveTo(last.start);
    },
  };
}
