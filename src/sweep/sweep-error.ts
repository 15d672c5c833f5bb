/** A line of a sweep, or a list of ways, that cannot be used; its message says which and why. */
export class SweepError extends Error {
  override readonly name = 'SweepError';
}

/** @throws SweepError with that problem */
export function demand(condition: boolean, problem: string): asserts condition {
  if (!condition) throw new SweepError(problem);
}
