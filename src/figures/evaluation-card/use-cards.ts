/**
 * Evaluation cards on demand: one at a time, since each takes up to a minute. What was found is kept until the page
 * is left.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { SAMPLE_EPSILON } from '../../attacks/epsilon';
import { messageOf } from '../../data/message-of';
import { EngineUnavailableError } from '../../engine/page/engine-unavailable';
import type { EvaluationCard } from '../../engine/protocol';
import { useSession } from '../session-context';

/** What a card is of. */
export interface CardSubject {
  /** A stored ensemble's id, or `LIVE`. */
  readonly id: string;
  /** Another number when the ensemble has changed under the same id. */
  readonly revision: number;
  readonly name: string;
  /** Whether of one that masks its gradients on purpose, made of this ensemble. */
  readonly masked: boolean;
}

interface Going {
  readonly subject: CardSubject;
  /** Share that is done, 0 to 1. */
  readonly share: number;
}

export interface Cards {
  /** Which is being measured; null while none is. */
  readonly going: Going | null;
  /** What became of the last one where it is no card. */
  readonly ended: { readonly subject: CardSubject; readonly failure: string | null } | null;
  cardOf(subject: CardSubject): EvaluationCard | undefined;
  evaluate(subject: CardSubject): void;
  cancel(): void;
}

export function useCards(): Cards {
  const session = useSession();
  const [cards, setCards] = useState<ReadonlyMap<string, EvaluationCard>>(new Map());
  const [going, setGoing] = useState<Going | null>(null);
  const [ended, setEnded] = useState<Cards['ended']>(null);
  const wanted = useRef(new AbortController());
  // Nobody waits for what a figure asked that is no longer there.
  useEffect(() => () => wanted.current.abort(), []);

  const evaluate = useCallback(
    async (subject: CardSubject) => {
      wanted.current = new AbortController();
      const { signal } = wanted.current;
      setEnded(null);
      setGoing({ subject, share: 0 });
      try {
        const card = await session.measure(
          {
            measure: 'card',
            ensemble: subject.id,
            epsilon: SAMPLE_EPSILON,
            masked: subject.masked,
          },
          subject.revision,
          (share) => {
            if (!signal.aborted) setGoing({ subject, share });
            return !signal.aborted;
          },
        );
        if (card) setCards((before) => new Map(before).set(keyOf(subject), card));
      } catch (error) {
        if (signal.aborted) return;
        setEnded({ subject, failure: failureOf(error) });
      }
      if (!signal.aborted) setGoing(null);
    },
    [session],
  );
  const cancel = useCallback(() => {
    wanted.current.abort();
    setEnded(going && { subject: going.subject, failure: null });
    setGoing(null);
  }, [going]);
  return {
    going,
    ended,
    cardOf: (subject) => cards.get(keyOf(subject)),
    evaluate: (subject) => void evaluate(subject),
    cancel,
  };
}

function failureOf(error: unknown): string {
  if (error instanceof EngineUnavailableError) {
    return 'The engine ended while it was under way; evaluate again when it has restarted.';
  }
  return messageOf(error);
}

function keyOf({ id, revision, masked }: CardSubject): string {
  return JSON.stringify([id, revision, masked]);
}
