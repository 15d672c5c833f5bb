/**
 * Starts the engine, and starts it again: on another backend when the reader chooses one, and when the
 * worker dies or the device is lost, on the next backend from the last kept parameters, as often and as
 * soon as the restart policy allows.
 */
import { messageOf } from '../../data/message-of';
import {
  BACKEND_LABELS,
  BACKENDS,
  type BackendName,
  type BackendReport,
  type EngineEvents,
  NO_BACKEND,
  type PlaygroundEvents,
} from '../protocol';
import type { EngineClient, RemoteEngine } from './client';
import { EngineUnavailableError } from './engine-unavailable';
import type { Ensembles } from './ensembles';
import { RestartPolicy } from './restart-policy';
import { isGoing } from './run-view';
import type { Runs } from './runs';
import type { Notify, SessionState, SessionStore } from './session-state';

/** What an engine tells but for the playground, which hears of its run by itself. */
export type LifecycleEvents = Omit<EngineEvents, keyof PlaygroundEvents>;

/** For a worker that is about to be closed to hand over its run, ms. */
const HANDOVER = 2000;

export class EngineLifecycle {
  readonly #policy = new RestartPolicy();
  #client: EngineClient | null = null;
  #engine: RemoteEngine | undefined;
  /** Backends that have failed, as long as the restart policy remembers it. */
  #excluded: BackendName[] = [];
  /** What an engine that is still to start tries. */
  #trying: BackendName | null = null;
  /** Raised with every start and end of the engine: what an earlier one still sends is not listened to. */
  #generation = 0;
  /** Aborted with every start and end: nobody waits for an earlier engine's downloads. */
  #closing = new AbortController();
  #handover: Promise<void> | null = null;
  /** Whether the run, which stands still in an engine that has just started, was going before. */
  #goesOn = false;

  constructor(
    private readonly store: SessionStore,
    private readonly open: (
      events: LifecycleEvents,
      onDeath: (what: string) => void,
    ) => EngineClient,
    private readonly ensembles: Pick<Ensembles, 'load' | 'fetchShipped' | 'rate'>,
    private readonly runs: Pick<Runs, 'events' | 'resumeIn' | 'keptStep' | 'pauseAndKeep'>,
    private readonly notify: Notify,
  ) {}

  /** The engine, as soon as its worker is open. */
  get engine(): RemoteEngine | undefined {
    return this.#engine;
  }

