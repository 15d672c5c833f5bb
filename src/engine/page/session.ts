/**
 * The page's one session with the engine: what figures show (a store) and what they may ask for
 * (its methods, `runs` for training). It starts the engine, and when the worker dies or the device is
 * lost, starts again on the next backend from the last kept parameters.
 */

import { messageOf } from '../../data/message-of';
import type { LiveAttack } from '../../measures/live-attack';
import {
  type AttackRequest,
  BACKEND_LABELS,
  BACKENDS,
  type BackendChoice,
  type BackendName,
  type BackendReport,
  type EngineEvents,
  type Measured,
  type MeasureName,
  type MeasureRequest,
} from '../protocol';
import { rememberChoice, rememberedChoice } from './backend-choice';
import { type EngineClient, openEngine, type RemoteEngine } from './client';
import { Ensembles } from './ensembles';
import { Library } from './library';
import { type Following, Measurements } from './measurements';
import { isGoing } from './run-view';
import { Runs } from './runs';
import { type SessionNotice, type SessionState, sessionStore } from './session-state';

export type { RunView } from './run-view';
export type { SessionNotice, SessionState } from './session-state';

export class Session {
  readonly store = sessionStore(rememberedChoice());
  readonly runs: Runs;
  readonly #library: Library;
  readonly #ensembles: Ensembles;
  readonly #measurements: Measurements;
  readonly #baseUrl: string;
  #client: EngineClient | null = null;
  #excluded: BackendName[] = [];
  /** Raised with every start of the engine: what an earlier one still sends is not listened to. */
  #generation = 0;
  #noticeCount = 0;

  /** @param baseUrl of the built page, absolute, with a slash at its end */
  constructor(baseUrl: string, library = new Library()) {
    this.#baseUrl = baseUrl;
    this.#library = library;
    const notify = this.#notify.bind(this);
    this.#ensembles = new Ensembles(this.store, library, `${baseUrl}ensembles/`, notify);
    this.#measurements = new Measurements(this.store, () => this.#ready());
    this.runs = new Runs(
      this.store,
      library,
      () => this.#ready(),
      async (view, snapshot, evaluation) => {
        const backend = this.#state.backend?.backend;
        if (!backend) return;
        await this.#ensembles.add(this.#client?.engine, view, backend, snapshot, evaluation);
      },
    );
  }

