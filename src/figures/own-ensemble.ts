/**
 * The reader's own ensemble where one is under attack, which no link can carry: known here also to what stands
 * beside the figures and does not start the engine.
 */
import { createStore } from 'zustand/vanilla';
import type { Session } from '../engine/page/session';
import { isShipped } from '../ensemble/shipped';
import { linkState } from '../share/link-state';

export interface OwnEnsemble {
  readonly name: string;
  /** Of the one that a link shows in its place. */
  readonly instead: string;
  /** Its file; null for the one in the Lab, which changes as it trains. */
  readonly file: (() => Uint8Array) | null;
}

export const ownEnsemble = createStore<{ readonly own: OwnEnsemble | null }>(() => ({ own: null }));

export function followOwnEnsemble(session: Pick<Session, 'store' | 'fileOf'>): void {
  const look = () => {
    const { selected, ensembles } = session.store.getState();
    const nameOf = (id: string) => ensembles.find((record) => record.id === id)?.name;
    const name = nameOf(selected);
    if (isShipped(selected)) {
      ownEnsemble.setState({ own: null });
      return;
    }
    const linked = linkState.getState().values['attack.ensemble'];
    const instead = nameOf(linked) ?? linked;
    // Of the one in the Lab there is no record.
    const own =
      name === undefined
        ? { name: 'the one in the Lab', instead, file: null }
        : { name, instead, file: () => session.fileOf(selected) };
    ownEnsemble.setState({ own });
  };
  look();
  session.store.subscribe((state, before) => {
    if (state.selected !== before.selected || state.ensembles !== before.ensembles) look();
  });
}
