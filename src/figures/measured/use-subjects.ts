/**
 * The ensembles that a measuring figure sets side by side: those that came with the page and, where the
 * reader has chosen another one to attack, that one too.
 */
import { useMemo } from 'react';
import { LIVE } from '../../engine/protocol';
import { useSessionState } from '../session-context';

export interface Subject {
  /** A record's id or `LIVE`. */
  readonly id: string;
  readonly name: string;
  readonly members: number;
  /** Another number whenever the parameters under this id may be others. */
  readonly revision: number;
}

export function useSubjects(): readonly Subject[] {
  const selected = useSessionState((state) => state.selected);
  const ensembles = useSessionState((state) => state.ensembles);
  const run = useSessionState((state) => state.run);
  const live = selected === LIVE && run ? run : null;
  const members = live?.status.settings.members;
  const step = live?.status.step;
  return useMemo(() => {
    const subjects = ensembles
      .filter(({ id, origin }) => origin === 'shipped' || id === selected)
      .map(({ id, name, weights, steps }) => ({
        id,
        name,
        members: weights.members,
        revision: steps,
      }));
    if (members === undefined || step === undefined) return subjects;
    return [...subjects, { id: LIVE, name: 'The one in the Lab', members, revision: step }];
  }, [ensembles, selected, members, step]);
}
