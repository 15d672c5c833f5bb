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
    const store = createStore(() => ({ selected: 'plain' }));
    selectFromLink(store);
    return store;
  };
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
    store.setState({ selected: 'diverse' });
    expect(linked()).toBe('diverse');
  });

  it('stays with the session when it is the reader’s own, whatever else the link gets', () => {
    const store = opened();
    store.setState({ selected: 'diverse' });
    store.setState({ selected: 'b5a7e3c4-own' });
    setShared({ 'two.f': 30 });
    expect(store.getState().selected).toBe('b5a7e3c4-own');
    expect(linked()).toBe('diverse');
  });
});
