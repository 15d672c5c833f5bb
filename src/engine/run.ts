/**
 * A training run as it is driven from the page: play, pause, single step, change, stop. The steps go
 * on without reading anything back; a few times a second a sample of the present state is taken
 * beside them, and what it finds is kept or, where it is not a number, ends the run.
 */

import { evaluate } from '../attacks/evaluation';
import type { Dataset } from '../data/dataset';
import { messageOf } from '../data/message-of';
import { type LabelledImages, sliceImages } from '../ensemble/batch';
import type { Change, LiveSetting, TrainingSettings } from '../training/settings';
import type { Snapshot } from '../training/snapshot';
import { Trainer } from '../training/trainer';
import { deviceIdle } from './backend';
import { type BackendName, FINAL_EPSILONS, type RunEvents, type RunPhase } from './protocol';
import { takeSample } from './sample';

const SAMPLE_EVERY = 400;
/** Sampling may take up to this share of the time. */
const SAMPLING_SHARE = 0.15;
/** On a GPU a sample waits for the steps before it: how long it took says little about its cost. */
const SAMPLE_AT_LEAST_EVERY = 3000;
const ANNOUNCE_EVERY = 100;
const KEEP_EVERY = 2000;
/** Held-out images of a sample; the final rating takes all that are given. */
const SAMPLE_IMAGES = 500;
/** How long the steps may run before messages to the worker are let in, ms. */
const BREATH = 8;
/** Steps told to the GPU ahead of what it has done: enough to keep it busy. */
const IN_FLIGHT = 3;

export class Run {
  #trainer: Trainer;
  #phase: RunPhase = 'paused';
  #message: string | null = null;
  #kept: Snapshot | null = null;
  /** The loop, or a single step, that is under way. */
  #playing: Promise<void> | null = null;
  #playNext = false;
  #sampling: Promise<void> | null = null;
  #nextSample = 0;
  #nextKeep = 0;
  #speed = new Speedometer();
  readonly #abort = new AbortController();

  constructor(
    private readonly dataset: Dataset,
    from: TrainingSettings | Snapshot,
    private readonly heldOut: LabelledImages,
    private readonly backend: BackendName,
    private readonly events: RunEvents,
  ) {
    this.#trainer = new Trainer(dataset, from);
  }

  get trainer(): Trainer {
    return this.#trainer;
  }

