/**
 * The runs of a session, one at a time: what may be asked of the present one, what it tells, what is
 * kept of it to go on from, and how it follows the reader's hand.
 */
import { messageOf } from '../../data/message-of';
import { within } from '../../data/within';
import { AT_START } from '../../ensemble/shipped';
import type { Change, LiveSetting, TrainingSettings } from '../../training/settings';
import { epochsTaken, LIVE_SETTINGS, RANGES } from '../../training/settings';
import { currentSettings, type Snapshot, stepOf } from '../../training/snapshot';
import {
  type BackendName,
  type EngineEvents,
  type Evaluation,
  LIVE,
  type RunEvents,
  type RunStatus,
  type SampleAttack,
} from '../protocol';
import type { RemoteEngine } from './client';
import { EngineUnavailableError } from './engine-unavailable';
import { LatestOnly } from './latest-only';
import type { Library } from './library';
import type { EnsembleRecord, UnfinishedRun } from './records';
import { asKept, isGoing, pausedRun, type RunView, statusAt, withEarlier } from './run-view';
import { isOver, isSeen, type Notify, type SessionStore, until } from './session-state';

/** What runs ask of the engine. */
export type RunEngine = Pick<
  RemoteEngine,
  'beginRun' | 'play' | 'pause' | 'stepOnce' | 'stop' | 'change' | 'sampleWith'
>;

/** Of a display, ms: a reader sees no more than one change in it. */
const FRAME = 16;

export class Runs {
  /** What the run is gone on with after anything that happens to the engine. */
  #kept: TrainingSettings | Snapshot | null = null;
  #stopping: Promise<void> | null = null;
  /** Whether the reader has asked for the run's ensemble; live retraining begins runs without. */
  #wanted = true;
  /** Makes an ensemble of the run that has ended without being asked to. */
  #keepEnded: (() => Promise<void>) | null = null;
  #sampleAttack: SampleAttack = 'fgs';
  /** Called with every status and every state that is kept. */
  #heard: () => void = () => {};
  readonly #changing = new LatestOnly<TrainingSettings>((settings) => this.#apply(settings));
  readonly #retraining = new LatestOnly<TrainingSettings>((settings) => this.#startOver(settings));

  constructor(
    private readonly store: SessionStore,
    private readonly library: Pick<Library, 'putRun'>,
    /** @throws Error while there is no engine */
    private readonly engine: () => RunEngine,
    /** Keeps the ensemble of a run that is through on `backend`; settles when that is done. */
    private readonly onEnded: (
      view: RunView,
      snapshot: Snapshot,
      evaluation: Evaluation,
      backend: BackendName | undefined,
    ) => Promise<void>,
    private readonly notify: Notify,
  ) {}

  /** The step from which the run is gone on with. */
  get keptStep(): number {
    return this.#kept ? stepOf(this.#kept) : 0;
  }

  /** Trains a new ensemble; a run under way is given up. @throws RangeError */
  async train(settings: TrainingSettings): Promise<void> {
    await this.#begin(settings, 'running', true);
    await this.#command((engine) => engine.play());
  }

  /** Begins a new run and takes its first step alone. @throws RangeError */
  async beginWithOneStep(settings: TrainingSettings): Promise<void> {
    await this.#begin(settings, 'paused', true);
    await this.#command((engine) => engine.stepOnce());
  }

  /**
   * Starts over with these settings, at once; what was under way is given up. Asked for again before
   * the new run has been seen, it waits until then, and only the last of those that wait is begun:
   * where a reader drags a slider, each run that is begun shows something. What it ends with is kept only
   * where the reader stops it, or asks for it by `keep`.
   * @throws RangeError; then the run under way goes on
   */
  async retrain(settings: TrainingSettings): Promise<void> {
    await this.#ask(this.#retraining, settings);
  }

  /** Changes a setting of the run while it goes on, at most once in a frame. @throws RangeError */
  async change(setting: LiveSetting, value: Change['value']): Promise<void> {
    const { asked, run } = this.store.getState();
    if (!run) return;
    await this.#ask(this.#changing, { ...(asked ?? run.status.settings), [setting]: value });
  }

