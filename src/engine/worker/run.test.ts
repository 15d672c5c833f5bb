/** Training as the page drives it, in Node: no page is needed for any of it. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { selectBackend, tensorCount } from '../../../tests/backend';
import { heldOutPatterns, openPatterns, PatternSource, SETTINGS } from '../../../tests/patterns';
import { type Dataset, openDataset } from '../../data/dataset';
import { stream } from '../../data/random';
import type { LabelledImages } from '../../ensemble/batch';
import type { Evaluation } from '../../measures/evaluation';
import type { TrainingSettings } from '../../training/settings';
import type { Snapshot } from '../../training/snapshot';
import { Trainer } from '../../training/trainer';
import {
  FINAL_EPSILONS,
  type RunEvents,
  type RunPhase,
  type RunStatus,
  SAMPLE_EPSILON,
  type Sample,
  type SampleAttack,
} from '../protocol';
import { Run } from './run';

/** Asked often, and for long enough on a busy machine. */
const PATIENCE = { interval: 1 };
/** Rounds of the event loop in which a run that is going takes a step. */
const ROUNDS = 20;

/**
 * Lets a run that is going take several steps. Only for one that must not: a slow machine cannot make it take
 * any.
 */
async function timeForSteps(): Promise<void> {
  for (let k = 0; k < ROUNDS; k++) await new Promise((resolve) => setTimeout(resolve));
}

class Heard implements RunEvents {
  readonly statuses: RunStatus[] = [];
  readonly samples: Sample[] = [];
  readonly kept: Snapshot[] = [];
  end: { snapshot: Snapshot; evaluation: Evaluation } | null = null;

  status = (status: RunStatus) => void this.statuses.push(status);
  sample = (sample: Sample) => void this.samples.push(sample);
  keep = (snapshot: Snapshot) => void this.kept.push(snapshot);
  ended = (snapshot: Snapshot, evaluation: Evaluation) => {
    this.end = { snapshot, evaluation };
  };

  get last(): RunStatus {
    return this.statuses.at(-1)!;
  }

  /** The phases entered, each once in a row; on a busy machine a step may wait for images at any time. */
  get phases(): RunPhase[] {
    const all = this.statuses.map(({ phase }) => phase).filter((phase) => phase !== 'waiting');
    return all.filter((phase, k) => phase !== all[k - 1]);
  }

  reached = (phase: RunPhase) => vi.waitFor(() => expect(this.last.phase).toBe(phase), PATIENCE);
}

let dataset: Dataset;
let heldOut: LabelledImages;

beforeAll(async () => {
  await selectBackend('cpu');
  dataset = await openPatterns();
  heldOut = await heldOutPatterns(60);
});

const runs: Run[] = [];

afterEach(() => {
  for (const run of runs.splice(0)) run.dispose();
});

function begin(from: TrainingSettings | Snapshot = SETTINGS, data = dataset) {
  const heard = new Heard();
  const run = new Run(data, from, heldOut, 'cpu', heard);
  runs.push(run);
  return { run, heard };
}

/** The parameters that the settings lead to, changes and all. */
async function parametersAfter(steps: number, settings = SETTINGS) {
  const trainer = new Trainer(dataset, settings);
  while (trainer.step < steps) await trainer.advance();
  return (await trainer.snapshot().read()).parameters;
}

