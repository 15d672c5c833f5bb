import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dismissRefused, followAddress, linkState, setShared, useShared } from './link-state';
import { DEFAULTS } from './shareable-settings';

/** As much of a browser as an address needs. */
function browserAt(hash: string) {
  const place = { pathname: '/page/', search: '?figure=two-models', hash };
  const replaceState = vi.fn((_state: unknown, _title: string, address: string) => {
    place.hash = address.includes('#') ? address.slice(address.indexOf('#')) : '';
  });
  const pushState = vi.fn();
  const target = new EventTarget();
  vi.stubGlobal('location', place);
  vi.stubGlobal('history', { state: null, replaceState, pushState });
  vi.stubGlobal('window', target);
  return {
    place,
    replaceState,
    pushState,
    go(next: string) {
      place.hash = next;
      target.dispatchEvent(new Event('hashchange'));
    },
    leave: () => target.dispatchEvent(new Event('pagehide')),
  };
}

describe('settings in step with the address', () => {
  let stop = () => {};
  beforeEach(() => {
    vi.useFakeTimers();
    linkState.setState({ values: DEFAULTS, refused: [] });
  });
  afterEach(() => {
    stop();
    stop = () => {};
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('are read from it, and again when another link is pasted', () => {
    const browser = browserAt('#v=1&two.f=30');
    stop = followAddress();
    expect(linkState.getState().values).toEqual({ ...DEFAULTS, 'two.f': 30 });
    browser.go('#v=1&two.g=200&two.f=oops');
    expect(linkState.getState().values).toEqual({ ...DEFAULTS, 'two.g': 200 });
    expect(linkState.getState().refused).toEqual(['two.f']);
    dismissRefused();
    expect(linkState.getState().refused).toEqual([]);
    browser.go('#attack');
    expect(linkState.getState().values['two.g']).toBe(200);
    expect(browser.replaceState).not.toHaveBeenCalled();
  });

  it('reach it while a hand moves, seldom enough for every browser, without history entries', () => {
    const browser = browserAt('');
    stop = followAddress();
    for (let i = 0; i < 1800; i++) {
      setShared({ 'two.f': i / 10 });
      vi.advanceTimersByTime(1000 / 60);
    }
    // Thirty seconds of dragging.
    expect(browser.replaceState.mock.calls.length).toBeGreaterThan(50);
    expect(browser.replaceState.mock.calls.length).toBeLessThan(100);
    vi.advanceTimersByTime(1000);
    expect(browser.place.hash).toBe('#v=1&two.f=179.9');
    expect(browser.replaceState.mock.lastCall![2]).toBe('/page/?figure=two-models#v=1&two.f=179.9');
    expect(browser.pushState).not.toHaveBeenCalled();
  });

  it('are in it a frame after each choice, for a reload to find', () => {
    const browser = browserAt('');
    stop = followAddress();
    for (let i = 1; i <= 20; i++) {
      setShared({ 'two.f': i });
      vi.advanceTimersByTime(20);
      expect(browser.place.hash).toBe(`#v=1&two.f=${i}`);
    }
  });

  it('are written before the page is left', () => {
    const browser = browserAt('');
    stop = followAddress();
    setShared({ 'two.f': 1 });
    browser.leave();
    expect(browser.place.hash).toBe('#v=1&two.f=1');
  });

  it('work on where the address may not be changed', () => {
    const browser = browserAt('');
    browser.replaceState.mockImplementation(() => {
      throw new Error('SecurityError');
    });
    stop = followAddress();
    setShared({ 'two.f': 1 });
    vi.advanceTimersByTime(1000);
    expect(linkState.getState().values['two.f']).toBe(1);
  });

  it('are rounded to what a link carries, and do not change when that does not', () => {
    setShared({ 'two.f': 12.3456 });
    const { values } = linkState.getState();
    expect(values['two.f']).toBe(12.3);
    setShared({ 'two.f': 12.31 });
    expect(linkState.getState().values).toBe(values);
  });

  it('are defaults on a server, whatever the store holds', () => {
    setShared({ 'two.f': 77 });
    const Probe = () => createElement('b', null, useShared('two.f')[0]);
    expect(renderToString(createElement(Probe))).toBe(`<b>${DEFAULTS['two.f']}</b>`);
  });
});
