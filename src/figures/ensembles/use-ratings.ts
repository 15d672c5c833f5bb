/**
 * How often the picked attack succeeds on each ensemble at hand: as the records say, else measured, one ensemble
 * after another. What has been measured is kept for the visit.
 */
import { useCallback, useEffect, useState } from 'react';
import type { SuccessRates } from '../../attacks/success';
import { messageOf } from '../../data/message-of';
import { EngineUnavailableError } from '../../engine/page/engine-unavailable';
import type { EnsembleRecord } from '../../engine/page/records';
import type { PickedAttack } from '../attack-picker/AttackPicker';
import { useSession, useSessionState } from '../session-context';
import { ratesInRecord, ratingRequest } from './rating';

export interface Ratings {
  /** Null where it is not known, or not yet. */
  readonly of: (record: EnsembleRecord) => SuccessRates | null;
  /** While something is being measured: how many are to be, and the share that is done. */
  readonly progress: { readonly missing: number; readonly share: number } | null;
  /** The reader has called it off. */
  readonly cancelled: boolean;
  readonly failure: string | null;
  cancel(): void;
  again(): void;
}

type Shown = Pick<Ratings, 'progress' | 'cancelled' | 'failure'>;
const NOTHING: Shown = { progress: null, cancelled: false, failure: null };

export function useRatings(ensembles: readonly EnsembleRecord[], attack: PickedAttack): Ratings {
  const session = useSession();
  const ready = useSessionState(({ phase }) => phase === 'ready');
  const [shown, setShown] = useState(NOTHING);
  const [asked, setAsked] = useState(0);
  const [calling, setCalling] = useState(() => new AbortController());

  const of = useCallback(
    (record: EnsembleRecord) =>
      ratesInRecord(record, attack) ??
      session.measured(ratingRequest(record.id, attack), record.steps)?.rates ??
      null,
    [session, attack],
  );
  // Those whose rating with FGS is on its way are rated first.
  const missing = ensembles.filter((record) => record.evaluation && of(record) === null);
  const key = JSON.stringify([attack, missing.map(({ id, steps }) => [id, steps])]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is missing
  useEffect(() => {
    if (missing.length === 0) setShown(NOTHING);
    if (!ready || missing.length === 0 || calling.signal.aborted) return;
    const left = new AbortController();
    const wanted = () => !left.signal.aborted && !calling.signal.aborted;
    const [{ id, steps }] = missing as [EnsembleRecord];
    const show = (part: Partial<Shown>) => {
      if (wanted()) setShown({ ...NOTHING, ...part });
    };
    show({ progress: { missing: missing.length, share: 0 } });
    session
      .measure(ratingRequest(id, attack), steps, (share) => {
        show({ progress: { missing: missing.length, share } });
        return wanted();
      })
      // What was found is kept by the session: the next of those that are missing is measured then.
      .then((found) => found && wanted() && setAsked((count) => count + 1))
      .catch((error: unknown) => {
        // Asked again as soon as there is an engine.
        if (!(error instanceof EngineUnavailableError)) show({ failure: messageOf(error) });
      });
    return () => left.abort();
  }, [key, ready, calling, asked, session]);

  // Another attack, or another ensemble, is another wish.
  const wish = JSON.stringify([attack, ensembles.map(({ id, steps }) => [id, steps])]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the wish
  useEffect(() => setCalling(new AbortController()), [wish]);

  const cancel = useCallback(() => {
    calling.abort();
    setShown({ ...NOTHING, cancelled: true });
  }, [calling]);
  const again = useCallback(() => {
    setShown(NOTHING);
    setCalling(new AbortController());
  }, []);
  return { of, ...shown, cancel, again };
}
