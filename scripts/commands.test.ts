/** The commands as a person runs them. Each start takes about a second, so there are few. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
    [
      'train',
      ['--save', 'no/where'],
      'train: cannot write no/where: its folder must be there and be writable\n',
    ],
    ['train', ['again'], 'train: does not take again\n'],
    [
      'train',
      ['--surrogate', 'nowhere'],
      'train: cannot read nowhere: give a file of an ensemble (safetensors)\n',
    ],
    [
      'rate',
      ['package.json'],
      'rate: package.json: The file is not in the safetensors format, or is cut short.\n',
    ],
    [
      'rate',
      ['x.safetensors', '--attack', 'pgd colour=1'],
      'rate: --attack cannot be pgd colour=1: pgd does not take colour, but objective, norm, steps, stride, momentum, restarts, seed\n',
    ],
    [
      'rate',
      ['public/ensembles/plain.safetensors', '--attack', 'pgd objective=member3'],
      'rate: --attack must be on member0 to member2, not member3\n',
    ],
    [
      'rate',
      ['x.safetensors', '--epsilon', '0.06,4'],
      'rate: --epsilon must be from 0 to 0.3 in the norm inf, not 4\n',
    ],
    ['sweep', [], 'sweep: needs --out FILE.jsonl, where the lines go\n'],
    [
      'sweep',
      ['--shard', '9/8', '--out', 'x.jsonl'],
      'sweep: --shard must be I/K with I from 1 to K, as 2/8, not 9/8\n',
    ],
    [
      'sweep',
      ['--ways', 'package.json', '--out', 'x.jsonl'],
      'sweep: --ways package.json, line 1: there is no way {, only none, cosine, gal, gdr, gdr-spread, norm, joint-slope, adversarial-member, adversarial-ensemble\n',
    ],
    [
      'sweep',
      ['check', 'package.json'],
      'sweep: package.json, line 1: it is not JSON, or is cut short\n',
    ],
    ['sweep', ['report'], 'sweep: report needs FILE.jsonl, one or more\n'],
    ['verify', ['nowhere.json'], 'verify: cannot read nowhere.json\n'],
    ['verify', ['package.json'], 'verify: package.json: architecture must be an object\n'],
  ])('npm run %s -- %j exits with 2 and one line that says so', (script, args, line) => {
    const { status, stdout, stderr } = run(script, ...args);
    expect(stderr).toBe(line);
    expect(status).toBe(2);
    expect(stdout).toBe('');
  });
});

describe('npm run train and npm run rate', () => {
  it('agree on an ensemble that the one has saved', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'train-'));
    try {
      const file = join(folder, 'small.safetensors');
      const trained = run(
        ...([
          'train',
          '--members',
          '2',
          '--hidden',
          '8',
          '--images',
          '256',
          '--epochs',
          '1',
        ] as const),
        ...['--batch', '64', '--save', file, '--json'],
      );
      expect(trained.status).toBe(0);
      const { steps, seconds, ...rating } = jsonIn(trained.stdout);
      expect([steps, typeof seconds]).toEqual([4, 'number']);
      const rated = run('rate', file, '--surrogate', file, '--json');
      expect(rated.status).toBe(0);
      expect(jsonIn(rated.stdout)).toMatchObject({ ...rating, members: 2, hidden: [8] });
      // Made on itself.
      expect(jsonIn(rated.stdout).surrogate).toHaveProperty('robust');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** The last line. */
function jsonIn(stdout: string): Record<string, unknown> {
  return JSON.parse(stdout.trim().split('\n').at(-1)!);
}

describe('npm run verify', () => {
  it('prints a line for each quantity, and exits with 0 when all agree', () => {
    const { status, stdout, stderr } = run('verify', 'tests/fixtures/engine-k2-mlp32.json');
    expect(stderr).toBe('');
    const lines = stdout.trim().split('\n');
    expect(lines[0]).toMatch(
      /^tests\/fixtures\/engine-k2-mlp32\.json on wasm \(.* processor threads?\)$/,
    );
    expect(lines.filter((line) => line.endsWith(' ok')).length).toBeGreaterThan(10);
    const listed = lines.filter((line) => line.startsWith('attack pgd: '));
    expect(listed.length).toBeGreaterThan(1);
    expect(lines.at(-1)).toMatch(/^\d+ passed, 0 failed$/);
    expect(status).toBe(0);
  });

  it('exits with 1 where a file holds an attack that is not compared', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'verify-'));
    try {
      const text = await readFile(`${ROOT}tests/fixtures/engine-k2-mlp32.json`, 'utf8');
      const file = JSON.parse(text) as { attacks: Record<string, unknown> };
      const path = join(folder, 'more.json');
      const attacks = { ...file.attacks, charm: file.attacks.fgs };
      await writeFile(path, JSON.stringify({ ...file, attacks }));
      const { status, stdout } = run('verify', path);
      expect(stdout).toContain('not checked: attacks.charm');
      expect(stdout).toMatch(/^\d+ passed, 0 failed$/m);
      expect(status).toBe(1);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says of a convolutional network that it cannot yet, and compares what stands beside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'verify-'));
    try {
      const path = join(folder, 'cnn.json');
      await writeFile(path, JSON.stringify({ edition: 2, architecture: { kind: 'cnn' } }));
      const alone = run('verify', path);
      expect(alone.stderr).toBe(`verify: ${path}: cannot verify convolutional networks yet\n`);
      expect(alone.status).toBe(2);
      const both = run('verify', path, 'tests/fixtures/gdr.json');
      expect(both.stdout.trim().split('\n').at(-1)).toBe(
        `${path}: cannot verify convolutional networks yet: nothing of it was checked`,
      );
      expect(both.status).toBe(0);
    } finally {
      await rm(folder, { recursive: true });
    }
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
