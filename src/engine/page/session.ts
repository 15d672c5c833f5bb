/**
 * The page's one session with the engine: what figures show (a store) and what they may ask for
 * (its methods, `runs` for training). It starts the engine, and when the worker dies or the device is
 * lost, starts again on the next backend from the last kept parameters.
 */

import { proxy } from 'comlink';
import { messageOf } from '../../data/message-of';
import type { PointValues } from '../../measures/point-values';
import {
  type AttackRequest,
  type BackendChoice,
  type JointSteps,
  LIVE,
  type LiveAttack,
  type Measured,
  type MeasureName,
  type MeasureRequest,
  type PlanePart,
  type PlaneRequest,
  type SmallestEpsilons,
  type SmallestRequest,
} from '../protocol';
import { AttackRatings } from './attack-ratings';
import { rememberChoice, rememberedChoice } from './backend-choice';
import { openEngine, type RemoteEngine } from './client';
import { EngineLifecycle } from './engine-lifecycle';
import { EngineUnavailableError } from './engine-unavailable';
import { Ensembles } from './ensembles';
import { Idle } from './idle';
import { KeptSweep } from './kept-sweep';
import { Library } from './library';
import { Measurements, type OnShare, sharesTo } from './measurements';
import { Playground } from './playground';
import { Runs } from './runs';
import { type SessionNotice, type SessionState, sessionStore, until } from './session-state';
import { shippedDownloads } from './shipped-downloads';
import { ShippedOnChoice } from './shipped-on-choice';
import { Surrogates } from './surrogates';
import { SweepHere } from './sweep-here';

export type { Playground, PlaygroundView } from './playground';
export type { EarlierRun, RunView } from './run-view';
export type { SessionNotice, SessionState } from './session-state';
export type { SweepHereState } from './sweep-here';

/**
 * Fetches the files of the shipped ensembles ahead of their use; the session takes them from here.
 * @param baseUrl of the built page, absolute, with a slash at its end
 */
export function prefetchShipped(baseUrl: string): Promise<void> {
  return downloadsAt(baseUrl).prefetch();
}

const downloadsAt = (baseUrl: string) => shippedDownloads(`${baseUrl}ensembles/`);

export class Session {
  readonly store = sessionStore(rememberedChoice());
  readonly runs: Runs;
  readonly sweep: SweepHere;
  /** The run on points of the plane. */
  readonly playground: Playground;
  readonly #library: Library;
  readonly #ensembles: Ensembles;
  readonly #measurements: Measurements;
  readonly #surrogates: Surrogates;
  readonly #onChoice: ShippedOnChoice;
  readonly #idle = new Idle();
  readonly #lifecycle: EngineLifecycle;
  #noticeCount = 0;
  /** What other tabs have done is followed one after another. */
  #followed: Promise<void> = Promise.resolve();

