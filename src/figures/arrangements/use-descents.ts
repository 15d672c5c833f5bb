/** Plays a descent from the present arrangement at a calm pace, one at a time, and keeps its record. */
import { useEffect, useEffectEvent, useState } from 'react';
import { advance, begin, type Descent, ended, type Run, sameAngles } from './descent-run';

const STEPS_PER_SECOND = 30;
/** A page that was away goes on where it was. */
const LONGEST_FRAME_MS = 100;
/** With reduced motion: from picture to picture. */
const STEPS_AT_ONCE = 25;
const SECONDS_BETWEEN = 0.8;

export interface Descents {
  /** The last run on each, where both began at the same arrangement. */
  readonly runs: Readonly<Partial<Record<Descent, Run>>>;
  /** The run that was played last, whether or not it still is. */
  readonly last: Run | null;
  readonly playing: boolean;
  /** Begins a descent, or goes on with it where it stands. */
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
  const [runs, setRuns] = useState<Descents['runs']>({});
  const [latest, setLatest] = useState<Descent | null>(null);
  const [playing, setPlaying] = useState(false);
  const last = latest ? (runs[latest] ?? null) : null;

  const present = useEffectEvent(() => ({ angles, run: last }));
  const show = useEffectEvent((run: Run) => {
    setRuns((before) => ({ ...before, [run.descent]: run }));
    moveTo(run.degrees);
  });

  useEffect(() => {
    if (!playing) return;
    let { run } = present();
    const discrete = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const stepsAtOnce = discrete ? STEPS_AT_ONCE : 1;
    const msBetween = 1000 * (discrete ? SECONDS_BETWEEN : 1 / STEPS_PER_SECOND);
    let before = performance.now();
    let passed = 0;
    let frame = requestAnimationFrame(function next(now) {
      if (run === null || ended(run) || !sameAngles(present().angles, run.degrees)) {
        setPlaying(false);
        return;
      }
      passed += Math.min(discrete ? msBetween : LONGEST_FRAME_MS, Math.max(0, now - before));
      before = now;
      const steps = Math.floor(passed / msBetween) * stepsAtOnce;
      passed %= msBetween;
      for (let step = 0; step < steps; step++) run = advance(run);
      if (steps > 0) show(run);
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing]);

  return {
    runs,
    last,
    playing,
    play(descent) {
      const going = runs[descent];
      if (!going || ended(going) || !sameAngles(going.degrees, angles) || going !== last) {
        const run = begin(descent, angles);
        const other = runs[descent === 'cosine' ? 'gdr' : 'cosine'];
        const kept = other && sameAngles(other.start, angles) ? { [other.descent]: other } : {};
        setRuns({ ...kept, [descent]: run });
        setLatest(descent);
      }
      setPlaying(true);
    },
    pause: () => setPlaying(false),
    backToStart() {
      setPlaying(false);
      if (last) moveTo(last.start);
    },
  };
}
