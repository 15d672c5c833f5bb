/** Arrows point one way (docs/architecture.md): who may import whom, who may know the DOM, and what is where. */
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { circles, folderOf, SOURCES, type Source, sourceAt } from './source-files';

/** Plain TypeScript of the core comes to the page too; that it is plain, a test below sees to. */
const PLAIN = ['sweep', 'training', 'attacks', 'ensemble', 'geometry', 'data'];
const CORE = [...PLAIN, 'ops', 'measures', 'reference'];
const PAGE = ['main', 'article', 'figures', 'components', 'share'];
const ENGINE = ['engine', 'engine/page', 'engine/worker'];

/** What each folder may import: folders, or single files. Types count. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  main: ['article', 'share'],
  article: ['figures', 'components', 'share'],
  figures: ['components', 'share', 'engine', 'engine/page', ...PLAIN],
  components: ['share', ...PLAIN],
  share: PLAIN,
  // It starts the worker, and knows its type.
  'engine/page': ['engine', 'src/engine/worker/worker.ts', 'measures', ...PLAIN],
  'engine/worker': ['engine', 'measures', 'ops', ...PLAIN],
  // The protocol between the two: types of what is asked for and given.
  engine: ['measures', ...PLAIN],
  reference: ['measures', 'ops', ...PLAIN],
  // Of measures the types: what a line of a sweep holds.
  sweep: ['measures', 'training', 'attacks', 'geometry', 'data'],
  training: ['attacks', 'ensemble', 'ops', 'geometry', 'data'],
  measures: ['attacks', 'ensemble', 'ops', 'geometry', 'data'],
  attacks: ['ensemble', 'ops', 'geometry', 'data'],
  ensemble: ['ops', 'geometry', 'data'],
  ops: ['geometry'],
  geometry: [],
  data: [],
  build: [],
  // What figures there are, and how high their frames: the page is measured against both. The words
  // of an evaluation card, which the command line prints too.
  scripts: [
    'build',
    'engine',
    'engine/page',
    'engine/worker',
    'src/figures/registry.ts',
    'src/figures/frame/embedding.ts',
    'src/figures/evaluation-card/card-words.ts',
    ...CORE,
  ],
  bench: ['scripts', 'engine', 'engine/worker', ...CORE],
  configuration: ['build', 'scripts'],
};

/** An operation's makers, one folder for each kind of device. */
const MAKERS = ['src/ops/composed', 'src/ops/webgpu', 'src/ops/wasm'];

const inFolders = (...folders: string[]) =>
  SOURCES.filter(({ folder }) => folders.includes(folder));

/** A file of ours, style sheets and data included. */
const isFile = (name: string) => /^(src|bench|scripts|build|tests)\//.test(name);
const isTensorFlow = (name: string) => name.startsWith('@tensorflow/');

/** Every import of these files that the rule forbids, as "file: import". */
const offences = (sources: readonly Source[], forbidden: (name: string, from: Source) => boolean) =>
  sources.flatMap((source) =>
    source.imports
      .filter((name) => forbidden(name, source))
      .map((name) => `${source.path}: ${name}`),
  );

describe('the layout', () => {
  it('is there to be looked at', () => {
    for (const folder of Object.keys(MAY_IMPORT)) {
      expect(inFolders(folder).length, folder).toBeGreaterThan(0);
    }
    for (const { path, folder } of SOURCES) expect(MAY_IMPORT, path).toHaveProperty([folder]);
    const trainer = sourceAt('src/training/trainer.ts')!;
    expect(trainer.imports).toContain('src/data/training-data.ts');
    expect(trainer.loads).toContain('@tensorflow/tfjs-core');
    expect(trainer.loads).not.toContain('src/data/random.ts');
  });

  it('has arrows between folders that never lead back', () => {
    const folders = new Map(
      Object.entries(MAY_IMPORT).map(([folder, known]) => [
        folder,
        known.map((name) => (name.endsWith('.ts') ? folderOf(name) : name)),
      ]),
    );
    expect(circles(folders)).toEqual([]);
  });

  it.each(Object.entries(MAY_IMPORT))('lets %s import %j, and itself', (folder, known) => {
    const foreign = (name: string) => {
      const other = folderOf(name);
      return isFile(name) && other !== folder && !known.includes(other) && !known.includes(name);
    };
    expect(offences(inFolders(folder), foreign)).toEqual([]);
  });

  it('has no product code that needs a test, or what only tests use', () => {
    const ofTests = (name: string) => /^tests\/|\.test\.tsx?$|(^|\/)test-[\w-]+\.ts$/.test(name);
    expect(offences(SOURCES, ofTests)).toEqual([]);
  });

  it('has no files that import each other in a circle, for types or for values', () => {
    expect(circles(new Map(SOURCES.map(({ path, imports }) => [path, imports])))).toEqual([]);
  });

  it('has one file of a name in src/, an operation’s makers apart', () => {
    const named = new Map<string, string[]>();
    for (const { path } of SOURCES) {
      if (!path.startsWith('src/')) continue;
      const name = posix.basename(path).replace(/\.\w+$/, '');
      named.set(name, [...(named.get(name) ?? []), path]);
    }
    const makers = (paths: string[]) =>
      paths.every((path) => MAKERS.includes(posix.dirname(path))) &&
      new Set(paths.map(posix.dirname)).size === paths.length;
    const doubled = [...named.values()].filter((paths) => paths.length > 1 && !makers(paths));
    expect(doubled).toEqual([]);
  });

  it.each([
    ['PGD on a plain network', 'src/attacks/plain-pgd.ts', 'function pgd('],
    ['the WGSL of the softmax head', 'src/ops/webgpu/softmax-head.ts', 'let margin = highest'],
    ['what the worker does when a run begins', 'src/engine/worker/run.ts', 'class Run {'],
    ['accuracy', 'src/measures/accuracy.ts', 'function accuracy('],
  ])('has %s where one guesses it, in %s', (_, path, code) => {
    expect(sourceAt(path)?.code).toContain(code);
    expect(SOURCES.filter((source) => source.code.includes(code))).toHaveLength(1);
  });
});