  /** Starts the engine and brings back what was kept on an earlier visit. */
  async start(): Promise<void> {
    const [unfinished] = await Promise.all([
      this.#library.unfinishedRun(),
      this.#ensembles.restore(),
    ]);
    if (unfinished) this.runs.restore(unfinished);
    await this.#startEngine();
    if (unfinished && this.#state.phase === 'ready') {
      this.#notify(
        'info',
        `A run was under way at step ${unfinished.snapshot.step}: resume it below.`,
      );
    }
    if (!(await this.#library.available())) {
      this.#notify(
        'info',
        'This browser keeps nothing for this page: a reload loses what you train.',
      );
    }
  }

  /** Restarts the engine on another backend; the choice is remembered. */
  async chooseBackend(choice: BackendChoice): Promise<void> {
    rememberChoice(choice);
    this.#excluded = [];
    this.#set({ choice });
    await this.#restart();
  }

  /** Tries again after a failure, with every backend. */
  async retry(): Promise<void> {
    this.#excluded = [];
    await this.#restart();
  }

  /** Fetches the shipped ensembles that did not come, and rates them. */
  async fetchShipped(): Promise<void> {
    const { engine } = this.#client ?? {};
    // An engine that is still to start fetches them itself.
    if (!engine || this.#state.phase !== 'ready') return;
    await this.#ensembles.fetchShipped(engine);
    void this.#ensembles.rate(engine, () => this.#client?.engine === engine);
  }

  select(id: string): void {
    this.#set({ selected: id });
  }

  async remove(id: string): Promise<void> {
    await this.#ensembles.remove(this.#client?.engine, id);
  }

  /** Adds the ensemble of a reader's file. @throws Error that says what is wrong with the file */
  async load(file: File): Promise<void> {
    const { engine } = this.#client ?? {};
    await this.#ensembles.read(this.#ready(), file);
    if (engine) void this.#ensembles.rate(engine, () => this.#client?.engine === engine);
  }

  /** An ensemble as the bytes of a safetensors file, which `load` takes. */
  fileOf(id: string): Uint8Array {
    return this.#ensembles.toFile(id);
  }

  async attack(request: AttackRequest): Promise<LiveAttack> {
    return this.#ready().attack(request);
  }

  /** The members' input gradients at a held-out image, [n][inputSize], up to a positive factor each. */
  async gradients(ensemble: string, image: number): Promise<Float32Array[]> {
    return this.#ready().gradients(ensemble, image);
  }

  /** Measures an ensemble on all held-out images, when no run is going; null where it was given up. */
  async measure<K extends MeasureName>(
    request: MeasureRequest<K>,
    following: Following,
  ): Promise<Measured[K] | null> {
    return this.#measurements.take(request, following);
  }

  dismiss(id: number): void {
    this.#set({ notices: this.#state.notices.filter((n) => n.id !== id) });
  }

  get #state(): SessionState {
    return this.store.getState();
  }

  #set(part: Partial<SessionState>): void {
    this.store.setState(part);
  }

  #notify(tone: SessionNotice['tone'], text: string): void {
    this.#noticeCount += 1;
    const notice = { id: this.#noticeCount, tone, text };
    // The same words twice say nothing new.
    const others = this.#state.notices.filter((n) => n.text !== text);
    this.#set({ notices: [...others, notice] });
  }

  #ready(): RemoteEngine {
    if (!this.#client || this.#state.phase !== 'ready') {
      throw new Error('The engine is not running yet.');
    }
    return this.#client.engine;
  }

  async #restart(): Promise<void> {
    this.#client?.close();
    this.#client = null;
    await this.#startEngine();
  }

  async #startEngine(): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    const current = () => generation === this.#generation;
    const wasRunning = isGoing(this.#state.run?.status);
    this.#set({ phase: 'starting', failure: null, backend: null });
    try {
      const client = await openEngine(`${this.#baseUrl}data/fashion-mnist/`, this.#events(current));
      if (!current()) {
        client.close();
        return;
      }
      this.#client = client;
      void client.died.then((reason) => {
        if (current())
          void this.#recover(`The worker that computes has ended${inBrackets(reason)}.`);
      });
      const backend = await this.#startBackend(client.engine);
      this.#set({ backend });
      await this.#openData(client.engine);
      if (!current() || !this.#state.data) return;
      await this.#ensembles.load(client.engine);
      if (!current()) return;
      await this.runs.goOn(client.engine);
      this.#set({ phase: 'ready' });
      if (wasRunning) await client.engine.play();
      void this.#ensembles.rate(client.engine, current);
    } catch (error) {
      if (current()) this.#set({ phase: 'failed', failure: messageOf(error) });
    }
  }

  async #startBackend(engine: RemoteEngine): Promise<BackendReport> {
    const { choice } = this.#state;
    if (choice !== 'auto' && !this.#excluded.includes(choice)) {
      try {
        return await engine.start(choice, this.#excluded);
      } catch (error) {
        this.#notify(
          'problem',
          `${BACKEND_LABELS[choice]} can't be used: ${messageOf(error)} The best of the others runs instead.`,
        );
      }
    }
    return engine.start('auto', this.#excluded);
  }

  /** Starts again on the next backend, from the last kept parameters. */
  async #recover(what: string): Promise<void> {
    const failed = this.#state.backend?.backend;
    if (failed && !this.#excluded.includes(failed)) this.#excluded.push(failed);
    if (this.#excluded.length === BACKENDS.length) this.#excluded = [];
    const going = isGoing(this.#state.run?.status);
    await this.#restart();
    const { backend } = this.#state;
    if (!backend) return;
    const from = going ? ` The run goes on from step ${this.runs.keptStep}.` : '';
    this.#notify('problem', `${what} ${BACKEND_LABELS[backend.backend]} has taken over.${from}`);
  }

  async #openData(engine: RemoteEngine): Promise<void> {
    try {
      this.#set({ data: await engine.openData(), dataFailure: null });
    } catch (error) {
      this.#set({ phase: 'failed', dataFailure: messageOf(error) });
    }
  }

  /** What the engine tells, as long as it is the present one. */
  #events(current: () => boolean): EngineEvents {
    return {
      ...this.runs.events(current),
      data: (loaded, wanted) => {
        if (current()) this.#set({ download: { loaded, wanted } });
      },
      deviceFailed: (what) => {
        if (current()) void this.#recover(what);
      },
    };
  }
}

function inBrackets(reason: string): string {
  return reason ? ` (${reason.replace(/\.$/, '')})` : '';
}
