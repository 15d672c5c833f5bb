/** All ensembles that there are to draw: those computed beforehand, then the reader's own. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { SweepHereState } from '../../engine/page/session';
import { lineKey, type SweepLine } from '../../sweep/sweep-line';
import { useSession, useSessionState } from '../session-context';
import {
  pointOfAgain,
  pointOfLine,
  pointOfOwnLine,
  pointOfRecord,
  type SweepPoint,
} from './sweep-points';

export function useSweepPoints(lines: readonly SweepLine[]): readonly SweepPoint[] {
  const records = useSessionState(({ ensembles }) => ensembles);
  const again = useSweepHere((state) => state.again);
  const own = useSweepHere((state) => state.lines);
  return useMemo(
    () => [
      ...lines.map(pointOfLine),
      ...lines.flatMap((line) => {
        const rating = again[lineKey(line)];
        return rating ? [pointOfAgain(line, rating)] : [];
      }),
      ...own.map(pointOfOwnLine),
      ...records.flatMap((record) => pointOfRecord(record) ?? []),
    ],
    [lines, again, own, records],
  );
}

/** A part of what of a sweep is done in this browser. */
export function useSweepHere<T>(select: (state: SweepHereState) => T): T {
  return useStore(useSession().sweep.store, select);
}