describe('a run', () => {
  it('measures PGD in its samples only while that is asked for', async () => {
    const heard = new Heard();
    let attack: SampleAttack = 'fgs';
    const run = new Run(dataset, SETTINGS, heldOut, 'cpu', heard, () => attack);
    runs.push(run);
    await run.stepOnce();
    attack = 'pgd';
    await run.stepOnce();
    attack = 'fgs';
    await run.stepOnce();
    expect(heard.samples.map(({ step, pgd }) => [step, pgd?.epsilon])).toEqual([
      [1, undefined],
      [2, SAMPLE_EPSILON],
      [3, undefined],
    ]);
  });

  it('plays to its end: samples on the way, a rating at last', async () => {
    const { run, heard } = begin();
    run.play();
    await heard.reached('ended');
    expect(heard.phases).toEqual(['running', 'ending', 'ended']);
    expect(heard.last).toMatchObject({ step: 30, totalSteps: 30, message: null });
    const { snapshot, evaluation } = heard.end!;
    expect(snapshot.step).toBe(30);
    expect(snapshot.parameters).toEqual(await parametersAfter(30));
    expect(evaluation.fgs.map(({ epsilon }) => epsilon)).toEqual([...FINAL_EPSILONS]);
    expect(evaluation.ensembleAccuracy).toBeGreaterThan(0.5);
    const { loss, step, ensembleAccuracy } = heard.samples.at(-1)!;
    expect(step).toBe(30);
    expect(ensembleAccuracy).toBe(evaluation.ensembleAccuracy);
    expect(loss.crossEntropy).toHaveLength(3);
    const fit = loss.crossEntropy.reduce((a, b) => a + b, 0);
    expect(loss.total).toBeCloseTo(fit + SETTINGS.lambda * loss.penalty!, 12);
    expect(heard.samples.map((s) => s.step)).toEqual(
      heard.samples.map((s) => s.step).toSorted((a, b) => a - b),
    );
  });

  it('stands still while it is paused, and then goes on to the same end', async () => {
    const { run, heard } = begin();
    run.play();
    await vi.waitFor(() => expect(run.trainer.step).toBeGreaterThan(3), PATIENCE);
    run.pause();
    expect(heard.last.phase).toBe('paused');
    // Whatever was under way has been kept by now.
    await vi.waitFor(() => expect(heard.kept.at(-1)!.step).toBe(run.trainer.step), PATIENCE);
    const { step } = run.trainer;
    expect(step).toBeLessThan(30);
    await timeForSteps();
    expect(run.trainer.step).toBe(step);
    run.play();
    await heard.reached('ended');
    expect(heard.phases).toEqual(['running', 'paused', 'running', 'ending', 'ended']);
    expect(heard.end!.snapshot.parameters).toEqual(await parametersAfter(30));
  });

  it('takes one step when asked for one, shows it and stands still', async () => {
    const { run, heard } = begin();
    await run.stepOnce();
    await run.stepOnce();
    expect(run.trainer.step).toBe(2);
    expect(heard.last.phase).toBe('paused');
    expect(heard.samples.map(({ step }) => step)).toEqual([1, 2]);
    // What a person has done by hand is kept, every time.
    expect(heard.kept.map(({ step }) => step)).toEqual([1, 2]);
  });

  it('goes on when it is resumed before the pause has taken hold', async () => {
    const { run, heard } = begin();
    run.play();
    await vi.waitFor(() => expect(run.trainer.step).toBeGreaterThan(0), PATIENCE);
    run.pause();
    run.play();
    await heard.reached('ended');
    expect(heard.end!.snapshot.parameters).toEqual(await parametersAfter(30));
  });

  it('stays paused when it is paused again before it went on', async () => {
    const { run, heard } = begin();
    run.play();
    run.pause();
    run.play();
    run.pause();
    await timeForSteps();
    expect(heard.last.phase).toBe('paused');
    // The step that was under way, and no more.
    expect(run.trainer.step).toBeLessThanOrEqual(1);
  });

  it('takes no two steps at once, however fast they are asked for', async () => {
    const { run, heard } = begin();
    await Promise.all([run.stepOnce(), run.stepOnce(), run.stepOnce()]);
    expect(run.trainer.step).toBe(3);
    const stepping = run.stepOnce();
    run.play();
    await stepping;
    await heard.reached('ended');
    expect(heard.end!.snapshot.parameters).toEqual(await parametersAfter(30));
  });

  it('ends with its last single step', async () => {
    const { run, heard } = begin({ ...SETTINGS, images: 40, epochs: 1 });
    await run.stepOnce();
    await run.stepOnce();
    expect(heard.last.phase).toBe('ended');
    expect(heard.end!.snapshot.step).toBe(2);
    await run.stepOnce();
    expect(run.trainer.step).toBe(2);
  });

  it('records what is changed on the way, and trains on with it', async () => {
    const { run, heard } = begin({ ...SETTINGS, images: 60, epochs: 1 });
    await run.stepOnce();
    run.change('lambda', 5);
    expect(heard.last.settings.lambda).toBe(5);
    expect(heard.last.changes).toEqual([{ step: 1, setting: 'lambda', value: 5 }]);
    run.play();
    await heard.reached('ended');
    const { snapshot } = heard.end!;
    expect(snapshot.changes).toEqual([{ step: 1, setting: 'lambda', value: 5 }]);
    expect(snapshot.initial.lambda).toBe(SETTINGS.lambda);
    expect(snapshot.parameters).not.toEqual(await parametersAfter(3));
    expect(() => run.change('lambda', 1000)).toThrow(RangeError);
  });

  it('takes a change into the very next step, and records of one moment only the last', async () => {
    const { run, heard } = begin({ ...SETTINGS, images: 60, epochs: 1 });
    const trained: number[] = [];
    const advance = vi.spyOn(Trainer.prototype, 'advance').mockImplementation(async function (
      this: Trainer,
    ) {
      trained.push(this.settings.lambda);
    });
    try {
      await run.stepOnce();
      for (const lambda of [5, 6, 7]) run.change('lambda', lambda);
      await run.stepOnce();
    } finally {
      advance.mockRestore();
    }
    expect(trained).toEqual([SETTINGS.lambda, 7]);
    expect(heard.last.changes).toEqual([{ step: 0, setting: 'lambda', value: 7 }]);
  });

  it('that is stopped keeps what it has learnt, and rates it', async () => {
    const { run, heard } = begin({ ...SETTINGS, epochs: 100 });
    run.play();
    await vi.waitFor(() => expect(run.trainer.step).toBeGreaterThan(3), PATIENCE);
    await run.stop();
    expect(heard.last.phase).toBe('ended');
    const { snapshot, evaluation } = heard.end!;
    expect(snapshot.step).toBe(run.trainer.step);
    expect(snapshot.step).toBeLessThan(1500);
    expect(heard.kept.at(-1)).toBe(snapshot);
    expect(evaluation.fgs).toHaveLength(3);
    expect(snapshot.parameters).toEqual(await parametersAfter(snapshot.step));
  });

  it('ends once, however often it is asked to stop', async () => {
    const { run, heard } = begin();
    await run.stepOnce();
    const ended = vi.spyOn(heard, 'ended');
    await Promise.all([run.stop(), run.stop()]);
    expect(ended).toHaveBeenCalledOnce();
  });

  it('goes on from what was kept', async () => {
    const first = begin();
    await first.run.stepOnce();
    await first.run.stepOnce();
    await first.run.stop();
    const { run, heard } = begin(first.heard.end!.snapshot);
    expect(run.trainer.step).toBe(2);
    run.play();
    await heard.reached('ended');
    expect(heard.end!.snapshot.parameters).toEqual(await parametersAfter(30));
  });

  it('leaves nothing on the device when it is disposed of, whatever was under way', async () => {
    const before = tensorCount();
    const states: ((run: Run, heard: Heard) => boolean)[] = [
      () => true,
      (run) => run.trainer.step > 0,
      (_, heard) => heard.samples.length > 0,
      (run, heard) => heard.samples.length > 1 && run.trainer.step > heard.samples.at(-1)!.step,
    ];
    for (const reached of states) {
      const { run, heard } = begin({ ...SETTINGS, epochs: 100 });
      run.play();
      await vi.waitFor(() => expect(reached(run, heard)).toBe(true), PATIENCE);
      run.dispose();
      const said = heard.statuses.length;
      await vi.waitFor(() => expect(tensorCount()).toBe(before), PATIENCE);
      expect(heard.statuses.length).toBe(said);
    }
  });
});

