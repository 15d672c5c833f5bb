/**
 * A test that passes does so on every machine, however slow and whatever else it does: no test sleeps until
 * something has probably happened, and none asks how long something took. Times are for `npm run bench`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ROOT } from '../../scripts/paths';

const FOLDERS = ['src', 'bench', 'scripts', 'tests'];
/** A timer without a delay is a turn of the event loop, and no sleep. */
const SLEEPS = /waitForTimeout\(|\bsetTimeout\((?!\w+\))|timers\/promises|promisify\(setTimeout/;
const CLOCKS = /performance\.now\(|Date\.now\(/;
/** Time in these files is the test's own. */
const OWN_TIME = /useFakeTimers|spyOn\(performance, 'now'\)/;

const files = FOLDERS.flatMap((folder) =>
  readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' }).map(
    (path) => `${folder}/${path}`,
  ),
)
  .filter((path) => /\.test\.ts$|^tests\/(?!setup\/).*\.ts$|(^|\/)test-[\w-]+\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(`${ROOT}${path}`, 'utf8') }));

const within = (pattern: RegExp) =>
  files.filter(({ text }) => pattern.test(text) && !OWN_TIME.test(text)).map(({ path }) => path);

it('no test sleeps', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(within(SLEEPS)).toEqual([]);
});

it('no test looks at the clock', () => {
  expect(within(CLOCKS)).toEqual([]);
});
