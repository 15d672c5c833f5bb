/**
 * The page's one session with the engine: what figures show (a store) and what they may ask for
 * (its methods). It starts the engine, keeps what is trained, and when the worker dies or the device
 * is lost, starts again on the next backend from the last kept parameters.
 */

import { transfer } from 'comlink';
import { createStore } from 'zustand/vanilla';
import type { LiveAttack } from '../attacks/live-attack';
import { messageOf } from '../data/message-of';
import type { Change, LiveSetting, TrainingSettings } from '../training/settings';
import type { Snapshot } from '../training/snapshot';
import { currentSettings } from '../training/snapshot';
import { type EngineClient, openEngine, type RemoteEngine } from './client';
import { type EnsembleRecord, Library } from './library';
import {
  type AttackRequest,
  BACKEND_LABELS,
  BACKENDS,
  type BackendChoice,
  type BackendName,
  type BackendReport,
  type DataDescription,
  LIVE,
  type RunStatus,
  type Sample,
} from './protocol';
import { isGoing, pausedRun, type RunView, statusAt } from './run-view';
import { SHIPPED, shippedFile, shippedRecord } from './shipped';

export interface SessionNotice {
  readonly id: number;
  readonly tone: 'info' | 'problem' | 'done';
  readonly text: string;
}

export interface SessionState {
  readonly phase: 'starting' | 'ready' | 'failed';
  /** Why the engine could not be started. */
  readonly failure: string | null;
  readonly choice: BackendChoice;
  readonly backend: BackendReport | null;
  readonly data: DataDescription | null;
  /** Why the data set could not be opened. */
  readonly dataFailure: string | null;
  /** Training images that have arrived, of those that the run wants. */
  readonly download: { readonly loaded: number; readonly wanted: number } | null;
  readonly run: RunView | null;
  readonly ensembles: readonly EnsembleRecord[];
  /** The ensemble under attack: a record's id or `LIVE`. */
  readonly selected: string;
  readonly notices: readonly SessionNotice[];
}

const CHOICE_KEY = 'backend';

export class Session {
  readonly store = createStore<SessionState>(() => ({
    phase: 'starting',
    failure: null,
    choice: rememberedChoice(),
    backend: null,
    data: null,
    dataFailure: null,
    download: null,
    run: null,
    ensembles: [],
    selected: SHIPPED[0],
    notices: [],
  }));

  readonly #library: Library;
  readonly #baseUrl: string;
  #client: EngineClient | null = null;
  #excluded: BackendName[] = [];
  #kept: Snapshot | null = null;
  /** Raised with every start of the engine: what an earlier one still sends is not listened to. */
  #generation = 0;
  #noticeCount = 0;

  /** @param baseUrl of the built page, absolute, with a slash at its end */
  constructor(baseUrl: string, library = new Library()) {
    this.#baseUrl = baseUrl;
    this.#library = library;
  }

  /** Starts the engine and brings back what was kept on an earlier visit. */
  async start(): Promise<void> {
    const [ensembles, unfinished] = await Promise.all([
      this.#library.ensembles(),
      this.#library.unfinishedRun(),
    ]);
    this.#set({ ensembles });
    if (unfinished) {
      this.#kept = unfinished.snapshot;
      this.#set({ run: pausedRun(unfinished.id, unfinished.snapshot, unfinished.samples) });
    }
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
    remember(choice);
    this.#excluded = [];
    this.#set({ choice });
    await this.#restart();
  }

  /** Tries again after a failure, with every backend. */
  async retry(): Promise<void> {
    this.#excluded = [];
    await this.#restart();
  }

  /** Trains a new ensemble; a run under way is given up. @throws RangeError */
  async train(settings: TrainingSettings): Promise<void> {
    await this.#begin(settings);
    await this.#ready().play();
  }

  /** Begins a new run and takes its first step alone. @throws RangeError */
  async beginWithOneStep(settings: TrainingSettings): Promise<void> {
    await this.#begin(settings);
    await this.#ready().stepOnce();
  }

