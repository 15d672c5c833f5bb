import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followAddress, linkState, setShared } from './link-state';
import { DEFAULTS } from './shareable-settings';

/** As much of a browser as an address and what it keeps need. */
function browserAt(hash: string, kept: Record<string, string> = {}) {
  const place = { pathname: '/', search: '', hash };
  const target = new EventTarget();
  const storage = new Map(Object.entries(kept));
  vi.stubGlobal('location', place);
  vi.stubGlobal('history', {
    state: null,
    replaceState(_state: unknown, _title: string, address: string) {
      place.hash = address.includes('#') ? address.slice(address.indexOf('#')) : '';
    },
  });
  vi.stubGlobal('window', target);
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
    removeItem: (key: string) => void storage.delete(key),
  });
  return {
    place,
    storage,
    /** What the browser keeps, for another visit. */
    kept: () => Object.fromEntries(storage),
    go(next: string) {
      place.hash = next;
      target.dispatchEvent(new Event('hashchange'));
    },
    leave: () => target.dispatchEvent(new Event('pagehide')),
  };
}

/** What versions before this one kept. */
const EARLIER = {
  lab: JSON.stringify({ state: { members: 2, hidden: [8, 16], learningRate: 0.01 }, version: 0 }),
  'retrain-live': JSON.stringify({ state: { on: true }, version: 0 }),
  attack: JSON.stringify({ state: { image: 12, source: 1, epsilon: 0.1 }, version: 0 }),
};
const FROM_EARLIER = {
  'lab.members': 2,
  'lab.hidden': [8, 16],
  'lab.learningRate': 0.01,
  'lab.live': true,
  'attack.image': 12,
  'attack.source': '1',
  'attack.epsilon': 0.1,
};

