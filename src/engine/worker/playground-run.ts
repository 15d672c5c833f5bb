/**
 * A run on points of the plane, as it is driven from the page: the same steps as the Lab's (run.ts), without what only
 * large networks need. Nothing is sampled or kept beside the steps: parameters and points are few, so all of them are
 * read and sent, as fast as the page takes them.
 */
import { messageOf } from '../../data/message-of';
import { PLANE_DOMAIN, PlanarData } from '../../data/planar-data';
import { plainNetwork } from '../../ensemble/plain-network';
import { type PlanarRequest, planarField } from '../../measures/planar-layers';
import { planarLoss } from '../../measures/planar-loss';
import {
  checkSteps,
  type LivePlaneSetting,
  PLANE_RANGES,
  type PlaneSettings,
  trainingSettings,
} from '../../training/plane-settings';
import type { PenaltyName } from '../../training/settings';
import { Trainer } from '../../training/trainer';
import type {
  PlaygroundData,
  PlaygroundField,
  PlaygroundPhase,
  PlaygroundState,
  PlaygroundStatus,
} from '../playground-protocol';
import type { BackendName } from '../protocol';
import { deviceIdle } from './device';
import { eventYielder } from './yield-to-events';

/** Of a display, ms: nobody sees more states than one in a frame. */
const FRAME = 16;
/** Steps told to the GPU ahead of what it has done. */
const IN_FLIGHT = 3;

export interface PlaygroundRunEvents {
  status(status: PlaygroundStatus): void;
  /** The next state is told when this has settled. */
  state(state: PlaygroundState): void | Promise<void>;
}

export class PlaygroundRun {
  readonly #trainer: Trainer;
  #settings: PlaneSettings;
  #phase: PlaygroundPhase = 'paused';
  #message: string | null = null;
  /** The loop, or a single step, that is under way. */
  #playing: Promise<void> | null = null;
  #telling: Promise<void> | null = null;
  /** The step whose state was told last. */
  #told = -1;
  #disposed = false;

  /** Tells the state at step 0. @throws RangeError for settings or points that cannot be trained with */
  constructor(
    settings: PlaneSettings,
    private readonly data: PlaygroundData,
    private readonly backend: BackendName,
    private readonly events: PlaygroundRunEvents,
  ) {
    const planar = new PlanarData(data.id, data);
    const own = trainingSettings(settings, data.id, data.labels.length);
    this.#settings = settings;
    this.#trainer = new Trainer(planar, own, PLANE_RANGES);
    this.#announce();
    void this.#tell();
  }

  /** Runs until paused, through or failed. */
  play(): void {
    if (this.#phase === 'running' || this.#phase === 'failed') return;
    this.#phase = 'running';
    this.#announce();
    // Behind what is winding down.
    if (!this.#playing) this.#occupy(() => this.#loop());
  }

  pause(): void {
    if (this.#phase !== 'running') return;
    this.#phase = 'paused';
    this.#announce();
  }

  /** Takes one step and shows what it did. */
  async stepOnce(): Promise<void> {
    this.pause();
    while (this.#playing) await this.#playing;
    if (this.#phase !== 'paused' || this.#finished) return;
    await this.#occupy(async () => {
      await this.#guarded(() => this.#trainer.advance());
      await this.#standStill();
    });
  }

  /** @throws RangeError for a value out of range; then nothing changes */
  change(setting: LivePlaneSetting, value: number | PenaltyName): void {
    if (setting === 'steps') checkSteps(value as number);
    else {
      trainingSettings({ ...this.#settings, [setting]: value }, this.data.id, 1);
      this.#trainer.change(setting, value);
    }
    this.#settings = { ...this.#settings, [setting]: value };
    if (this.#phase === 'ended' && !this.#finished) this.#phase = 'paused';
    this.#announce();
  }

  /** A layer of the plane from the present parameters. */
  async field(request: PlanarRequest): Promise<PlaygroundField> {
    const { step, weights } = await this.#read();
    const members = Array.from({ length: weights.members }, (_, i) => plainNetwork(weights, i));
    return { step, field: planarField(members, request, PLANE_DOMAIN) };
  }

  /** Lets go of everything; nothing more is heard of the run. */
  dispose(): void {
    this.#disposed = true;
    this.#phase = 'ended';
    void Promise.allSettled([this.#playing, this.#telling]).then(() => this.#trainer.dispose());
  }

  get #finished(): boolean {
    return this.#trainer.step >= this.#settings.steps;
  }

  get #going(): boolean {
    return this.#phase === 'running' && !this.#finished;
  }

  #occupy(work: () => Promise<void>): Promise<void> {
    this.#playing = work().finally(() => {
      this.#playing = null;
      if (this.#going) this.#occupy(() => this.#loop());
    });
    return this.#playing;
  }

  async #loop(): Promise<void> {
    const yieldToEvents = eventYielder();
    const fences: Promise<void>[] = [];
    let next = 0;
    await this.#guarded(async () => {
      while (this.#going) {
        await this.#trainer.advance();
        const fence = deviceIdle(this.backend);
        // Awaited later, or never: then nobody else would hear of its failure.
        fence.catch(() => {});
        fences.push(fence);
        if (fences.length > IN_FLIGHT) await fences.shift();
        if (performance.now() >= next && !this.#telling) {
          void this.#tell();
          next = performance.now() + FRAME;
        }
        await yieldToEvents();
      }
    });
    await this.#standStill();
  }

  /** Tells where the run has come to, once nothing moves it on. */
  async #standStill(): Promise<void> {
    await this.#telling;
    if (this.#told !== this.#trainer.step) await this.#tell();
    if (this.#phase === 'failed') return;
    if (this.#finished) this.#phase = 'ended';
    this.#announce();
  }

  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#fail(messageOf(error));
    }
  }

  #tell(): Promise<void> {
    this.#telling ??= this.#guarded(() => this.#state()).finally(() => {
      this.#telling = null;
    });
    return this.#telling;
  }

  async #state(): Promise<void> {
    const { step, weights } = await this.#read();
    const members = Array.from({ length: weights.members }, (_, i) => plainNetwork(weights, i));
    const loss = planarLoss(members, this.data.points, this.data.labels);
    if (this.#disposed) return;
    if (!loss.crossEntropy.every(Number.isFinite)) {
      const { learningRate, penalty, lambda } = this.#settings;
      const weight = penalty === 'none' ? '' : ` or λ (now ${lambda})`;
      this.#fail(
        `The loss is no longer a number (seen at step ${step}). ` +
          `Lower the learning rate (now ${learningRate})${weight}, then start over.`,
      );
      return;
    }
    this.#told = step;
    await this.events.state({ step, weights, ...loss });
  }

  async #read(): Promise<Pick<PlaygroundState, 'step' | 'weights'>> {
    const snapshot = this.#trainer.snapshot();
    try {
      const { step, parameters } = await snapshot.read();
      const { members, hidden } = this.#settings;
      return { step, weights: { members, hidden, parameters } };
    } finally {
      snapshot.dispose();
    }
  }

  #fail(message: string): void {
    this.#phase = 'failed';
    this.#message = message;
    this.#announce();
  }

  #announce(): void {
    if (this.#disposed) return;
    this.events.status({
      phase: this.#phase,
      step: this.#trainer.step,
      settings: this.#settings,
      message: this.#message,
    });
  }
}