  /** Goes on training an ensemble that has ended, for `epochs` more. */
  async continueTraining(record: EnsembleRecord, epochs: number): Promise<void> {
    const { snapshot } = record;
    if (!snapshot) return;
    const engine = this.#ready();
    this.#kept = snapshot;
    await engine.beginRun(snapshot);
    this.#set({ run: pausedRun(record.id, snapshot, record.samples) });
    await engine.change('epochs', currentSettings(snapshot).epochs + epochs);
    await engine.play();
  }

  async resume(): Promise<void> {
    await this.#ready().play();
  }

  async pause(): Promise<void> {
    await this.#ready().pause();
  }

  async stepOnce(): Promise<void> {
    await this.#ready().stepOnce();
  }

  async stop(): Promise<void> {
    await this.#ready().stop();
  }

  /** Changes a setting of the run while it goes on. */
  async change(setting: LiveSetting, value: Change['value']): Promise<void> {
    await this.#ready().change(setting, value);
  }

  select(id: string): void {
    this.#set({ selected: id });
  }

  async remove(id: string): Promise<void> {
    await this.#library.removeEnsemble(id);
    await this.#client?.engine.dropEnsemble(id);
    const ensembles = this.#state.ensembles.filter((e) => e.id !== id);
    this.#set({ ensembles });
    if (this.#state.selected === id) this.#set({ selected: ensembles[0]?.id ?? LIVE });
  }

  async attack(request: AttackRequest): Promise<LiveAttack> {
    return this.#ready().attack(request);
  }

  dismiss(id: number): void {
    this.#set({ notices: this.#state.notices.filter((n) => n.id !== id) });
  }

  async #begin(settings: TrainingSettings): Promise<void> {
    await this.#ready().beginRun(settings);
    this.#kept = null;
    const status = statusAt(settings, [], 0);
    this.#set({ run: { id: crypto.randomUUID(), samples: [], status } });
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
      await this.#loadEnsembles(client.engine);
      if (!current()) return;
      if (this.#state.run && this.#kept) await client.engine.beginRun(this.#kept);
      this.#set({ phase: 'ready' });
      if (wasRunning) await client.engine.play();
      void this.#rateEnsembles(client.engine, current);
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
    const from = going && this.#kept ? ` The run goes on from step ${this.#kept.step}.` : '';
    this.#notify('problem', `${what} ${BACKEND_LABELS[backend.backend]} has taken over.${from}`);
  }

  async #openData(engine: RemoteEngine): Promise<void> {
    try {
      this.#set({ data: await engine.openData(), dataFailure: null });
    } catch (error) {
      this.#set({ phase: 'failed', dataFailure: messageOf(error) });
    }
  }

