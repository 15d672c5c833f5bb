/** The commands as a person runs them. Each start takes about a second, so there are few. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { scripts } from '../package.json';
import { ROOT } from './paths';

/** `npm run NAME`, without npm: the file that package.json names. */
function run(script: keyof typeof scripts, ...args: string[]) {
  const [, file] = /^tsx (\S+)$/.exec(scripts[script])!;
  const command = [`${ROOT}node_modules/tsx/dist/cli.mjs`, `${ROOT}${file}`, ...args];
  return spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' });
}

describe('a command that is given what it cannot take', () => {
  it.each<[keyof typeof scripts, string[], string]>([
    ['train', ['--members', '9'], 'train: --members must be a whole number from 2 to 5, not 9\n'],
    [
      'train',
      ['--adversarial', '0.03'],
      'train: --adversarial must be EPSILON:STEPS[:member|ensemble], not 0.03\n',
    ],
    [
      'train',
      ['--adversarial', '0.03:0'],
      'train: --adversarial STEPS must be a whole number from 1 to 50, not 0\n',
    ],
    [
      'bench',
      ['training', '--members', '3,9'],
      'bench: --members must be a whole number from 2 to 5, not 9\n',
    ],
    ['verify', ['nowhere.json'], 'verify: cannot read nowhere.json\n'],
    ['verify', ['package.json'], 'verify: package.json: architecture must be an object\n'],
  ])('npm run %s -- %j exits with 2 and one line that says so', (script, args, line) => {
    const { status, stdout, stderr } = run(script, ...args);
    expect(stderr).toBe(line);
    expect(status).toBe(2);
    expect(stdout).toBe('');
  });
});

describe('npm run verify', () => {
  it('prints a line for each quantity, and exits with 0 when all agree', () => {
    const { status, stdout, stderr } = run('verify', 'tests/fixtures/engine-k2-mlp32.json');
    expect(stderr).toBe('');
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toMatch(
      /^tests\/fixtures\/engine-k2-mlp32\.json on wasm \(.* processor threads?\)$/,
    );
    expect(lines.filter((line) => line.endsWith(' ok')).length).toBeGreaterThan(10);
    expect(lines).toContain('not checked: attacks.pgd');
    expect(lines.at(-1)).toMatch(/^\d+ passed, 0 failed$/);
    expect(status).toBe(0);
  });

  it('takes files of both kinds in one call', () => {
    const files = ['gdr', 'engine-k2-mlp32'].map((name) => `tests/fixtures/${name}.json`);
    const { status, stdout, stderr } = run('verify', ...files);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^degenerate +24 .* 0$/m);
    expect(stdout.match(/^\d+ passed, 0 failed$/gm)).toHaveLength(2);
    expect(status).toBe(0);
  });
});
