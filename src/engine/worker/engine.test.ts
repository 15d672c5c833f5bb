import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../../tests/backend';
import {
  CLASSES,
  IMAGE_SIZE,
  PatternSource,
  patternSpread,
  SETTINGS,
  SIDE,
} from '../../../tests/patterns';
import { RECIPES } from '../../attacks/attack-recipe';
import { nodeSource } from '../../data/node-source';
import { encodeEnsemble } from '../../ensemble/ensemble-file';
import type { Evaluation } from '../../measures/evaluation';
import { formatSweepLine, parseSweepLine } from '../../sweep/sweep-line';
import { DEFAULT_PLANE_SETTINGS } from '../../training/plane-settings';
import type { Snapshot } from '../../training/snapshot';
import { LIVE, type RunStatus } from '../protocol';
import { Engine } from './engine';

const events = {
  status: vi.fn<(run: string, status: RunStatus) => void>(),
  sample: vi.fn(),
  keep: vi.fn<(run: string, snapshot: Snapshot) => void>(),
  ended: vi.fn<(run: string, snapshot: Snapshot, evaluation: Evaluation) => void>(),
  data: vi.fn<(loaded: number, wanted: number) => void>(),
  trying: vi.fn(),
  adapter: vi.fn(),
  deviceFailed: vi.fn(),
  playgroundStatus: vi.fn(),
  playgroundState: vi.fn(),
};

let engine: Engine;
let source: PatternSource;

beforeEach(async () => {
  await selectBackend('cpu');
  source = new PatternSource();
  engine = new Engine(source, events);
});

afterEach(() => {
  engine.closeRun();
  vi.clearAllMocks();
});

const reached = (phase: RunStatus['phase']) =>
  vi.waitFor(() => expect(events.status.mock.lastCall?.[1].phase).toBe(phase));

async function trained(): Promise<{ snapshot: Snapshot; evaluation: Evaluation }> {
  engine.beginRun('run', SETTINGS);
  engine.play();
  await reached('ended');
  const [, snapshot, evaluation] = events.ended.mock.lastCall!;
  return { snapshot, evaluation };
}

const ATTACK = {
  ensemble: 'mine',
  image: 0,
  attacker: 'ensemble',
  recipe: RECIPES.fgs,
  epsilon: 0.1,
} as const;

const asEnsemble = ({ initial, parameters }: Snapshot) => ({
  members: initial.members,
  hidden: initial.hidden,
  parameters,
});