  /** @throws EngineUnavailableError while the engine is not ready */
  ready(): RemoteEngine {
    if (!this.#engine || this.#state.phase !== 'ready') throw new EngineUnavailableError();
    return this.#engine;
  }

  /** Starts the engine; one that is there is closed. Never rejects. */
  async start(): Promise<void> {
    const current = this.#close();
    try {
      const client = this.open(this.#events(current), (what) => this.#recover(what));
      this.#client = client;
      const engine = await client.opened;
      if (!current()) return;
      this.#engine = engine;
      const backend = await this.#startBackend(engine);
      this.#set({ backend });
      await this.#openData(engine);
      if (!current() || this.#state.phase === 'failed') return;
      await this.ensembles.load(engine);
      await this.runs.resumeIn(engine);
      if (!current()) return;
      this.#set({ phase: 'ready' });
      const { run } = this.#state;
      if (this.#goesOn && run && run.status.phase !== 'ended') await engine.play();
      if (!current()) return;
      this.#goesOn = false;
      void this.#bringShipped(engine, current);
    } catch (error) {
      if (!current()) return;
      this.#close();
      this.#set({
        phase: 'failed',
        failure: `The engine could not be started. ${messageOf(error)}`,
      });
    }
  }

  /** What a run need not wait for. Never rejects. */
  async #bringShipped(engine: RemoteEngine, current: () => boolean): Promise<void> {
    try {
      await this.ensembles.fetchShipped(engine, this.#closing.signal);
    } catch {
      // The engine has ended: the next one is asked for them.
    }
    if (current()) await this.ensembles.rate(engine, current);
  }

  /** Starts again with every backend: a reader's wish, so that nothing counts that went before. */
  async startAfresh(): Promise<void> {
    this.#excluded = [];
    this.#policy.reset();
    await this.start();
  }

  /** Starts again with the backend that the reader has chosen; a run that is going is handed over. */
  async startWithChoice(): Promise<void> {
    const generation = this.#generation;
    const engine = this.#engine;
    if (engine && this.#state.phase === 'ready' && isGoing(this.#state.run?.status)) {
      this.#goesOn = true;
      this.#set({ phase: 'starting' });
      this.#handover = this.runs.pauseAndKeep(engine, HANDOVER);
    }
    await this.#handover;
    this.#handover = null;
    // Meanwhile another choice, or a recovery, has started an engine: with the last choice made.
    if (generation !== this.#generation) return;
    const { run } = this.#state;
    const from = this.runs.keptStep;
    const lost = run && run.status.phase !== 'ended' && from < run.status.step;
    await this.startAfresh();
    if (lost && this.#state.phase === 'ready') {
      this.notify(
        'info',
        `The run goes on from step ${from}: what came after was not handed over.`,
      );
    }
  }

  /** Starts again on the next backend, from the last kept parameters. */
  async #recover(what: string): Promise<void> {
    const failed = this.#state.backend?.backend ?? this.#trying;
    const current = this.#close();
    const from = this.#goesOn ? ` The run goes on from step ${this.runs.keptStep}.` : '';
    const delay = this.#policy.delayAfterEnd();
    // What failed long ago may have had a reason that is gone.
    if (this.#policy.ends === 1) this.#excluded = [];
    if (failed && !this.#excluded.includes(failed)) this.#excluded.push(failed);
    if (this.#excluded.length === BACKENDS.length) this.#excluded = [];
    if (delay === null) {
      this.#set({
        phase: 'failed',
        failure: `${what} It has ended ${this.#policy.ends} times within a minute, so it is not started again by itself. Close other tabs or choose another backend, then try again.`,
      });
      return;
    }
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    if (!current()) return;
    const started = this.start();
    const generation = this.#generation;
    await started;
    const { phase, backend } = this.#state;
    if (generation !== this.#generation || phase !== 'ready' || !backend) return;
    this.notify('problem', `${what} ${BACKEND_LABELS[backend.backend]} has taken over.${from}`);
  }

  /**
   * Ends the engine, if there is one. From here on the session is starting: said before the engine's
   * calls are rejected, so that whoever made one finds it so.
   * @returns whether no engine has been started or ended since
   */
  #close(): () => boolean {
    this.#generation += 1;
    const generation = this.#generation;
    this.#goesOn ||= isGoing(this.#state.run?.status);
    this.#trying = null;
    this.#set({ phase: 'starting', failure: null, dataFailure: null, backend: null });
    this.#closing.abort();
    this.#closing = new AbortController();
    const client = this.#client;
    this.#client = null;
    this.#engine = undefined;
    client?.close();
    return () => generation === this.#generation;
  }

  async #startBackend(engine: RemoteEngine): Promise<BackendReport> {
    try {
      return await this.#startOneOf(engine);
    } catch (error) {
      if (!(error instanceof Error && error.name === NO_BACKEND && this.#excluded.length > 0)) {
        throw error;
      }
      // One that has failed earlier is better than none.
      this.#excluded = [];
      return this.#startOneOf(engine);
    }
  }

  async #startOneOf(engine: RemoteEngine): Promise<BackendReport> {
    const { choice } = this.#state;
    if (choice === 'auto' || this.#excluded.includes(choice)) {
      return engine.start('auto', this.#excluded);
    }
    try {
      return await engine.start(choice, this.#excluded);
    } catch (error) {
      if (error instanceof EngineUnavailableError) throw error;
      const why = `${BACKEND_LABELS[choice]} can't be used: ${messageOf(error)}`;
      this.notify('problem', `${why} The best of the others runs instead.`);
      return engine.start('auto', [...this.#excluded, choice]);
    }
  }

  async #openData(engine: RemoteEngine): Promise<void> {
    try {
      this.#set({ data: await engine.openData(), dataFailure: null });
    } catch (error) {
      if (error instanceof EngineUnavailableError) throw error;
      this.#set({ phase: 'failed', dataFailure: messageOf(error) });
    }
  }

  /** What the engine tells, as long as it is the present one. */
  #events(current: () => boolean): LifecycleEvents {
    return {
      ...this.runs.events(current),
      data: (loaded, wanted) => {
        if (current()) this.#set({ download: { loaded, wanted } });
      },
      trying: (backend) => {
        if (current()) this.#trying = backend;
      },
      adapter: (adapter) => {
        const { backend } = this.#state;
        if (current() && backend) this.#set({ backend: { ...backend, adapter } });
      },
      deviceFailed: (what) => {
        if (current()) void this.#recover(what);
      },
    };
  }

  get #state(): SessionState {
    return this.store.getState();
  }

  #set(part: Partial<SessionState>): void {
    this.store.setState(part);
  }
}
