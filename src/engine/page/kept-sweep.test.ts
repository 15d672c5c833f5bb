import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatSweepLine, parseSweepLines } from '../../sweep/sweep-line';
import { KeptSweep } from './kept-sweep';

const NAME = 'test-sweep';
const LINES = parseSweepLines(readFileSync('tests/fixtures/sweep.jsonl', 'utf8'));
const [line, other] = LINES;

afterEach(async () => {
  vi.restoreAllMocks();
  await deleteDB(NAME);
});

describe('what is kept of a sweep', () => {
  it('are its lines and what is still to be trained, for the next visit', async () => {
    const before = new KeptSweep(undefined, NAME);
    await before.putLine(line!);
    await before.putLine(other!);
    await before.putLine(line!);
    await before.putWaiting([other!.settings]);
    const { lines, waiting } = await new KeptSweep(undefined, NAME).read();
    expect(lines.map(formatSweepLine).sort()).toEqual([line!, other!].map(formatSweepLine).sort());
    expect(waiting).toEqual([other!.settings]);
    await before.removeLines();
    expect((await new KeptSweep(undefined, NAME).read()).lines).toEqual([]);
  });

  it('is left out where it is of another shape', async () => {
    const kept = new KeptSweep(undefined, NAME);
    await kept.putLine(line!);
    const database = await openDB(NAME);
    await database.put('lines', '{"version":1}', 'broken');
    await database.put('lines', { no: 'text' }, 'strange');
    await database.put('settings', [{ members: 99 }, null, line!.settings], 'waiting');
    database.close();
    const { lines, waiting } = await kept.read();
    expect(lines).toHaveLength(1);
    expect(waiting).toEqual([line!.settings]);
    await kept.putWaiting([]);
  });

  it('is nothing where the browser denies a database, which is said once', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    const onProblem = vi.fn();
    const kept = new KeptSweep(onProblem, NAME);
    expect(await kept.read()).toEqual({ lines: [], waiting: [] });
    await kept.putLine(line!);
    await kept.putWaiting([]);
    expect(onProblem).toHaveBeenCalledOnce();
    expect(onProblem).toHaveBeenCalledWith(expect.stringContaining('a reload loses it'));
  });
});
