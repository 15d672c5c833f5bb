import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatSweepLine, parseSweepLines } from '../src/sweep/sweep-line';
import { UsageError } from './arguments';
import { SweepFile } from './sweep-file';

const [FIRST, SECOND] = parseSweepLines(
  await readFile('tests/fixtures/sweep.jsonl', 'utf8'), //
);
const first = formatSweepLine(FIRST!);

let folder: string;
let path: string;
const text = () => readFile(path, 'utf8');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sweep-file-'));
  path = join(folder, 'sweep.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

describe('the file of a sweep', () => {
  it('begins with nothing, and has each run once, whoever adds it how often', async () => {
    const file = new SweepFile(path);
    expect(file.lines).toEqual([]);
    file.append(FIRST!);
    file.append({ ...FIRST!, seconds: { training: 1, rating: 1 } });
    expect(await text()).toBe(`${first}\n`);
    expect(file.has(FIRST!)).toBe(true);
    expect(file.has(SECOND!)).toBe(false);
    const again = new SweepFile(path);
    again.append(SECOND!);
    again.append(FIRST!);
    expect(parseSweepLines(await text())).toEqual([FIRST, SECOND]);
  });

  it('loses what a crash has left of a last line, wherever it was cut', async () => {
    const bytes = Buffer.from(formatSweepLine(SECOND!));
    for (const cut of [1, 40, bytes.length - 1]) {
      await writeFile(path, `${first}\n`);
      await appendFile(path, bytes.subarray(0, cut));
      expect(new SweepFile(path).lines).toEqual([FIRST]);
      expect(await text()).toBe(`${first}\n`);
    }
    await writeFile(path, first.slice(0, 10));
    expect(new SweepFile(path).lines).toEqual([]);
    expect(await text()).toBe('');
  });

  it('keeps a last line that lacks no more than its end', async () => {
    await writeFile(path, first);
    const file = new SweepFile(path);
    expect(file.lines).toEqual([FIRST]);
    file.append(SECOND!);
    expect(parseSweepLines(await text())).toHaveLength(2);
  });

  it('is refused where another line cannot be used, and stays as it is', async () => {
    const torn = `${first}\n${first.slice(0, 50)}\n${first}\n`;
    await writeFile(path, torn);
    expect(() => new SweepFile(path)).toThrow(UsageError);
    expect(() => new SweepFile(path)).toThrow(`${path}, line 2: it is not JSON, or is cut short`);
    expect(await text()).toBe(torn);
  });
});
