/** The two descents side by side: which one plays, and from where each began, so that they can be compared. */
import { begin, type Descent, ended, type Run, sameAngles } from '../arrangements/descent-run';

export interface DescentsState {
  /** The last run on each, where both began at the same arrangement. */
  readonly runs: Readonly<Partial<Record<Descent, Run>>>;
  /** The one that was played last, whether or not it still is. */
  readonly latest: Descent | null;
  readonly playing: boolean;
}

export const NONE: DescentsState = { runs: {}, latest: null, playing: false };

export function lastOf({ runs, latest }: DescentsState): Run | null {
  return latest ? (runs[latest] ?? null) : null;
}

/**
 * The state once a descent is asked for. One that was paused goes on. Any other begins: at the arrangement,
 * or, where that is what the last descent has come to, where that one began; it plays no longer.
 * @param present the arrangement, degrees
 */
export function played(
  state: DescentsState,
  descent: Descent,
  present: readonly number[],
): DescentsState {
  const last = lastOf(state);
  const followed = last !== null && sameAngles(last.degrees, present);
  if (followed && last.descent === descent && !ended(last)) return { ...state, playing: true };
  const start = followed ? last.start : present;
  const other = state.runs[descent === 'cosine' ? 'gdr' : 'cosine'];
  const kept = other && sameAngles(other.start, start) ? { [other.descent]: other } : {};
  return {
    runs: { ...kept, [descent]: begin(descent, start) },
    latest: descent,
    playing: true,
  };
}
