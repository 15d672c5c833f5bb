/**
 * A training run as it is driven from the page: play, pause, single step, change, stop. The steps go
 * on without reading anything back; a few times a second a sample of the present state is taken
 * beside them, and what it finds is kept or, where it is not a number, ends the run.
 */

import { messageOf } from '../../data/message-of';
import type { TrainingData } from '../../data/training-data';
import { type LabelledImages, sliceImages } from '../../ensemble/batch';
import { evaluate } from '../../measures/evaluation';
import type { Change, LiveSetting, TrainingSettings } from '../../training/settings';
import { type Snapshot, stepOf } from '../../training/snapshot';
import { Trainer } from '../../training/trainer';
import {
  type BackendName,
  FINAL_EPSILONS,
  type RunEvents,
  type RunPhase,
  type SampleAttack,
} from '../protocol';
import { deviceIdle } from './device';
import { SAMPLE_IMAGES, samplePgd, takeSample } from './sample';
import { Speedometer } from './speedometer';
import { eventYielder } from './yield-to-events';

const SAMPLE_EVERY = 150;
/** Sampling may take up to this share of the time. */
const SAMPLING_SHARE = 0.2;
/** On a GPU a sample waits for the steps before it: how long it took says little about its cost. */
const SAMPLE_AT_LEAST_EVERY = 3000;
const ANNOUNCE_EVERY = 100;
const KEEP_EVERY = 2000;
/** Steps told to the GPU ahead of what it has done: enough to keep it busy. */
const IN_FLIGHT = 3;

export class Run {
  #trainer: Trainer;
  #phase: RunPhase = 'paused';
  #message: string | null = null;
  /** Where a run whose loss is no longer a number goes on from. */
  #kept: TrainingSettings | Snapshot;
  /** The loop, or a single step, that is under way. */
  #playing: Promise<void> | null = null;
  #playNext = false;
  #stopping: Promise<void> | null = null;
  #sampling: Promise<void> | null = null;
  #nextSample = 0;
  // A run that begins can be repeated from its settings: it is worth keeping when it has got on.
  #nextKeep = performance.now() + KEEP_EVERY;
  #speed = new Speedometer();
  readonly #abort = new AbortController();

  constructor(
    private readonly data: TrainingData,
    from: TrainingSettings | Snapshot,
    private readonly heldOut: LabelledImages,
    private readonly backend: BackendName,
    private readonly events: RunEvents,
    /** What the next sample tells the success of. */
    private readonly sampleAttack: () => SampleAttack = () => 'fgs',
  ) {
    this.#trainer = new Trainer(data, from);
    this.#kept = from;
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

  /** Ends the run where it stands and rates the ensemble; once, however often it is asked for. */
  async stop(): Promise<void> {
    this.#stopping ??= this.#stop().finally(() => {
      this.#stopping = null;
    });
    await this.#stopping;
  }

  async #stop(): Promise<void> {
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

  /** Lets go of everything; the run is over, and nothing more is heard of it. */
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
    try {
      await this.#advance();
    } catch (error) {
      await this.#failUnlessGone(error);
      return;
    }
    await this.#sample();
    if (this.#phase === 'failed') return;
    this.#enter('paused');
    await this.#keep();
    if (this.#trainer.finished) await this.#end();
  }

  async #loop(): Promise<void> {
    this.#message = null;
    this.#speed = new Speedometer();
    this.#enter('running');
    const fences: Promise<void>[] = [];
    const yieldToEvents = eventYielder();
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
        await yieldToEvents();
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
    const state = this.#trainer.snapshot();
    try {
      if (!state.lastImages) return;
      const few = sliceImages(this.heldOut, 0, SAMPLE_IMAGES);
      const sample = await takeSample(
        state.model,
        state.step,
        state.settings,
        state.lastImages,
        few,
        this.data.pixelSpread,
      );
      if (this.#abort.signal.aborted) return;
      if (!Number.isFinite(sample.loss.total)) {
        this.#failNotANumber(state.step);
        return;
      }
      const pgd =
        this.sampleAttack() === 'pgd'
          ? await samplePgd(state.model, few, () => !this.#abort.signal.aborted)
          : null;
      if (this.#abort.signal.aborted) return;
      this.events.sample(pgd ? { ...sample, pgd } : sample);
      if (performance.now() >= this.#nextKeep) this.#store(await state.read());
    } catch (error) {
      await this.#failUnlessGone(error);
    } finally {
      state.dispose();
    }
  }

  async #keep(): Promise<void> {
    const state = this.#trainer.snapshot();
    try {
      this.#store(await state.read());
    } finally {
      state.dispose();
    }
  }

  #store(snapshot: Snapshot): void {
    if (this.#abort.signal.aborted) return;
    this.#kept = snapshot;
    this.#nextKeep = performance.now() + KEEP_EVERY;
    this.events.keep(snapshot);
  }

  async #end(): Promise<void> {
    this.#enter('ending');
    const state = this.#trainer.snapshot();
    try {
      const evaluation = await evaluate(
        state.model,
        this.heldOut,
        this.data.pixelSpread,
        FINAL_EPSILONS,
      );
      const snapshot = await state.read();
      if (this.#abort.signal.aborted) return;
      this.#store(snapshot);
      this.events.ended(snapshot, evaluation);
      this.#enter('ended');
    } catch (error) {
      await this.#failUnlessGone(error);
    } finally {
      state.dispose();
    }
  }

  #failNotANumber(step: number): void {
    const kept = this.#kept;
    const { learningRate, penalty, lambda } = this.#trainer.settings;
    const weight = penalty === 'none' ? '' : ` or λ (now ${lambda})`;
    this.#fail(
      `The loss is no longer a number (seen at step ${step}). ` +
        `Lower the learning rate (now ${learningRate})${weight}, then resume: ` +
        `the parameters of step ${stepOf(kept)} are kept.`,
    );
    const broken = this.#trainer;
    // The steps may still be under way on the broken parameters: let them finish first.
    const playing = this.#playing;
    this.#trainer = new Trainer(this.data, kept);
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
    if (this.#abort.signal.aborted) return;
    this.#phase = phase;
    this.#announce();
  }

  #announce(): void {
    if (this.#abort.signal.aborted) return;
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
