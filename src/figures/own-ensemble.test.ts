import { beforeEach, expect, it, vi } from 'vitest';
import { sessionStore } from '../engine/page/session-state';
import { LIVE } from '../engine/protocol';
import { linkState } from '../share/link-state';
import { DEFAULTS } from '../share/shareable-settings';
import { followOwnEnsemble, ownEnsemble } from './own-ensemble';

beforeEach(() => {
  linkState.setState({ values: DEFAULTS, refused: [] });
});

it('an ensemble of the reader’s under attack is known with its file, and what a link shows instead', () => {
  const store = sessionStore('auto');
  const fileOf = vi.fn(() => new Uint8Array([1]));
  followOwnEnsemble({ store, fileOf });
  expect(ownEnsemble.getState().own).toBeNull();

  const named = (id: string, name: string) => ({ id, name }) as never;
  store.setState({ ensembles: [named('plain', 'Plain'), named('abc', '3 × 64')] });
  expect(ownEnsemble.getState().own).toBeNull();
  store.setState({ selected: 'abc' });
  const { own } = ownEnsemble.getState();
  expect(own).toMatchObject({ name: '3 × 64', instead: 'Plain' });
  expect(own!.file!()).toEqual(new Uint8Array([1]));
  expect(fileOf).toHaveBeenCalledWith('abc');

  store.setState({ selected: LIVE });
  expect(ownEnsemble.getState().own).toMatchObject({ file: null });
  store.setState({ selected: 'plain' });
  expect(ownEnsemble.getState().own).toBeNull();
});
