/** The workflow that publishes: what it runs is pinned, and only what passed its tests is put on line. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const PATH = fileURLToPath(new URL('../../.github/workflows/pages.yml', import.meta.url));
const LINES = readFileSync(PATH, 'utf8').split('\n');

/** The lines from this one on that stand deeper than it. */
function block(lines: readonly string[], start: string): readonly string[] {
  const from = lines.findIndex((line) => line.trimEnd() === start);
  if (from < 0) throw new Error(`${PATH} has no line "${start}".`);
  const depth = start.search(/\S/);
  const after = lines.slice(from + 1);
  const end = after.findIndex((line) => line.trim() !== '' && line.search(/\S/) <= depth);
  return end < 0 ? after : after.slice(0, end);
}

const matching = (lines: readonly string[], pattern: RegExp) =>
  lines.filter((line) => pattern.test(line)).map((line) => line.trim());

const jobs = block(LINES, 'jobs:');
const build = block(jobs, '  build:');
const deploy = block(jobs, '  deploy:');

describe('publishing', () => {
  it('pins every action by its commit, and says of which version that is', () => {
    const actions = matching(LINES, /\buses:/);
    expect(actions.length).toBeGreaterThanOrEqual(5);
    const pinned = /uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
    expect(actions.filter((line) => !pinned.test(line))).toEqual([]);
  });

  it('may write only where it deploys, and nothing else runs there', () => {
    expect(matching(LINES, /^permissions:/)).toEqual(['permissions: {}']);
    expect(matching(LINES, /write/)).toEqual(['pages: write', 'id-token: write']);
    expect(block(deploy, '    permissions:').map((line) => line.trim())).toEqual([
      'pages: write',
      'id-token: write',
    ]);
    expect(matching(deploy, /\b(run|uses):/).map((line) => line.replace(/@.*/, ''))).toEqual([
      'uses: actions/deploy-pages',
    ]);
  });

  it('deploys what the tests have built, if they passed', () => {
    expect(matching(jobs, /^ {2}\S/)).toEqual(['build:', 'deploy:']);
    expect(matching(deploy, /^ {4}needs:/)).toEqual(['needs: build']);
    const steps = matching(build, /\b(run|uses):/).map((line) => line.replace(/^- |@.*/g, ''));
    expect(steps.slice(-2)).toEqual(['run: npm test', 'uses: actions/upload-pages-artifact']);
    expect(matching(LINES, /continue-on-error|\bif:|\|\|/)).toEqual([]);
  });
});