  /** Goes on training an ensemble that has ended, for `epochs` more, or as many as a run may still have. */
  async continueTraining({ id, snapshot, samples }: EnsembleRecord, epochs: number): Promise<void> {
    if (!snapshot) return;
    const taken = epochsTaken(currentSettings(snapshot), snapshot.step);
    const all = Math.min(RANGES.epochs.max, taken + epochs);
    await this.#command((engine) => engine.beginRun(id, snapshot));
    this.#kept = snapshot;
    this.#wanted = true;
    this.store.setState({ run: pausedRun(id, snapshot, samples) });
    await this.#command((engine) => engine.change('epochs', all));
    this.#adopt(id, 'epochs', all);
    await this.#command((engine) => engine.play());
  }

  async resume(): Promise<void> {
    await this.#command((engine) => engine.play());
  }

  async pause(): Promise<void> {
    await this.#command((engine) => engine.pause());
  }

  async stepOnce(): Promise<void> {
    await this.#command((engine) => engine.stepOnce());
  }

  /** Keeps the ensemble of a run that live retraining has begun and that has ended. */
  async keep(): Promise<void> {
    await this.#keepEnded?.();
  }

  /** What samples tell the success of, from the next one on, in this engine and any after it. */
  async sampleWith(attack: SampleAttack): Promise<void> {
    if (attack === this.#sampleAttack) return;
    this.#sampleAttack = attack;
    // An engine that is not ready hears of it when it is (`resumeIn`).
    if (this.store.getState().phase !== 'ready') return;
    await this.#command((engine) => engine.sampleWith(this.#sampleAttack));
  }

  /** Takes an earlier run out of the charts. */
  forget(id: string): void {
    const { earlier } = this.store.getState();
    this.store.setState({ earlier: earlier.filter((run) => run.id !== id) });
  }

  /** Ends the run where it stands and keeps its ensemble. */
  async stop(): Promise<void> {
    this.#wanted = true;
    // Asked for twice, it ends once.
    this.#stopping ??= this.#command((engine) => engine.stop())
      .then(() => until(this.store, (state) => isOver(state) || state.phase !== 'ready'))
      .finally(() => {
        this.#stopping = null;
      });
    await this.#stopping;
  }

  /** Shows a run of an earlier visit; `resumeIn` tells the engine of it. */
  restore({ id, snapshot, samples }: UnfinishedRun): void {
    this.#kept = snapshot;
    this.store.setState({ run: pausedRun(id, snapshot, samples) });
  }

  /**
   * Gives an engine that has just started the run that is shown, from its kept state and with the
   * settings that the reader sees; it stands still. One that cannot be begun is shown no longer.
   * @throws EngineUnavailableError
   */
  async resumeIn(engine: RunEngine): Promise<void> {
    if (this.#sampleAttack !== 'fgs') await engine.sampleWith(this.#sampleAttack);
    const { run } = this.store.getState();
    const kept = this.#kept;
    if (!run || !kept) return;
    try {
      await engine.beginRun(run.id, kept);
    } catch (error) {
      if (error instanceof EngineUnavailableError) throw error;
      this.#kept = null;
      const { selected, ensembles } = this.store.getState();
      const others = ensembles[0]?.id ?? AT_START[0];
      this.store.setState({ run: null, selected: selected === LIVE ? others : selected });
      this.notify('problem', `The run under way cannot be gone on with. ${messageOf(error)}`);
      return;
    }
    if (run.status.phase === 'ended') return;
    this.store.setState({ run: asKept(run, kept) });
    // What was changed after the state was kept.
    const { settings } = run.status;
    const before = 'parameters' in kept ? currentSettings(kept) : kept;
    for (const setting of LIVE_SETTINGS) {
      if (settings[setting] !== before[setting]) await engine.change(setting, settings[setting]);
    }
  }

  /**
   * Brings a run that is going to rest, for an engine that is about to be closed: settles when its
   * state is kept, or after `limit` ms. A rating under way is waited for. Never rejects.
   */
  async pauseAndKeep(engine: Pick<RunEngine, 'pause'>, limit: number): Promise<void> {
    const kept = new Promise<void>((resolve) => {
      this.#heard = () => {
        const status = this.store.getState().run?.status;
        if (!status || (!isGoing(status) && this.keptStep >= status.step)) resolve();
      };
    });
    await within(limit, Promise.all([engine.pause(), kept]), () => null).catch(() => {});
    this.#heard = () => {};
  }

  /** What the engine tells of a run, as long as `current` says that it is the present engine. */
  events(current: () => boolean): Pick<EngineEvents, keyof RunEvents> {
    /** The run of that id, if it is the one that is shown. */
    const shown = (id: string) => {
      const { run } = this.store.getState();
      return current() && run?.id === id ? run : null;
    };
    return {
      status: (id, status) => {
        const run = shown(id);
        if (!run) return;
        this.store.setState({ run: { ...run, status } });
        this.#heard();
      },
      sample: (id, sample) => {
        const run = shown(id);
        if (!run) return;
        // After a recovery or a failure, steps are taken again: the later sample counts.
        const earlier = run.samples.filter(({ step }) => step < sample.step);
        this.store.setState({ run: { ...run, samples: [...earlier, sample] } });
      },
      keep: (id, snapshot) => {
        const run = shown(id);
        if (!run) return;
        this.#kept = snapshot;
        void this.library.putRun({ id, snapshot, samples: run.samples });
        this.#heard();
      },
      ended: (id, snapshot, evaluation) => {
        const run = shown(id);
        if (run) void this.#finish(run, snapshot, evaluation);
      },
    };
  }

  /**
   * Has the engine do something. Where it ends before it has, the next one does it: what a reader has
   * asked for is not lost with a worker.
   * @throws EngineUnavailableError where none is being started
   */
  async #command(call: (engine: RunEngine) => Promise<void>): Promise<void> {
    for (;;) {
      await until(this.store, ({ phase }) => phase !== 'starting');
      const engine = this.engine();
      try {
        return await call(engine);
      } catch (error) {
        const lost = error instanceof EngineUnavailableError;
        if (!lost || this.store.getState().phase === 'ready') throw error;
      }
    }
  }