  /**
   * @param baseUrl of the built page, absolute, with a slash at its end
   * @param open starts a worker with the engine
   */
  constructor(baseUrl: string, open = openEngine) {
    const notify = this.#notify.bind(this);
    const ready = () => this.#lifecycle.ready();
    this.#library = new Library((problem) => notify('problem', problem));
    const downloads = downloadsAt(baseUrl);
    this.#ensembles = new Ensembles(this.store, this.#library, downloads, notify);
    this.#surrogates = new Surrogates(this.store, downloads);
    this.#onChoice = new ShippedOnChoice(
      this.store,
      downloads,
      () => this.#lifecycle.engine,
      (engine) => this.#rate(engine),
    );
    this.#measurements = new Measurements(this.store, ready, this.#surrogates);
    new AttackRatings(this.store, this.#measurements, this.#idle, this.#library);
    this.runs = new Runs(
      this.store,
      this.#library,
      ready,
      async (view, snapshot, evaluation, backend) => {
        if (!backend) return;
        await this.#ensembles.add(this.#lifecycle.engine, view, backend, snapshot, evaluation);
      },
      notify,
    );
    const keptSweep = new KeptSweep((problem) => notify('problem', problem));
    this.sweep = new SweepHere(this.store, ready, this.#idle, keptSweep);
    this.playground = new Playground(ready);
    this.#lifecycle = new EngineLifecycle(
      this.store,
      (events, onDeath) =>
        open(`${baseUrl}data/fashion-mnist/`, { ...events, ...this.playground.events }, onDeath),
      this.#ensembles,
      this.runs,
      notify,
    );
    this.store.subscribe(({ phase }, before) => {
      if (phase === 'ready' && before.phase !== 'ready') void this.playground.resume();
    });
    this.#library.onChangeElsewhere((id) => {
      this.#followed = this.#followed
        .then(() => this.#onDevice((engine) => this.#ensembles.followOtherTab(engine, id)))
        .catch((error) => notify('problem', `What another tab has done: ${messageOf(error)}`));
    });
  }

  /** Starts the engine and brings back what was kept on an earlier visit. */
  async start(): Promise<void> {
    const [unfinished] = await Promise.all([
      this.#library.unfinishedRun(),
      this.#ensembles.restore(),
      this.sweep.restore(),
    ]);
    if (unfinished) this.runs.restore(unfinished);
    await this.#lifecycle.start();
    if (unfinished && this.#state.phase === 'ready' && this.#state.run?.id === unfinished.id) {
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

  /** Restarts the engine on another backend, with the run as it stands; the choice is remembered. */
  async chooseBackend(choice: BackendChoice): Promise<void> {
    rememberChoice(choice);
    this.store.setState({ choice });
    await this.#lifecycle.startWithChoice();
  }

  /** Tries again after a failure, with every backend. */
  async retry(): Promise<void> {
    await this.#lifecycle.startAfresh();
  }

  /** Fetches the shipped ensembles that did not come, and rates them. */
  async fetchShipped(): Promise<void> {
    const { engine } = this.#lifecycle;
    // An engine that is still to start fetches them itself, and so does one that takes this one's place.
    if (!engine || this.#state.phase !== 'ready') return;
    try {
      await this.#ensembles.fetchShipped(engine);
    } catch (error) {
      if (error instanceof EngineUnavailableError) return;
      throw error;
    }
    this.#rate(engine);
  }

  /** Lays an ensemble under attack, as soon as it is here. */
  select(id: string): void {
    const here = id === LIVE || this.#state.ensembles.some((record) => record.id === id);
    this.store.setState(here ? { selected: id, chosen: id } : { chosen: id });
    this.want(id);
  }

  /** Fetches a shipped ensemble that comes when it is chosen; after a failure, again. */
  want(id: string): void {
    this.#onChoice.want(id);
  }

  async remove(id: string): Promise<void> {
    await this.#ensembles.remove(this.#lifecycle.engine, id);
  }

  /** Undoes a removal. */
  async putBack(id: string): Promise<void> {
    await this.#onDevice((engine) => this.#ensembles.putBack(engine, id));
  }

  /** @throws Error where the name says nothing */
  async rename(id: string, name: string): Promise<void> {
    await this.#ensembles.rename(id, name);
  }

  /**
   * Adds the ensemble of a reader's file.
   * @returns its name where it was here already, else null
   * @throws Error that says what is wrong with the file
   */
  async load(file: File): Promise<string | null> {
    const engine = this.#lifecycle.ready();
    const known = await this.#ensembles.read(engine, file);
    this.#rate(engine);
    return known;
  }

  /** An ensemble as the bytes of a safetensors file, which `load` takes. */
  fileOf(id: string): Uint8Array {
    return this.#ensembles.toFile(id);
  }

  /**
   * Attacks one held-out image; null where it was given up.
   * @param onShare for an attack of several attempts
   */
  async attack(request: AttackRequest, onShare?: OnShare): Promise<LiveAttack | null> {
    const engine = await this.#readyFor(request);
    return this.#idle.during(
      onShare ? engine.attack(request, sharesTo(onShare)) : engine.attack(request),
    );
  }

  /** Searches the smallest ε that fools; null where it was given up. */
  async smallestEpsilons(
    request: SmallestRequest,
    onShare: OnShare,
  ): Promise<SmallestEpsilons | null> {
    const engine = await this.#readyFor(request);
    return this.#idle.during(engine.smallestEpsilons(request, sharesTo(onShare)));
  }

  /** The members' input gradients at a held-out image, [n][inputSize], up to a positive factor each. */
  async gradients(ensemble: string, image: number): Promise<Float32Array[]> {
    return this.#lifecycle.ready().gradients(ensemble, image);
  }

  /** The best joint steps at a held-out image, in L2 and in L∞. */
  async jointSteps(ensemble: string, image: number): Promise<JointSteps> {
    return this.#lifecycle.ready().jointSteps(ensemble, image);
  }

  /**
   * Fills in a plane through a held-out image, from coarse to fine.
   * @param radius L2
   * @param onPart is told what is known; the rest is called off when it says no
   * @returns false where the two directions span no plane
   */
  async plane(
    request: PlaneRequest,
    radius: number,
    onPart: (part: PlanePart) => boolean,
  ): Promise<boolean> {
    return this.#lifecycle.ready().plane(request, radius, proxy(onPart));
  }

  /** What members and vote say at a point (u, v) of a plane and, second, at the image; null without a plane. */
  async planePoint(
    request: PlaneRequest,
    point: readonly [number, number],
  ): Promise<PointValues | null> {
    return this.#lifecycle.ready().planePoint(request, point);
  }

  /**
   * Measures an ensemble on held-out images, when no run is going; null where it was given up.
   * @param revision of its parameters
   */
  async measure<K extends MeasureName>(
    request: MeasureRequest<K>,
    revision: number,
    onShare: OnShare,
  ): Promise<Measured[K] | null> {
    return this.#idle.during(this.#measurements.take(request, revision, onShare));
  }

  /** What `measure` has found before for the same request and revision; null where that is nothing. */
  measured<K extends MeasureName>(
    request: MeasureRequest<K>,
    revision: number,
  ): Measured[K] | null {
    return this.#measurements.kept(request, revision);
  }

  dismiss(id: number): void {
    this.store.setState({ notices: this.#state.notices.filter((n) => n.id !== id) });
  }

  /** The engine, which has the plain surrogate where an attack is to be made on it. @throws DataFileError */
  async #readyFor({ attacker }: SmallestRequest): Promise<RemoteEngine> {
    const engine = this.#lifecycle.ready();
    if (attacker === 'surrogate') await this.#surrogates.bringTo(engine);
    return engine;
  }

  /** Once it is known whether there is an engine: what one that starts finds here it takes by itself. */
  async #onDevice(act: (engine: RemoteEngine | undefined) => Promise<void>): Promise<void> {
    await until(this.store, ({ phase }) => phase !== 'starting');
    const { engine } = this.#lifecycle;
    await act(engine);
    if (engine) this.#rate(engine);
  }

  #rate(engine: RemoteEngine): void {
    void this.#ensembles.rate(engine, () => this.#lifecycle.engine === engine);
  }

  get #state(): SessionState {
    return this.store.getState();
  }

  #notify(tone: SessionNotice['tone'], text: string): void {
    this.#noticeCount += 1;
    const notice = { id: this.#noticeCount, tone, text };
    // The same words twice say nothing new.
    const others = this.#state.notices.filter((n) => n.text !== text);
    this.store.setState({ notices: [...others, notice] });
  }
}
