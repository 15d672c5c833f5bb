/**
 * The ensembles that a measuring figure sets side by side: two of those that come with the page, in some a third,
 * and, where the reader attacks one of their own, that one too.
 */
import { useMemo } from 'react';
import { LIVE } from '../../engine/protocol';
import type { ShippedId } from '../../ensemble/shipped';
import { useShared } from '../../share/link-state';
import { useSessionState } from '../session-context';

export interface Subject {
  /** Of its panel: the run in the Lab keeps its panel when it ends and is an ensemble like the others. */
  readonly key: string;
  /** A record's id or `LIVE`. */
  readonly id: string;
  readonly name: string;
  readonly members: number;
  /** Another number whenever the parameters under this id may be others. */
  readonly revision: number;
}

/** @param third beside the two; null for none */
export function useSubjects(third: ShippedId | null = null): readonly Subject[] {
  const [first] = useShared('compare.first');
  const [second] = useShared('compare.second');
  const selected = useSessionState((state) => state.selected);
  const ensembles = useSessionState((state) => state.ensembles);
  const run = useSessionState((state) => state.run);
  const live = selected === LIVE && run ? run : null;
  const members = live?.status.settings.members;
  const step = live?.status.step;
  const runId = live?.id;
  return useMemo(() => {
    const own = ensembles.filter(({ id, origin }) => origin !== 'shipped' && id === selected);
    const shown = [...new Set([first, second, third])].flatMap((wanted) =>
      ensembles.filter(({ id }) => id === wanted),
    );
    const subjects = [...shown, ...own].map(({ id, name, weights, steps }) => ({
      key: id,
      id,
      name,
      members: weights.members,
      revision: steps,
    }));
    if (runId === undefined || members === undefined || step === undefined) return subjects;
    const name = 'The one in the Lab';
    return [...subjects, { key: runId, id: LIVE, name, members, revision: step }];
  }, [ensembles, first, second, third, selected, runId, members, step]);
}

/** Of the ensembles side by side: all of them have so many members, which may be attacked alone. */
export function fewestMembers(subjects: readonly Subject[]): number {
  return subjects.length > 0 ? Math.min(...subjects.map(({ members }) => members)) : 0;
}