  async #begin(
    settings: TrainingSettings,
    phase: RunStatus['phase'],
    wanted: boolean,
  ): Promise<void> {
    const id = crypto.randomUUID();
    await this.#command((engine) => engine.beginRun(id, settings));
    this.#kept = settings;
    this.#wanted = wanted;
    this.#keepEnded = null;
    const { run: before, earlier } = this.store.getState();
    const run = { id, samples: [], status: { ...statusAt(settings, [], 0), phase } };
    this.store.setState({ run, earlier: withEarlier(earlier, before), unkept: null });
    void this.library.putRun(null);
  }

  async #startOver(settings: TrainingSettings): Promise<void> {
    // What is about to be kept is not given up.
    await this.#stopping?.catch(() => {});
    await until(
      this.store,
      ({ phase, run }) => phase === 'failed' || run?.status.phase !== 'ending',
    );
    await this.#begin(settings, 'running', false);
    await this.#command((engine) => engine.play());
    await until(this.store, isSeen);
  }

  /** Tells the engine which live settings differ from the run's. */
  async #apply(settings: TrainingSettings): Promise<void> {
    const nextFrame = new Promise((resolve) => setTimeout(resolve, FRAME));
    for (const setting of LIVE_SETTINGS) {
      const { run } = this.store.getState();
      const value = settings[setting];
      if (!run || run.status.settings[setting] === value) continue;
      await this.#command((engine) => engine.change(setting, value));
      this.#adopt(run.id, setting, value);
    }
    await nextFrame;
  }

  /** The engine has taken a change: what it says of it may come a moment later. */
  #adopt(id: string, setting: LiveSetting, value: Change['value']): void {
    const { run } = this.store.getState();
    if (run?.id !== id) return;
    const settings = { ...run.status.settings, [setting]: value };
    this.store.setState({ run: { ...run, status: { ...run.status, settings } } });
  }

  async #ask(queue: LatestOnly<TrainingSettings>, settings: TrainingSettings): Promise<void> {
    this.store.setState({ asked: settings });
    try {
      await queue.ask(settings);
    } finally {
      if (!this.#changing.busy && !this.#retraining.busy) this.store.setState({ asked: null });
    }
  }

  async #finish(run: RunView, snapshot: Snapshot, evaluation: Evaluation): Promise<void> {
    const backend = this.store.getState().backend?.backend;
    const keep = async () => {
      this.#keepEnded = null;
      this.store.setState({ unkept: null });
      await this.onEnded(run, snapshot, evaluation, backend);
      if (this.store.getState().run?.id === run.id) await this.library.putRun(null);
    };
    if (this.#wanted) return keep();
    this.#keepEnded = keep;
    this.store.setState({ unkept: run.id });
  }
}
