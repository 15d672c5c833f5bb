import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SlowLine, slowLine } from './line';
import { report } from './report';

describe('a slow line', () => {
  const text = 'x'.repeat(5000);
  let folder = '';
  let line: SlowLine;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'slow-line-'));
    await writeFile(join(folder, 'index.html'), text);
    await writeFile(join(folder, 'weights.safetensors'), text);
    line = await slowLine(folder, 1e6, 0);
  });
  afterEach(async () => {
    await line.close();
    await rm(folder, { recursive: true });
  });

  it('carries files as they are, text compressed, and counts what went over it', async () => {
    expect(await (await fetch(line.url)).text()).toBe(text);
    expect(await (await fetch(`${line.url}weights.safetensors?sha256=1`)).text()).toBe(text);
    expect((await fetch(`${line.url}nowhere.js`)).status).toBe(404);
    expect(line.sent).toEqual([
      { path: '/index.html', bytes: gzipSync(text).length },
      { path: '/weights.safetensors', bytes: text.length },
    ]);
  });
});

it('the report has the median seconds and the KB of each kind', () => {
  const sent = [
    { path: '/index.html', bytes: 12_000 },
    { path: '/assets/page-x.js', bytes: 80_000 },
    { path: '/assets/worker-x.js', bytes: 40_000 },
    { path: '/ensembles/plain.safetensors', bytes: 330_600 },
  ];
  const visits = [9, 3, 4].map((seconds) => ({ what: 'the table', seconds, sent }));
  const [, kinds, row] = report(visits).split('\n');
  expect(kinds).toMatch(/seconds +page +engine +script +style +font +hook’s data +ensembles/);
  expect(row).toMatch(/^the table +4\.0 +12 +40 +80 +0 +0 +0 +331 +0 +0$/);
});