describe('a run that explodes', () => {
  /**
   * A state at the brink: sound parameters, but a mean gradient so large that one step at a learning
   * rate of 1 leaves the range of float32, and one at 1e-6 does not.
   */
  async function brink(): Promise<Snapshot> {
    const trainer = new Trainer(dataset, { ...SETTINGS, penalty: 'none', learningRate: 1 });
    const snapshot = await trainer.snapshot().read();
    trainer.dispose();
    const { uniform } = stream(1, 'brink');
    return {
      ...snapshot,
      adam: {
        mean: snapshot.adam.mean.map((values) => values.map(() => 1e20 * (2 * uniform() - 1))),
        square: snapshot.adam.square.map((values) => values.slice().fill(1)),
      },
    };
  }

  it('fails with what to lower, keeps the last sound parameters, and can be resumed', async () => {
    const before = await brink();
    const { run, heard } = begin(before);
    run.play();
    await heard.reached('failed');
    expect(heard.last.message).toMatch(
      /The loss is no longer a number \(seen at step \d+\)\. Lower the learning rate \(now 1\), then resume: the parameters of step 0 are kept\./,
    );
    await vi.waitFor(() => expect(run.trainer.step).toBe(0), PATIENCE);
    expect((await run.trainer.snapshot().read()).parameters).toEqual(before.parameters);
    expect(heard.end).toBeNull();
    run.change('learningRate', 1e-6);
    run.play();
    await heard.reached('ended');
    expect(heard.last.message).toBeNull();
    for (const values of heard.end!.snapshot.parameters) {
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it('names λ too where there is a penalty', async () => {
    const snapshot = await brink();
    const { run, heard } = begin({ ...snapshot, initial: { ...snapshot.initial, penalty: 'gdr' } });
    await run.stepOnce();
    expect(heard.last.phase).toBe('failed');
    expect(heard.last.message).toContain('Lower the learning rate (now 1) or λ (now 1)');
    expect(run.trainer.step).toBe(0);
  });

  it('leaves nothing of the broken parameters on the device', async () => {
    const from = await brink();
    const before = tensorCount();
    const { run, heard } = begin(from);
    run.play();
    await heard.reached('failed');
    run.dispose();
    await vi.waitFor(() => expect(tensorCount()).toBe(before), PATIENCE);
  });
});

describe('a run whose images are missing', () => {
  it('fails with the name of the file, and goes on once it is there', async () => {
    const source = new PatternSource();
    source.missing.add('train-1.bin');
    const { run, heard } = begin(SETTINGS, await openDataset(source));
    run.play();
    await heard.reached('failed');
    expect(heard.last.step).toBe(5);
    expect(heard.last.message).toMatch(/^The data file train-1\.bin was not found\./);
    source.missing.clear();
    run.play();
    await heard.reached('ended');
    expect(heard.end!.snapshot.parameters).toEqual(await parametersAfter(30));
  });

  it('says that it waits while they are on their way', async () => {
    const source = new PatternSource();
    const open = source.open.bind(source);
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    source.open = async (entry) => {
      if (entry.file === 'train-0.bin') await arrived;
      return open(entry);
    };
    const { run, heard } = begin(SETTINGS, await openDataset(source));
    run.play();
    await heard.reached('waiting');
    arrive();
    await heard.reached('ended');
    expect(heard.phases).toEqual(['running', 'ending', 'ended']);
  });

  it('can be paused while it waits', async () => {
    const source = new PatternSource();
    source.open = (() => new Promise(() => {})) as never;
    const { run, heard } = begin(SETTINGS, await openDataset(source));
    run.play();
    await heard.reached('waiting');
    run.pause();
    expect(heard.last.phase).toBe('paused');
  });
});