  async #loadEnsembles(engine: RemoteEngine): Promise<void> {
    const trained = this.#state.ensembles.filter(({ origin }) => origin === 'trained');
    const shipped: EnsembleRecord[] = [];
    for (const id of SHIPPED) {
      const known = this.#state.ensembles.find((record) => record.id === id);
      try {
        shipped.push(known ?? (await this.#fetchShipped(engine, id)));
      } catch (error) {
        this.#notify('problem', `A pre-trained ensemble could not be loaded: ${messageOf(error)}`);
      }
    }
    const ensembles = [...shipped, ...trained];
    for (const { id, weights } of ensembles) await engine.putEnsemble(id, weights);
    this.#set({ ensembles });
    if (!ensembles.some(({ id }) => id === this.#state.selected)) {
      this.#set({ selected: ensembles[0]?.id ?? LIVE });
    }
  }

  async #fetchShipped(engine: RemoteEngine, id: (typeof SHIPPED)[number]): Promise<EnsembleRecord> {
    const file = shippedFile(id);
    const response = await fetch(`${this.#baseUrl}ensembles/${file}`);
    if (!response.ok) throw new Error(`${file} could not be fetched (${response.status}).`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    return shippedRecord(id, await engine.readEnsemble(transfer(bytes, [bytes.buffer])));
  }

  /** Computes what is not yet known of the ensembles at hand. */
  async #rateEnsembles(engine: RemoteEngine, current: () => boolean): Promise<void> {
    for (const { id, evaluation } of this.#state.ensembles) {
      if (evaluation) continue;
      await this.#runAtRest();
      try {
        const rated = await engine.evaluate(id);
        if (current()) this.#update(id, { evaluation: rated });
      } catch {
        // Removed meanwhile, or the engine is gone: then a later start rates it.
      }
      if (!current()) return;
    }
  }

  /** Settles when no run is going: what can wait must not slow it down. */
  #runAtRest(): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (isGoing(this.#state.run?.status)) return;
        unsubscribe();
        resolve();
      };
      const unsubscribe = this.store.subscribe(look);
      look();
    });
  }

  #update(id: string, part: Partial<EnsembleRecord>): void {
    this.#set({
      ensembles: this.#state.ensembles.map((e) => (e.id === id ? { ...e, ...part } : e)),
    });
  }

  /** What the engine tells, as long as it is the present one. */
  #events(current: () => boolean) {
    const run = (change: (view: RunView) => Partial<RunView>) => {
      const view = this.#state.run;
      if (view && current()) this.#set({ run: { ...view, ...change(view) } });
    };
    return {
      status: (status: RunStatus) => run(() => ({ status })),
      sample: (sample: Sample) =>
        run(({ samples }) => ({
          // After a recovery or a failure, steps are taken again: the later sample counts.
          samples: [...samples.filter(({ step }) => step < sample.step), sample],
        })),
      keep: (snapshot: Snapshot) => {
        const view = this.#state.run;
        if (!view || !current()) return;
        this.#kept = snapshot;
        void this.#library.putRun({ id: view.id, snapshot, samples: view.samples });
      },
      ended: (snapshot: Snapshot, evaluation: EnsembleRecord['evaluation']) => {
        const view = this.#state.run;
        const backend = this.#state.backend?.backend;
        if (!view || !backend || !current()) return;
        void this.#store(view, backend, snapshot, evaluation);
      },
      data: (loaded: number, wanted: number) => {
        if (current()) this.#set({ download: { loaded, wanted } });
      },
      deviceLost: (reason: string) => {
        if (current()) void this.#recover(`The graphics device was lost${inBrackets(reason)}.`);
      },
    };
  }

  /** Keeps an ensemble whose run has ended, and lays it under attack. */
  async #store(
    view: RunView,
    backend: BackendName,
    snapshot: Snapshot,
    evaluation: EnsembleRecord['evaluation'],
  ): Promise<void> {
    const settings = currentSettings(snapshot);
    const record: EnsembleRecord = {
      id: view.id,
      name: nameOf(settings),
      origin: 'trained',
      trainedAt: new Date().toISOString(),
      backend,
      initial: snapshot.initial,
      changes: snapshot.changes,
      steps: snapshot.step,
      weights: {
        members: settings.members,
        hidden: settings.hidden,
        parameters: snapshot.parameters,
      },
      evaluation,
      samples: view.samples,
      snapshot,
    };
    const others = this.#state.ensembles.filter(({ id }) => id !== record.id);
    await this.#client?.engine.putEnsemble(record.id, record.weights);
    this.#set({ ensembles: [...others, record], selected: record.id });
    try {
      await this.#library.putEnsemble(record);
      await this.#library.putRun(null);
    } catch (error) {
      this.#notify(
        'problem',
        `The ensemble could not be kept for a later visit: ${messageOf(error)}`,
      );
    }
  }
}

function nameOf({ penalty, lambda, members, hidden }: TrainingSettings): string {
  const how = penalty === 'none' ? 'no penalty' : `${penalty} λ = ${lambda}`;
  return `${members} × ${hidden.join('-')}, ${how}`;
}

function rememberedChoice(): BackendChoice {
  try {
    const value = localStorage.getItem(CHOICE_KEY);
    return BACKENDS.includes(value as BackendName) ? (value as BackendName) : 'auto';
  } catch {
    return 'auto';
  }
}

function remember(choice: BackendChoice): void {
  try {
    localStorage.setItem(CHOICE_KEY, choice);
  } catch {
    // Without storage the choice holds for this visit.
  }
}

function inBrackets(reason: string): string {
  return reason ? ` (${reason.replace(/\.$/, '')})` : '';
}
