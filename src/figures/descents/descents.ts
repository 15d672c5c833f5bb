/** Two descents side by side: which one plays, and from where each began, so that they can be compared. */

/** A descent as far as it has gone, step by step. */
export interface DescentRun<Descent extends string, Place> {
  /** What is descended. */
  readonly descent: Descent;
  readonly start: Place;
  /** Where it is, as a link carries it. */
  readonly shown: Place;
  /** Whether nothing is left to descend that could be seen. */
  readonly atRest: boolean;
  /** Whether it was given up before. */
  readonly givenUp: boolean;
}

type AnyRun = DescentRun<string, unknown>;
type DescentOf<Run extends AnyRun> = Run['descent'];

/** How a figure's runs begin and go on. */
export interface Descending<Run extends AnyRun> {
  begin(descent: DescentOf<Run>, start: Run['start']): Run;
  /** The run after as many steps as it takes to see a difference. */
  advanceInSight(run: Run): Run;
  same(a: Run['start'], b: Run['start']): boolean;
}

export interface DescentsState<Run extends AnyRun> {
  /** The last run on each, where both began at the same place. */
  readonly runs: Readonly<Partial<Record<string, Run>>>;
  /** The one that was played last, whether or not it still is. */
  readonly latest: DescentOf<Run> | null;
  readonly playing: boolean;
}

export const NONE = { runs: {}, latest: null, playing: false } as const;

export function ended({ atRest, givenUp }: AnyRun): boolean {
  return atRest || givenUp;
}

export function lastOf<Run extends AnyRun>({ runs, latest }: DescentsState<Run>): Run | null {
  return latest === null ? null : (runs[latest] ?? null);
}

/**
 * The state once a descent is asked for. One that was paused goes on. Any other begins: at the present place,
 * or, where that is what the last descent has come to, where that one began; it plays no longer.
 */
export function played<Run extends AnyRun>(
  { begin, same }: Descending<Run>,
  state: DescentsState<Run>,
  descent: DescentOf<Run>,
  present: Run['start'],
): DescentsState<Run> {
  const last = lastOf(state);
  const followed = last !== null && same(last.shown, present);
  if (followed && last.descent === descent && !ended(last)) return { ...state, playing: true };
  const start = followed ? last.start : present;
  const kept = Object.values(state.runs).filter((run) => run && same(run.start, start));
  const runs = Object.fromEntries(kept.map((run) => [run!.descent, run]));
  return { runs: { ...runs, [descent]: begin(descent, start) }, latest: descent, playing: true };
}
