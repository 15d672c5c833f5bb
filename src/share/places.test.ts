import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followAddress, linkState, setShared } from './link-state';
import { goToPlace } from './places';
import { DEFAULTS } from './shareable-settings';

interface Entry {
  hash: string;
  state: unknown;
}

/** A browser's history, on a page that has one place, `sphere`. */
function browserAt(hash: string) {
  const entries: Entry[] = [{ hash, state: null }];
  let at = 0;
  const window = new EventTarget();
  const place = { tabIndex: 0, focus: vi.fn(), scrollIntoView: vi.fn() };
  const hashOf = (address?: string) =>
    address === undefined ? entries[at]!.hash : address.slice(`${address}#`.indexOf('#'));
  const arriveAt = (index: number) => {
    const before = entries[at]!.hash;
    at = index;
    if (entries[at]!.hash !== before) window.dispatchEvent(new Event('hashchange'));
  };
  vi.stubGlobal('window', window);
  vi.stubGlobal('location', {
    pathname: '/page/',
    search: '',
    get hash() {
      return entries[at]!.hash;
    },
  });
  vi.stubGlobal('history', {
    get state() {
      return entries[at]!.state;
    },
    replaceState(state: unknown, _: string, address?: string) {
      entries[at] = { hash: hashOf(address), state };
    },
    pushState(state: unknown, _: string, address: string) {
      entries.splice(at + 1, Infinity, { hash: hashOf(address), state });
      at += 1;
    },
  });
  vi.stubGlobal('document', { getElementById: (id: string) => (id === 'sphere' ? place : null) });
  return {
    place,
    hash: () => entries[at]!.hash,
    back: () => arriveAt(at - 1),
    /** As a reader does who puts another link into the address bar. */
    paste(next: string) {
      entries.splice(at + 1, Infinity, { hash: next, state: null });
      arriveAt(at + 1);
    },
  };
}

describe('places on the page', () => {
  let stop = () => {};
  const f = () => linkState.getState().values['two.f'];
  const opened = (hash: string) => {
    const browser = browserAt(hash);
    stop = followAddress();
    return browser;
  };

  beforeEach(() => {
    vi.useFakeTimers();
    linkState.setState({ values: DEFAULTS, refused: [] });
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('are gone to with the settings in the address, and without any by name alone', () => {
    const browser = opened('#v=1&two.f=30');
    expect(goToPlace('sphere')).toBe(true);
    expect(browser.hash()).toBe('#v=1&two.f=30&at=sphere');
    expect(browser.place.scrollIntoView).toHaveBeenCalledOnce();
    expect(browser.place.focus).toHaveBeenCalledWith({ preventScroll: true });
    setShared({ 'two.f': DEFAULTS['two.f'] });
    goToPlace('sphere');
    expect(browser.hash()).toBe('#sphere');
  });

  it('that the page does not have change nothing', () => {
    const browser = opened('#v=1&two.f=30');
    expect(goToPlace('elsewhere')).toBe(false);
    expect(browser.hash()).toBe('#v=1&two.f=30');
  });

  it('are left by Back with the settings as they stand now, in the address too', () => {
    const browser = opened('#v=1&two.f=30');
    goToPlace('sphere');
    setShared({ 'two.f': 50 });
    vi.runAllTimers();
    expect(browser.hash()).toBe('#v=1&two.f=50');
    browser.back();
    expect(f()).toBe(50);
    expect(browser.hash()).toBe('#v=1&two.f=50');
  });

  it('stand under one link: Back to another one brings its settings', () => {
    const browser = opened('#v=1&two.f=30');
    goToPlace('sphere');
    browser.paste('#v=1&two.f=70');
    expect(f()).toBe(70);
    goToPlace('sphere');
    setShared({ 'two.f': 80 });
    vi.runAllTimers();
    browser.back();
    expect(f()).toBe(80);
    browser.back();
    expect(f()).toBe(30);
    browser.back();
    expect(f()).toBe(30);
    expect(browser.hash()).toBe('#v=1&two.f=30');
  });
});
