import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { linkState, setShared } from '../share/link-state';
import { DEFAULTS } from '../share/shareable-settings';
import { selectFromLink } from './select-from-link';

describe('the ensemble under attack', () => {
  beforeEach(() => {
    linkState.setState({ values: DEFAULTS, refused: [] });
  });

  const opened = () => {
    const store = createStore(() => ({ selected: 'plain', chosen: 'plain' }));
    selectFromLink(store);
    return store;
  };
  /** As a reader does. */
  const choose = (store: ReturnType<typeof opened>, id: string) =>
    store.setState({ selected: id, chosen: id });
  const linked = () => linkState.getState().values['attack.ensemble'];

  it('is the link’s, also before there was a session', () => {
    setShared({ 'attack.ensemble': 'diverse' });
    const store = opened();
    expect(store.getState().selected).toBe('diverse');
    setShared({ 'attack.ensemble': 'plain' });
    expect(store.getState().selected).toBe('plain');
  });

  it('comes into the link when it came with the page', () => {
    const store = opened();
    choose(store, 'diverse');
    expect(linked()).toBe('diverse');
  });

  it('comes into the link at once where it is still to be fetched', () => {
    const store = opened();
    store.setState({ chosen: 'gdr-spread' });
    expect(linked()).toBe('gdr-spread');
    expect(store.getState().selected).toBe('plain');
  });

  it('stays with the session when it is the reader’s own, whatever else the link gets', () => {
    const store = opened();
    choose(store, 'diverse');
    choose(store, 'b5a7e3c4-own');
    setShared({ 'two.f': 30 });
    expect(store.getState().selected).toBe('b5a7e3c4-own');
    expect(linked()).toBe('diverse');
  });

  it('stays in the link while another stands in for it', () => {
    setShared({ 'attack.ensemble': 'diverse' });
    const store = opened();
    store.setState({ selected: 'plain' });
    expect(linked()).toBe('diverse');
    expect(store.getState().chosen).toBe('diverse');
  });
});