  /** Runs until paused, stopped, failed or through. */
  play(): void {
    if (this.#going || this.#phase === 'ending') return;
    // What was paused or has failed may still be winding down: go on behind it.
    this.#playNext = this.#playing !== null;
    if (!this.#playNext) void this.#occupy(() => this.#loop());
  }

  pause(): void {
    this.#playNext = false;
    if (this.#going) this.#enter('paused');
  }

  /** Takes one step and shows what it did. */
  async stepOnce(): Promise<void> {
    this.pause();
    // Never two steps at once: both would be taken on the same batch.
    while (this.#playing && !this.#going) await this.#playing;
    if (this.#going || this.#trainer.finished) return;
    await this.#occupy(() => this.#step());
  }

  /** Ends the run where it stands and rates the ensemble. */
  async stop(): Promise<void> {
    do {
      this.pause();
      await this.#playing;
    } while (this.#playing);
    if (this.#phase === 'ended') return;
    // The charts end where the run does.
    await this.#sample();
    await this.#end();
  }

  /** @throws RangeError for a value out of range */
  change(setting: LiveSetting, value: Change['value']): void {
    this.#trainer.change(setting, value);
    this.#announce();
  }

  /** Lets go of everything; the run is over. */
  dispose(): void {
    this.#abort.abort();
    this.#playNext = false;
    this.#phase = 'ended';
    void Promise.allSettled([this.#playing, this.#sampling]).then(() => this.#trainer.dispose());
  }

  async #occupy(work: () => Promise<void>): Promise<void> {
    this.#playing = work().finally(() => {
      this.#playing = null;
      if (this.#playNext) this.play();
    });
    await this.#playing;
  }

  async #step(): Promise<void> {
    this.#message = null;
    if (!this.#kept) await this.#keep();
    try {
      await this.#advance();
    } catch (error) {
      await this.#failUnlessGone(error);
      return;
    }
    await this.#sample();
    if (this.#phase === 'failed') return;
    this.#enter('paused');
    if (this.#trainer.finished) await this.#end();
  }

  async #loop(): Promise<void> {
    this.#message = null;
    this.#speed = new Speedometer();
    this.#enter('running');
    if (!this.#kept) await this.#keep();
    const fences: Promise<void>[] = [];
    let breath = performance.now();
    let announced = 0;
    try {
      while (this.#going && !this.#trainer.finished) {
        await this.#advance();
        this.#speed.tick();
        const fence = deviceIdle(this.backend);
        // Awaited later, or never: then nobody else would hear of its failure.
        fence.catch(() => {});
        fences.push(fence);
        if (fences.length > IN_FLIGHT) await fences.shift();
        if (performance.now() >= this.#nextSample && !this.#sampling) void this.#sample();
        if (performance.now() - announced > ANNOUNCE_EVERY) {
          this.#announce();
          announced = performance.now();
        }
        if (performance.now() - breath > BREATH) {
          await macrotask();
          breath = performance.now();
        }
      }
      await this.#sampling;
      if (this.#phase === 'paused') await this.#keep();
      if (this.#trainer.finished && this.#going) {
        await this.#sample();
        if (this.#going) await this.#end();
      }
    } catch (error) {
      await this.#failUnlessGone(error);
    }
  }

  get #going(): boolean {
    return this.#phase === 'running' || this.#phase === 'waiting';
  }

  async #advance(): Promise<void> {
    const late = setTimeout(() => {
      if (this.#phase === 'running') this.#enter('waiting');
    }, 150);
    try {
      await this.#trainer.advance(this.#abort.signal);
    } finally {
      clearTimeout(late);
    }
    if (this.#phase === 'waiting') this.#enter('running');
  }

  /** Measures the present state; keeps it if it is sound, ends the run if it is not. */
  async #sample(): Promise<void> {
    await this.#sampling;
    const began = performance.now();
    this.#sampling = this.#measure().finally(() => {
      this.#sampling = null;
      const took = performance.now() - began;
      const wait = Math.min(took / SAMPLING_SHARE, SAMPLE_AT_LEAST_EVERY);
      this.#nextSample = performance.now() + Math.max(SAMPLE_EVERY, wait);
    });
    await this.#sampling;
  }

  async #measure(): Promise<void> {
    const held = this.#trainer.hold();
    try {
      if (!held.lastImages) return;
      const few = sliceImages(this.heldOut, 0, SAMPLE_IMAGES);
      const sample = await takeSample(held.model, held.step, held.settings, held.lastImages, few);
      if (this.#abort.signal.aborted) return;
      if (!Number.isFinite(sample.loss.total)) {
        this.#failNotANumber(held.step);
        return;
      }
      this.events.sample(sample);
      if (performance.now() >= this.#nextKeep) this.#store(await held.snapshot());
    } catch (error) {
      await this.#failUnlessGone(error);
    } finally {
      held.dispose();
    }
  }

  async #keep(): Promise<Snapshot> {
    const held = this.#trainer.hold();
    try {
      return this.#store(await held.snapshot());
    } finally {
      held.dispose();
    }
  }

  #store(snapshot: Snapshot): Snapshot {
    this.#kept = snapshot;
    this.#nextKeep = performance.now() + KEEP_EVERY;
    this.events.keep(snapshot);
    return snapshot;
  }

  async #end(): Promise<void> {
    this.#enter('ending');
    const held = this.#trainer.hold();
    try {
      const evaluation = await evaluate(held.model, this.heldOut, FINAL_EPSILONS);
      const snapshot = await held.snapshot();
      if (this.#abort.signal.aborted) return;
      this.#store(snapshot);
      this.events.ended(snapshot, evaluation);
      this.#enter('ended');
    } finally {
      held.dispose();
    }
  }

  #failNotANumber(step: number): void {
    const kept = this.#kept;
    const { learningRate, penalty, lambda } = this.#trainer.settings;
    const weight = penalty === 'none' ? '' : ` or λ (now ${lambda})`;
    this.#fail(
      `The loss is no longer a number (seen at step ${step}). ` +
        `Lower the learning rate (now ${learningRate})${weight}, then resume: ` +
        `the parameters of step ${kept?.step ?? 0} are kept.`,
    );
    if (!kept) return;
    const broken = this.#trainer;
    // The steps may still be under way on the broken parameters: let them finish first.
    const playing = this.#playing;
    this.#trainer = new Trainer(this.dataset, kept);
    void Promise.resolve(playing).then(() => broken.dispose());
    this.#announce();
  }

  /**
   * A lost device makes whatever is under way fail first and is announced after. It is no failure of
   * the run, which goes on elsewhere, so the announcement is given time to come.
   */
  async #failUnlessGone(error: unknown): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (!this.#abort.signal.aborted) this.#fail(messageOf(error));
  }

  #fail(message: string): void {
    this.#message = message;
    this.#enter('failed');
  }

  #enter(phase: RunPhase): void {
    this.#phase = phase;
    this.#announce();
  }

  #announce(): void {
    const { step, totalSteps, settings, changes } = this.#trainer;
    this.events.status({
      phase: this.#phase,
      step,
      totalSteps,
      stepsPerSecond: this.#speed.perSecond,
      settings,
      changes: [...changes],
      message: this.#message,
    });
  }
}

/** Steps per second over a sliding window of about three seconds. */
class Speedometer {
  #times: number[] = [];

  tick(): void {
    const now = performance.now();
    this.#times.push(now);
    while (this.#times.length > 2 && now - this.#times[0]! > 3000) this.#times.shift();
  }

  get perSecond(): number | null {
    const { length } = this.#times;
    if (length < 2) return null;
    return ((length - 1) * 1000) / (this.#times[length - 1]! - this.#times[0]!);
  }
}

/** Lets the worker's messages in; setTimeout would wait at least 4 ms. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
