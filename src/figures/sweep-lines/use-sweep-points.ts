/** All ensembles that there are to draw: those computed beforehand, then the reader's own. */
import { useMemo } from 'react';
import type { SweepLine } from '../../sweep/sweep-line';
import { useSessionState } from '../session-context';
import { pointOfLine, pointOfRecord, type SweepPoint } from './sweep-points';

export function useSweepPoints(lines: readonly SweepLine[]): readonly SweepPoint[] {
  const records = useSessionState(({ ensembles }) => ensembles);
  return useMemo(
    () => [...lines.map(pointOfLine), ...records.flatMap((record) => pointOfRecord(record) ?? [])],
    [lines, records],
  );
}