describe('the engine', () => {
  it('says what the data set holds, with its held-out images', async () => {
    const { heldOutLabels, heldOutPixels, pixelSpread, ...rest } = await engine.openData();
    expect(rest).toEqual({
      name: 'patterns',
      imageShape: [SIDE, SIDE, 1],
      classes: CLASSES,
      trainCount: 300,
    });
    expect(heldOutLabels).toHaveLength(60);
    expect(heldOutPixels).toHaveLength(60 * IMAGE_SIZE);
    expect(pixelSpread).toEqual(await patternSpread());
  });

  it('can open its data after a failure', async () => {
    source.missing.add('test-0.bin');
    await expect(engine.openData()).rejects.toThrow(/test-0\.bin was not found/);
    source.missing.clear();
    expect((await engine.openData()).trainCount).toBe(300);
  });

  it('takes no ensemble whose values are not those of its shape, and keeps the one it has', async () => {
    await engine.openData();
    const { snapshot } = await trained();
    const sound = asEnsemble(snapshot);
    engine.putEnsemble('own', sound);
    const tensors = tensorCount();
    const { parameters } = sound;
    for (const bad of [
      [],
      parameters.slice(1),
      parameters.slice(0, -1),
      [...parameters, parameters[0]!],
      [...parameters.slice(0, -1), new Float32Array(3)],
    ]) {
      expect(() => engine.putEnsemble('own', { ...sound, parameters: bad })).toThrow(RangeError);
    }
    expect(tensorCount()).toBe(tensors);
    expect((await engine.evaluate('own')).attacked).toBeGreaterThan(0);
  });

  it('asks for what must come first', async () => {
    expect(() => engine.beginRun('run', SETTINGS)).toThrow('The data set is not open yet.');
    await engine.openData();
    expect(() => engine.play()).toThrow('No run has begun.');
    await expect(engine.attack({ ...ATTACK, ensemble: 'none' })).rejects.toThrow(
      'There is no ensemble none in the engine.',
    );
    expect(() => engine.beginRun('run', { ...SETTINGS, members: 1 })).toThrow(RangeError);
  });

  it('trains, and tells how many of the images have arrived', async () => {
    await engine.openData();
    const { snapshot, evaluation } = await trained();
    expect(snapshot.step).toBe(30);
    expect(evaluation.attacked).toBeGreaterThan(0);
    expect(events.data.mock.calls[0]).toEqual([0, 300]);
    expect(events.data.mock.lastCall).toEqual([300, 300]);
  });

  it('fetches no more images than the run trains on', async () => {
    await engine.openData();
    const open = vi.spyOn(source, 'open');
    engine.beginRun('run', { ...SETTINGS, images: 100 });
    engine.play();
    await reached('ended');
    expect(open.mock.calls.map(([{ file }]) => file)).toEqual(['train-0.bin']);
  });

  it('gives a run up for another, and not for one that cannot begin', async () => {
    await engine.openData();
    engine.beginRun('first', { ...SETTINGS, epochs: 100 });
    engine.play();
    await vi.waitFor(() => expect(events.sample).toHaveBeenCalled());
    expect(() => engine.beginRun('refused', { ...SETTINGS, batch: 500 })).toThrow(RangeError);
    events.sample.mockClear();
    await vi.waitFor(() => expect(events.sample).toHaveBeenCalled());
    engine.beginRun('second', SETTINGS);
    vi.clearAllMocks();
    engine.play();
    await reached('ended');
    const heard = [...events.status.mock.calls, ...events.sample.mock.calls];
    expect(new Set(heard.map(([run]) => run))).toEqual(new Set(['second']));
  });

  it('goes on with the downloads that the next run needs too', async () => {
    await engine.openData();
    const open = vi.spyOn(source, 'open');
    for (const lambda of [1, 2, 3]) {
      engine.beginRun('run', { ...SETTINGS, lambda });
      engine.play();
    }
    await reached('ended');
    expect(open.mock.calls.map(([{ file }]) => file).sort()).toEqual([
      'train-0.bin',
      'train-1.bin',
      'train-2.bin',
    ]);
  });

  it('shows a failed download in the step that misses it, and fetches it again on resuming', async () => {
    await engine.openData();
    source.missing.add('train-2.bin');
    engine.beginRun('run', SETTINGS);
    engine.play();
    await reached('failed');
    expect(events.status.mock.lastCall![1]).toMatchObject({
      step: 10,
      message: expect.stringContaining('train-2.bin was not found'),
    });
    source.missing.clear();
    engine.play();
    await reached('ended');
    expect(events.data.mock.lastCall).toEqual([300, 300]);
  });

  it('waits for a download that stalls, and leaves it without a word when the run is closed', async () => {
    await engine.openData();
    const cancel = vi.fn();
    const stall = vi.spyOn(source, 'open').mockImplementation(async () => {
      const bytes = new ReadableStream<Uint8Array>({ cancel });
      return { bytes, cached: false, settle: async () => {} };
    });
    const unheard = vi.fn();
    process.on('unhandledRejection', unheard);
    engine.beginRun('run', SETTINGS);
    engine.play();
    await reached('waiting');
    engine.closeRun();
    await vi.waitFor(() => expect(cancel).toHaveBeenCalledTimes(stall.mock.calls.length));
    stall.mockRestore();
    engine.beginRun('next', SETTINGS);
    engine.play();
    await reached('ended');
    process.off('unhandledRejection', unheard);
    expect(unheard).not.toHaveBeenCalled();
    const phases = events.status.mock.calls.map(([run, { phase }]) => `${run} ${phase}`);
    expect(phases).not.toContain('run failed');
  });

  it('rates and attacks a trained ensemble, live or stored, alike', async () => {
    await engine.openData();
    const { snapshot, evaluation } = await trained();
    engine.putEnsemble('mine', asEnsemble(snapshot));
    expect(await engine.evaluate('mine')).toEqual(evaluation);
    const request = { ...ATTACK, image: 5 };
    const live = await engine.attack({ ...request, ensemble: LIVE });
    expect(live?.label).toBe(5 % CLASSES.length);
    expect(await engine.attack({ ...request, ensemble: 'mine' })).toEqual(live);
    engine.dropEnsemble('mine');
    await expect(engine.attack({ ...request, ensemble: 'mine' })).rejects.toThrow('no ensemble');
  });

  it('makes a picked attack on one member or on all, and searches the smallest ε of it', async () => {
    await engine.openData();
    const { snapshot } = await trained();
    engine.putEnsemble('mine', asEnsemble(snapshot));
    const recipe = { ...RECIPES.pgd, steps: 3 };
    const all = (await engine.attack({ ...ATTACK, recipe }))!;
    const one = (await engine.attack({ ...ATTACK, recipe, attacker: 1 }))!;
    expect([all, one].map(({ predictions }) => predictions.length)).toEqual([4, 4]);
    expect(one.path).not.toEqual(all.path);
    const smallest = await engine.smallestEpsilons({ ...ATTACK, recipe }, () => true);
    for (const [meaning, found] of Object.entries(smallest!)) {
      if (!found) continue;
      const again = (await engine.attack({ ...ATTACK, recipe, epsilon: found.epsilon }))!;
      expect(again.path.slice(-IMAGE_SIZE), meaning).toEqual(found.image);
    }
    expect(smallest).toMatchObject({ ensemble: { epsilon: expect.any(Number) } });
  });

  it('trains an ensemble aside as a run would, and leaves the run alone', async () => {
    await engine.openData();
    const { evaluation } = await trained();
    engine.beginRun('paused', { ...SETTINGS, seed: 9 });
    vi.clearAllMocks();
    const told = vi.fn((_done: number, _total: number) => true);
    expect(await engine.trainAside('again', SETTINGS, told)).toBe(true);
    expect(told.mock.calls[0]).toEqual([0, 30]);
    expect(await engine.evaluate('again')).toEqual(evaluation);
    for (const event of [events.status, events.sample, events.keep, events.ended]) {
      expect(event).not.toHaveBeenCalled();
    }
  });

  it('trains and rates for a sweep, with surrogates, as a line that a file can hold', async () => {
    await engine.openData();
    const before = engine.liveTensors();
    const told: [string, number][] = [];
    const onProgress = (what: string, share: number) => {
      told.push([what, share]);
      return true;
    };
    const settings = { ...SETTINGS, members: 2 };
    const line = await engine.trainForSweep(settings, '0.1.0', onProgress);
    expect(parseSweepLine(formatSweepLine(line!))).toMatchObject({ way: 'gdr', settings });
    expect(line!.rating.images.attacked).toBe(60);
    const shares = told.map(([, share]) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(told.map(([what]) => what)).toContain('training a plain surrogate');
    // The plain surrogate is kept: it is that of the next one too.
    const surrogate = engine.liveTensors() - before;
    told.length = 0;
    expect(
      await engine.trainForSweep({ ...settings, lambda: 9 }, '0.1.0', onProgress),
    ).toBeTruthy();
    expect(told.map(([what]) => what)).not.toContain('training a plain surrogate');
    expect(
      await engine.trainForSweep(settings, '0.1.0', (what) => what !== 'agree, ε = 0.06'),
    ).toBe(null);
    expect(engine.liveTensors() - before).toBe(surrogate);
    const both = { ...settings, adversarial: 'member' } as const;
    await expect(engine.trainForSweep(both, '0.1.0', () => true)).rejects.toThrow(RangeError);
  });

  it('gives up what it trains aside when that is called off, and leaves nothing behind', async () => {
    await engine.openData();
    await trained();
    const before = engine.liveTensors();
    expect(await engine.trainAside('again', SETTINGS, () => false)).toBe(false);
    await expect(engine.evaluate('again')).rejects.toThrow('no ensemble again');
    await expect(
      engine.trainAside('again', { ...SETTINGS, batch: 500 }, () => true),
    ).rejects.toThrow(RangeError);
    expect(engine.liveTensors()).toBe(before);
  });

  it('gives an attack of several starts up when it is called off, and answers the next', async () => {
    await engine.openData();
    const { snapshot } = await trained();
    engine.putEnsemble('mine', asEnsemble(snapshot));
    const before = engine.liveTensors();
    const many = { ...ATTACK, recipe: { ...RECIPES.pgd, restarts: 20 }, epsilon: 0.01 };
    const told = vi.fn((done: number) => done < 2);
    expect(await engine.attack(many, told)).toBeNull();
    expect(told.mock.calls).toEqual([
      [0, 20],
      [1, 20],
      [2, 20],
    ]);
    expect(await engine.smallestEpsilons(many, () => false)).toBeNull();
    expect((await engine.attack(ATTACK))?.predictions).toHaveLength(2);
    expect(engine.liveTensors()).toBe(before);
  });

  it('attacks a run as it stood when it was asked, though it is given up meanwhile', async () => {
    await engine.openData();
    engine.beginRun('run', SETTINGS);
    await engine.stepOnce();
    const request = {
      ...ATTACK,
      ensemble: LIVE,
      recipe: { ...RECIPES.pgd, restarts: 3 },
      epsilon: 0.01,
    };
    const before = await engine.attack(request, () => true);
    const during = engine.attack(request, async (done) => {
      if (done === 1) await engine.stepOnce();
      if (done === 2) engine.closeRun();
      return true;
    });
    expect(await during).toEqual(before);
  });

  it('measures an ensemble on the held-out images, as far as it is wanted', async () => {
    await engine.openData();
    const { snapshot, evaluation } = await trained();
    engine.putEnsemble('mine', asEnsemble(snapshot));
    const request = { ensemble: 'mine', epsilon: 0.06, how: RECIPES.fgs } as const;
    const told = vi.fn(() => true);
    const transfer = await engine.measure({ ...request, measure: 'transfer' }, told);
    expect(told.mock.calls).toEqual([0, 1, 2, 3].map((row) => [row / 4, 1]));
    const right = evaluation.memberAccuracy.map((share) => Math.round(share * 60));
    expect(transfer!.right.slice(0, 3).map((row, i) => row[i])).toEqual(right);
    const whole = { ...request, attacker: 'ensemble' } as const;
    const detection = await engine.measure({ ...whole, measure: 'detection' }, told);
    expect(detection!.fooled.count).toBe(transfer!.fooled[3]![3]);
    const signs = await engine.measure(
      { ensemble: 'mine', epsilon: 0.06, measure: 'signs', step: 'one' },
      told,
    );
    const first = await engine.measure({ ...whole, measure: 'success', images: 20 }, told);
    expect(first!.images).toBe(20);
    // Attacked with itself for a surrogate.
    engine.putEnsemble('surrogate', asEnsemble(snapshot));
    const { surrogate, everything, surrogates } = (await engine.measure(
      { ...request, measure: 'attackers' },
      told,
      ['surrogate', 'mine'],
    ))!;
    expect(surrogates).toBe(2);
    // The same attack as everything makes is one of theirs.
    expect(surrogate.attackable).toBe(everything.attackable);
    expect(surrogate.voteRight).toBeLessThanOrEqual(everything.voteRight);
    await expect(
      engine.measure({ ...request, measure: 'attackers' }, told, ['nobody']),
    ).rejects.toThrow('There is no ensemble nobody');
    expect(signs!.images).toBe(evaluation.attacked * (1 - evaluation.leftOut));
    const map = await engine.measure({ ensemble: 'mine', measure: 'gradientMap' }, told);
    expect(map!.images).toBe(signs!.images);
    expect(map!.metrics.spread.gdr[0]).toBeCloseTo(evaluation.measures!.gdrSpread, 5);
    expect(await engine.measure({ ...request, measure: 'transfer' }, () => false)).toBeNull();
    const gradients = await engine.gradients('mine', 5);
    expect(gradients.map(({ length }) => length)).toEqual([IMAGE_SIZE, IMAGE_SIZE, IMAGE_SIZE]);
    await expect(
      engine.measure({ ...request, measure: 'transfer', ensemble: 'none' }, told),
    ).rejects.toThrow('no ensemble');
  });

  it('fills in the evaluation card of an ensemble, and of one that is made to mask its gradients', async () => {
    await selectBackend('wasm');
    await engine.openData();
    const { snapshot } = await trained();
    engine.putEnsemble('mine', asEnsemble(snapshot));
    const request = { measure: 'card', ensemble: 'mine', epsilon: 0.06, images: 6 } as const;
    const before = tensorCount();
    const told = vi.fn(() => true);
    const own = (await engine.measure(request, told))!;
    expect(own).toMatchObject({ images: 6, surrogate: null });
    expect(own.gradients.none).toBe(0);
    expect(told.mock.calls[0]).toEqual([0, 1]);
    // Without the training images there is nothing to fit its readout on.
    source.missing.add('train-0.bin');
    const fresh = new Engine(source, events);
    await fresh.openData();
    fresh.putEnsemble('mine', asEnsemble(snapshot));
    await expect(fresh.measure({ ...request, masked: true }, told)).rejects.toThrow(/train-0\.bin/);
    fresh.dropEnsemble('mine');
    const masked = (await engine.measure({ ...request, masked: true }, told))!;
    expect(masked.gradients.none).toBeGreaterThan(0.5);
    expect(masked.verdicts.vanishing).toBe(false);
    expect(await engine.measure({ ...request, masked: true }, () => false)).toBeNull();
    expect(tensorCount()).toBe(before);
  });

  it('reads an ensemble from its file', async () => {
    await engine.openData();
    const { snapshot } = await trained();
    const file = { ...asEnsemble(snapshot), metadata: { name: 'mine' } };
    const widths = [IMAGE_SIZE, ...SETTINGS.hidden, CLASSES.length];
    expect(engine.readEnsemble(encodeEnsemble(file, widths))).toEqual(file);
  });

  it('reads no ensemble of another data set, and says which one it is of', async () => {
    await engine.openData();
    const hidden = [8];
    const widths = [2, ...hidden, 2];
    const parameters = [16, 8, 16, 2].map((size) => new Float32Array(2 * size));
    const file = (data?: string) => {
      const training = JSON.stringify({ settings: { ...SETTINGS, data } });
      return encodeEnsemble({ members: 2, hidden, parameters, metadata: { training } }, widths);
    };
    expect(() => engine.readEnsemble(file('moons,200,0.1,1'))).toThrow(
      'This page cannot use the ensemble: it was trained on moons,200,0.1,1, and here the data are fashion-mnist.',
    );
    // Of before there was another: it is read on, as far as its shape allows.
    expect(() => engine.readEnsemble(file())).toThrow(/layer0\.weight/);
  });

  it('reads no ensemble of more members than it trains', async () => {
    await engine.openData();
    const hidden = [8];
    const widths = [IMAGE_SIZE, ...hidden, CLASSES.length];
    const sizes = [IMAGE_SIZE * 8, 8, 8 * CLASSES.length, CLASSES.length];
    const parameters = sizes.map((size) => new Float32Array(6 * size));
    const six = encodeEnsemble({ members: 6, hidden, parameters, metadata: {} }, widths);
    expect(() => engine.readEnsemble(six)).toThrow(/members must be a whole number from 2 to 5/);
  });

  it('trains on points of the plane beside a run of the Lab, before its data are there', async () => {
    const data = {
      ...{ id: 'four', classCount: 2, labels: Uint8Array.of(0, 1, 1, 0) },
      points: Float32Array.of(-0.5, -0.5, -0.5, 0.5, 0.5, -0.5, 0.5, 0.5),
    };
    const request = { layer: 'probability', intervals: 2, epsilon: 0.1 } as const;
    expect(() => engine.playgroundPlay()).toThrow('No run on the plane has begun.');
    engine.playgroundBegin('first', DEFAULT_PLANE_SETTINGS, data);
    engine.playgroundBegin('plane', { ...DEFAULT_PLANE_SETTINGS, steps: 20 }, data);
    expect(() =>
      engine.playgroundBegin('none', DEFAULT_PLANE_SETTINGS, { ...data, classCount: 1 }),
    ).toThrow(RangeError);
    engine.playgroundPlay();
    await engine.openData();
    const [{ evaluation }] = await Promise.all([
      trained(),
      vi.waitFor(() => {
        expect(events.playgroundStatus.mock.lastCall).toMatchObject(['plane', { phase: 'ended' }]);
      }),
    ]);
    expect(evaluation.ensembleAccuracy).toBeGreaterThan(0);
    expect(events.playgroundState.mock.lastCall).toMatchObject(['plane', { step: 20 }]);
    expect((await engine.playgroundField(request)).step).toBe(20);
    engine.playgroundClose();
    await expect(engine.playgroundField(request)).rejects.toThrow('No run on the plane');
  });

  it('leaves nothing on the device when run and ensembles are closed', async () => {
    await engine.openData();
    const before = tensorCount();
    const { snapshot } = await trained();
    engine.putEnsemble('a', asEnsemble(snapshot));
    engine.putEnsemble('a', asEnsemble(snapshot));
    await engine.evaluate('a');
    engine.dropEnsemble('a');
    engine.beginRun('run', snapshot);
    engine.closeRun();
    await vi.waitFor(() => expect(engine.liveTensors()).toBe(before));
  });

  it('leaves nothing on the device when it is closed in the middle of a run', async () => {
    await engine.openData();
    const before = tensorCount();
    engine.beginRun('run', { ...SETTINGS, epochs: 100 });
    engine.play();
    await vi.waitFor(() => expect(events.sample).toHaveBeenCalled());
    engine.closeRun();
    await vi.waitFor(() => expect(engine.liveTensors()).toBe(before));
    expect(events.ended).not.toHaveBeenCalled();
  });
});

describe('on FashionMNIST', () => {
  const folder = (name: string) =>
    fileURLToPath(new URL(`../../../public/${name}`, import.meta.url));
  const fashionMnist = async () => {
    const opened = new Engine(nodeSource(folder('data/fashion-mnist')), events);
    await opened.openData();
    return opened;
  };
  const names = readdirSync(folder('ensembles')).filter((name) => name.endsWith('.safetensors'));

  it('there are ensembles to begin with', () => {
    expect(names.length).toBeGreaterThanOrEqual(2);
  });

  it.each(names)('%s is as good as it says of itself', async (name) => {
    const bytes = new Uint8Array(readFileSync(folder(`ensembles/${name}`)));
    const accuracies: number[] = [];
    // Of the surrogates that come in all ways one backend is enough: the plain one stands for them on the other.
    for (const backend of name.startsWith('surrogate-') ? ['wasm' as const] : NODE_BACKENDS) {
      await selectBackend(backend);
      const opened = await fashionMnist();
      const file = opened.readEnsemble(bytes);
      opened.putEnsemble(name, file);
      const { ensembleAccuracy, gdr } = await opened.evaluate(name);
      opened.dropEnsemble(name);
      expect(ensembleAccuracy).toBeGreaterThan(0.8);
      expect(gdr).toBeGreaterThan(0);
      accuracies.push(ensembleAccuracy);
    }
    expect(accuracies[0]).toBe(accuracies.at(-1));
  });
});