describe('settings that a browser remembers', () => {
  let stop = () => {};
  const values = () => linkState.getState().values;

  function visit(hash: string, kept?: Record<string, string>) {
    stop();
    linkState.setState({ values: DEFAULTS, refused: [] });
    const browser = browserAt(hash, kept);
    stop = followAddress();
    return browser;
  }

  /** What is kept of a visit in which the reader chooses these. */
  function keptOf(choices: Parameters<typeof setShared>[0], hash = '', before = {}) {
    const browser = visit(hash, before);
    setShared(choices);
    browser.leave();
    return browser.kept();
  }

  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    stop();
    stop = () => {};
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('are those of the Lab and of the attack, and come into the link', () => {
    const kept = keptOf({ 'lab.members': 5, 'attack.source': '2', 'two.f': 30 });
    const browser = visit('', kept);
    expect(values()).toEqual({ ...DEFAULTS, 'lab.members': 5, 'attack.source': '2' });
    vi.advanceTimersByTime(20);
    expect(browser.place.hash).toBe('#v=1&attack.source=2&lab.members=5');
  });

  it.each([
    ['as it is written', '#v=1&lab.members=4'],
    ['with its separators encoded', '#v%3D1%26lab.members%3D4'],
    ['with no version', '#lab.members=4'],
    ['with no version, encoded', '#lab.members%3D4'],
    ['in a paste that HTML wrote', '#v=1&amp;lab.members=4'],
  ])('give way to a link %s, also where it is silent', (_, hash) => {
    const kept = keptOf({ 'lab.members': 5, 'lab.seed': 7, 'attack.image': 3 });
    visit(hash, kept);
    expect(values()).toEqual({ ...DEFAULTS, 'lab.members': 4 });
  });

  it('give way to a link of defaults alone', () => {
    visit('#v=1', keptOf({ 'lab.members': 5 }));
    expect(values()).toEqual(DEFAULTS);
  });

  it('are not lost to a link that was only looked at', () => {
    const kept = keptOf({ 'lab.members': 5, 'lab.seed': 7 });
    const after = keptOf({ 'two.f': 30, 'lab.seed': 9 }, '#v=1&lab.members=4&lab.seed=8', kept);
    visit('', after);
    expect(values()).toEqual({ ...DEFAULTS, 'lab.members': 5, 'lab.seed': 9 });
  });

  it('stand at a place on the page, whose address stays until something is changed', () => {
    const browser = visit('#attack', keptOf({ 'lab.members': 5 }));
    expect(values()['lab.members']).toBe(5);
    vi.advanceTimersByTime(1000);
    expect(browser.place.hash).toBe('#attack');
  });

  it('stay when the address is emptied', () => {
    const browser = visit('', keptOf({ 'lab.members': 5 }));
    setShared({ 'two.f': 30 });
    vi.advanceTimersByTime(20);
    browser.go('');
    expect(values()).toEqual({ ...DEFAULTS, 'lab.members': 5 });
  });

  it('are those that stood until another link was pasted', () => {
    const browser = visit('');
    setShared({ 'lab.members': 5 });
    browser.go('#v=1&two.f=30');
    visit('', browser.kept());
    expect(values()).toEqual({ ...DEFAULTS, 'lab.members': 5 });
  });

  it('can be set back to their defaults', () => {
    const kept = keptOf(
      { 'lab.members': DEFAULTS['lab.members'] },
      '',
      keptOf({ 'lab.members': 5 }),
    );
    visit('', kept);
    expect(values()).toEqual(DEFAULTS);
  });

  it('of two tabs are those that were chosen last in either', () => {
    const another = keptOf({ 'lab.seed': 7 });
    const browser = visit('');
    for (const [key, text] of Object.entries(another)) browser.storage.set(key, text);
    setShared({ 'lab.members': 5 });
    browser.leave();
    visit('', browser.kept());
    expect(values()).toEqual({ ...DEFAULTS, 'lab.seed': 7, 'lab.members': 5 });
  });

  it('are taken over from earlier versions of the page, once', () => {
    const browser = visit('', EARLIER);
    expect(values()).toEqual({ ...DEFAULTS, ...FROM_EARLIER });
    expect(Object.keys(EARLIER).filter((key) => browser.storage.has(key))).toEqual([]);
    visit('', keptOf({ 'lab.members': 3 }, '', browser.kept()));
    expect(values()).toEqual({ ...DEFAULTS, ...FROM_EARLIER, 'lab.members': 3 });
  });

  it('are taken over by a visit that a link leads, too', () => {
    const browser = visit('#v=1&lab.members=4', EARLIER);
    setShared({ 'lab.seed': 9 });
    browser.leave();
    visit('', browser.kept());
    expect(values()).toEqual({ ...DEFAULTS, ...FROM_EARLIER, 'lab.seed': 9 });
  });

  it('fall back to their defaults where something else is stored', () => {
    const state = (own: object) => JSON.stringify({ state: own, version: 0 });
    const earlier = (attack: object) => visit('', { attack: state(attack) });
    earlier({ image: 3, source: 7, epsilon: 100 });
    expect(values()).toEqual({ ...DEFAULTS, 'attack.image': 3 });
    earlier({ image: 3, source: '\ud800', epsilon: 0.1 });
    expect(values()).toEqual({ ...DEFAULTS, 'attack.image': 3, 'attack.epsilon': 0.1 });
    earlier({ image: -1, source: { toString: 1 }, epsilon: '&lab.members=5' });
    expect(values()).toEqual({ ...DEFAULTS });
  });

  it('never keep the page from starting, whatever is stored', () => {
    const json = fc.json();
    const state = fc.record({
      image: fc.jsonValue(),
      source: fc.jsonValue(),
      epsilon: fc.jsonValue(),
      members: fc.jsonValue(),
      hidden: fc.jsonValue(),
      on: fc.jsonValue(),
    });
    const text = fc.oneof(
      fc.string(),
      json,
      state.map((own) => JSON.stringify({ state: own })),
    );
    const keys = ['gradient-diversity.settings', 'lab', 'retrain-live', 'attack'];
    const kept = fc.record(Object.fromEntries(keys.map((key) => [key, text])), {
      requiredKeys: [],
    });
    fc.assert(
      fc.property(kept, (stored) => {
        visit('', stored as Record<string, string>);
        const before = values();
        setShared(before);
        expect(values()).toBe(before);
      }),
      { numRuns: 500 },
    );
  });

  it('are not remembered, and nothing breaks, where a browser keeps nothing', () => {
    linkState.setState({ values: DEFAULTS, refused: [] });
    const browser = browserAt('');
    const refuse = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
    stop = followAddress();
    setShared({ 'lab.members': 5 });
    browser.leave();
    expect(browser.place.hash).toBe('#v=1&lab.members=5');
  });
});
