/** A correlation over the ensembles that are shown: its value at once, its interval a moment later. */
import { useEffect, useMemo, useState } from 'react';
import { type Correlation, type CorrelationQuery, correlation } from '../../sweep/correlations';
import type { SweepLine } from '../../sweep/sweep-line';

/** Fewer say nothing of a relation. */
const ENOUGH_LINES = 6;

/** @returns null where there are too few */
export function useCorrelation(
  lines: readonly SweepLine[],
  query: CorrelationQuery,
): Correlation | null {
  const { attacker, attack, epsilon, meaning, measure } = query;
  const value = useMemo(
    () =>
      lines.length < ENOUGH_LINES
        ? null
        : correlation(lines, { attacker, attack, epsilon, meaning, measure }, { resamples: 0 }),
    [lines, attacker, attack, epsilon, meaning, measure],
  );
  const [drawn, setDrawn] = useState<{ of: Correlation; found: Correlation } | null>(null);
  useEffect(() => {
    if (!value) return;
    const own = { attacker, attack, epsilon, meaning, measure };
    // Each by itself: what the reader does meanwhile comes in between.
    const timer = setTimeout(() => setDrawn({ of: value, found: correlation(lines, own) }));
    return () => clearTimeout(timer);
  }, [value, lines, attacker, attack, epsilon, meaning, measure]);
  return drawn && drawn.of === value ? drawn.found : value;
}