describe('what runs on a device', () => {
  it('is chosen in one file: no other asks what the backend is', () => {
    const guilty = SOURCES.filter(
      ({ path, code }) => path.startsWith('src/') && /\bgetBackend\b/.test(code),
    );
    expect(guilty.map(({ path }) => path)).toEqual(['src/ops/operations.ts']);
  });

  it.each([
    ['composed', /^src\/ops\/(webgpu|wasm|operations)/],
    ['webgpu', /^src\/ops\/(wasm|operations)/],
    ['wasm', /^src\/ops\/(webgpu|operations)/],
  ])('knows in %s/ no other maker, but for the ordinary operations', (maker, others) => {
    const makers = SOURCES.filter(({ path }) => path.startsWith(`src/ops/${maker}/`));
    expect(makers.length).toBeGreaterThan(0);
    expect(offences(makers, (name) => others.test(name))).toEqual([]);
  });

  it('is a matter of ops/, the steppers, the climbers and what starts the backend', () => {
    const concerned =
      /^src\/(ops\/|training\/steppers\/|attacks\/climbers\/|engine\/worker\/backend\.ts$)/;
    const others = SOURCES.filter(({ path }) => path.startsWith('src/') && !concerned.test(path));
    expect(offences(others, (name) => /^src\/ops\/(webgpu|wasm)\//.test(name))).toEqual([]);
  });
});

describe('the page and the core', () => {
  it('do not share React: only the page has it', () => {
    const react = /^react($|[-/])/;
    expect(offences(inFolders(...CORE, ...ENGINE), (name) => react.test(name))).toEqual([]);
  });

  it('do not share the DOM: neither the core nor the engine’s worker knows it', () => {
    const dom =
      /\b(document|window|localStorage)\s*[.[?]|\btypeof (document|window)\b|\bHTML\w*Element\b/;
    const guilty = inFolders(...CORE, 'engine', 'engine/worker').filter(({ code }) =>
      dom.test(code),
    );
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  it('let geometry stand alone: pure mathematics, without any package', () => {
    expect(offences(inFolders('geometry'), (name) => !isFile(name))).toEqual([]);
  });

  it('let the table of shareable settings have React and its store, and no other package', () => {
    const packages = /^react$|^zustand($|\/)/;
    const foreign = (name: string) => !isFile(name) && !packages.test(name);
    expect(offences(inFolders('share'), foreign)).toEqual([]);
  });

  it('let the page know of the engine its protocol, its session and what that hands out only', () => {
    const handedOut = ['session', 'records', 'latest-only', 'engine-unavailable'];
    const known = ['protocol', ...handedOut.map((name) => `page/${name}`)].map(
      (name) => `src/engine/${name}.ts`,
    );
    const foreign = (name: string) => name.startsWith('src/engine/') && !known.includes(name);
    expect(offences(inFolders(...PAGE), foreign)).toEqual([]);
  });

  it('keep TensorFlow.js off the page, by a detour too', () => {
    expect(offences(inFolders(...PAGE, 'engine', 'engine/page'), isTensorFlow)).toEqual([]);
    // Everything that the page loads, and what that loads.
    const seen = new Set<string>();
    const visit = (name: string) => {
      if (seen.has(name)) return;
      seen.add(name);
      for (const next of sourceAt(name)?.loads ?? []) visit(next);
    };
    visit('src/main.tsx');
    expect(seen).toContain('src/article/bring-to-life.tsx');
    expect(seen).toContain('src/engine/page/session.ts');
    expect([...seen].filter(isTensorFlow)).toEqual([]);
  });

  it('have no size of an image and no number of pixels wired in', () => {
    const guilty = SOURCES.filter(
      ({ path, code }) => path.startsWith('src/') && !path.endsWith('.mdx') && /\b784\b/.test(code),
    );
    expect(guilty.map(({ path }) => path)).toEqual([]);
  });

  it('learn of the data set from data/: its sizes, its classes, and between which bounds a value lies', () => {
    const known = {
      'the side of an image': /\b28\b/,
      'the number of its classes': /\bclass(Count|es)\b\W{1,3}10\b/,
      'the bounds of a pixel, to cut values with':
        /\bmin\(1(\.0)?, *(Math\.)?max\(0(\.0)?, *\w*(pixel|image|moved|value)|clipByValue\([^;]*, 0, 1\)|clamp\([^;]*, 0\.0, 1\.0\)/i,
      'the bounds of a pixel': /\blow: 0, high: 1\b/,
      'the largest byte of a pixel': /\b255\b/,
    };
    const core = [...CORE, 'engine', 'engine/worker', 'engine/page'].filter(
      (one) => one !== 'data',
    );
    const guilty = inFolders(...core).flatMap(({ path, code }) =>
      Object.entries(known)
        .filter(([, pattern]) => pattern.test(code))
        .map(([what]) => `${path}: ${what}`),
    );
    expect(guilty).toEqual([]);
    // They are there to be found.
    const inData = inFolders('data').map(({ code }) => code);
    expect(inData.some((code) => known['the bounds of a pixel'].test(code))).toBe(true);
    expect(inData.some((code) => known['the largest byte of a pixel'].test(code))).toBe(true);
  });
});
