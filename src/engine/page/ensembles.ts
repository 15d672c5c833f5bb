/** The ensembles at hand, shipped and trained: on the device, in the library and in what is shown. */
import { transfer } from 'comlink';
import { messageOf } from '../../data/message-of';
import { EnsembleFileError, encodeEnsemble } from '../../ensemble/ensemble-file';
import { AT_START, type ShippedId } from '../../ensemble/shipped';
import { SHIPPED_FILES } from '../../ensemble/shipped-files';
import { currentSettings, type Snapshot } from '../../training/snapshot';
import { type BackendName, type Evaluation, LIVE } from '../protocol';
import type { RemoteEngine } from './client';
import { EngineUnavailableError } from './engine-unavailable';
import { recordFrom, toMetadata } from './ensemble-metadata';
import { ensembleName } from './ensemble-name';
import { fetchToDevice } from './fetch-shipped';
import type { Library } from './library';
import { type EnsembleRecord, inOrder, LONGEST_NAME, sameWeights } from './records';
import { isGoing, type RunView } from './run-view';
import { type Notify, type SessionStore, until } from './session-state';
import type { ShippedDownloads } from './shipped-downloads';

/** Bytes; the largest ensemble that the Lab can train has half as many. */
const LARGEST_FILE = 12e6;

export class Ensembles {
  /** Raised with every fetch of the shipped ones: what an earlier one still brings is not wanted. */
  #fetches = 0;
  /** What the last engine did not take: another may. */
  #leftOut: readonly EnsembleRecord[] = [];

  constructor(
    private readonly store: SessionStore,
    private readonly library: Library,
    private readonly downloads: Pick<ShippedDownloads, 'bytes' | 'forget'>,
    private readonly notify: Notify,
  ) {}

  /** Brings back what was trained on earlier visits. */
  async restore(): Promise<void> {
    this.store.setState({ ensembles: await this.library.ensembles() });
  }

  /**
   * Puts all that are at hand on the device. One that the engine does not take is left out, and named.
   * @throws EngineUnavailableError
   */
  async load(engine: RemoteEngine): Promise<void> {
    this.#fetches += 1;
    const leftOut: EnsembleRecord[] = [];
    for (const record of [...this.store.getState().ensembles, ...this.#leftOut]) {
      if (!(await this.#putOnDevice(engine, record))) leftOut.push(record);
    }
    const takenNow = this.#leftOut.filter((record) => !leftOut.includes(record));
    this.#leftOut = leftOut;
    const taken = this.store
      .getState()
      .ensembles.filter(({ id }) => !leftOut.some((record) => record.id === id));
    this.store.setState({ ensembles: inOrder([...taken, ...takenNow]) });
  }

  /**
   * Fetches the shipped ensembles of the start that are not here yet. One that cannot be had does not keep the others
   * away; why, stands in the state, and asking again tries again.
   * @param signal ends the downloads
   * @throws EngineUnavailableError
   */
  async fetchShipped(engine: RemoteEngine, signal?: AbortSignal): Promise<void> {
    this.#fetches += 1;
    const turn = this.#fetches;
    const { ensembles: before, shippedFailure } = this.store.getState();
    // After a failure the browser's cache may hold what was bad.
    const cache = shippedFailure === null ? 'default' : 'reload';
    this.store.setState({ shippedFailure: null });
    const missing = AT_START.filter((id) => !before.some((record) => record.id === id));
    const wanted = missing.reduce((sum, id) => sum + SHIPPED_FILES[id].bytes, 0);
    const loaded = new Map<ShippedId, number>();
    const tell = (id: ShippedId, bytes: number) => {
      if (signal?.aborted || turn !== this.#fetches) return;
      loaded.set(id, bytes);
      const sum = [...loaded.values()].reduce((total, own) => total + own, 0);
      this.store.setState({ shippedDownload: { loaded: sum, wanted } });
    };
    const outcomes = await Promise.allSettled(
      missing.map((id) =>
        fetchToDevice(engine, this.downloads, id, {
          cache,
          signal,
          onProgress: (bytes) => tell(id, bytes),
        }),
      ),
    );
    if (signal?.aborted || turn !== this.#fetches) return;
    this.store.setState({ shippedDownload: null });
    const fetched = outcomes.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []));
    const failed = outcomes.find((it) => it.status === 'rejected');
    if (failed?.reason instanceof EngineUnavailableError) throw failed.reason;
    const { ensembles: known, chosen, selected, run } = this.store.getState();
    const ensembles = inOrder([...known, ...fetched]);
    const here = [...ensembles.map(({ id }) => id), ...(run ? [LIVE] : [])];
    this.store.setState({
      ensembles,
      selected: [chosen, selected].find((id) => here.includes(id)) ?? here[0] ?? LIVE,
      shippedFailure: failed ? messageOf(failed.reason) : null,
    });
  }

  /** Rates those that have no rating yet, while no run is going: what can wait must not slow it down. */
  async rate(engine: RemoteEngine, current: () => boolean): Promise<void> {
    for (const { id } of this.store.getState().ensembles) {
      await until(this.store, ({ run }) => !current() || !isGoing(run?.status));
      if (!current()) return;
      // As it is now: removed or rated while others were waited for.
      if (this.#find(id)?.evaluation !== null) continue;
      try {
        const rated = await engine.evaluate(id);
        if (current()) this.#update(id, { evaluation: rated });
      } catch (error) {
        // An engine that is gone: the next one rates it.
        if (error instanceof EngineUnavailableError || !current()) return;
        const record = this.#find(id);
        if (!record) continue;
        this.notify(
          'problem',
          `The ensemble “${record.name}” could not be rated: ${messageOf(error)}`,
        );
      }
    }
  }

  /**
   * Keeps an ensemble whose run has ended. It is laid under attack only where its run was: the figures
   * above the Lab, which grow with what is under attack, are left alone while the reader trains.
   */
  async add(
    engine: RemoteEngine | undefined,
    { id, samples }: RunView,
    backend: BackendName,
    snapshot: Snapshot,
    evaluation: Evaluation,
  ): Promise<void> {
    const settings = currentSettings(snapshot);
    const record: EnsembleRecord = {
      id,
      name: ensembleName(snapshot),
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
      samples,
      snapshot,
    };
    try {
      await engine?.putEnsemble(id, record.weights);
    } catch {
      // It is kept all the same. The next engine is given it with all others, and says what is wrong.
    }
    await this.#keep(record, this.store.getState().selected === LIVE);
  }

  /**
   * Adds the ensemble of a reader's file, and lays it under attack. One that the reader has already counts
   * once.
   * @returns its name where it was here already, else null
   * @throws Error that says what is wrong with the file
   */
  async read(engine: RemoteEngine, file: File): Promise<string | null> {
    if (file.size > LARGEST_FILE) {
      const size = Math.ceil(file.size / 1e6);
      throw new EnsembleFileError(
        `The file has ${size} MB; an ensemble for this page has at most ${LARGEST_FILE / 1e6}.`,
      );
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    const read = await engine.readEnsemble(transfer(bytes, [bytes.buffer]));
    const name = file.name.replace(/\.safetensors$/i, '');
    const record = recordFrom(read, { id: crypto.randomUUID(), origin: 'loaded' }, name);
    const { ensembles, removed } = this.store.getState();
    const twin = [...ensembles, ...removed].find(
      ({ origin, weights }) => origin !== 'shipped' && sameWeights(weights, record.weights),
    );
    if (twin) {
      await this.putBack(engine, twin.id);
      this.store.setState({ selected: twin.id });
      return twin.name;
    }
    await engine.putEnsemble(record.id, record.weights);
    await this.#keep(record, true);
    return null;
  }

  /** @throws Error where the name says nothing */
  async rename(id: string, name: string): Promise<void> {
    const to = name.trim().slice(0, LONGEST_NAME);
    if (to === '') throw new Error('A name has at least one letter or digit.');
    this.#update(id, { name: to });
    const renamed = this.store.getState().ensembles.find((record) => record.id === id);
    if (renamed) await this.library.putEnsemble(renamed);
  }

  /** An ensemble as a file that `read` takes. @throws Error while the data set is not open */
  toFile(id: string): Uint8Array {
    const { data } = this.store.getState();
    const record = this.#find(id);
    if (!data || !record) throw new Error('The ensemble is not at hand.');
    const { name, trainedAt, backend, initial: settings, changes, steps, weights } = record;
    const metadata: Record<string, string> =
      trainedAt && backend && settings
        ? toMetadata({ name, trainedAt, backend, settings, changes, steps })
        : {};
    const inputSize = data.imageShape.reduce((product, size) => product * size, 1);
    const widths = [inputSize, ...weights.hidden, data.classes.length];
    return encodeEnsemble({ ...weights, metadata }, widths);
  }

  /** It can be put back until the page is left. */
  async remove(engine: RemoteEngine | undefined, id: string): Promise<void> {
    const record = await this.#drop(engine, id);
    if (record) this.store.setState(({ removed }) => ({ removed: inOrder([...removed, record]) }));
    await this.library.removeEnsemble(id);
  }

  /** Undoes a removal; nothing happens where there was none. */
  async putBack(engine: RemoteEngine | undefined, id: string): Promise<void> {
    const record = this.store.getState().removed.find((other) => other.id === id);
    if (!record) return;
    this.store.setState(({ removed }) => ({ removed: removed.filter((own) => own !== record) }));
    await this.library.putEnsemble(record);
    await this.#take(engine, record);
  }

  /** Looks up what another tab has made of an ensemble: kept it, renamed it, or removed it. */
  async followOtherTab(engine: RemoteEngine | undefined, id: string): Promise<void> {
    const kept = await this.library.ensemble(id);
    const known = this.store.getState().ensembles.find((record) => record.id === id);
    if (kept && known) {
      // Ratings that were taken here hold as long as it was not trained on.
      const stale = kept.attacks === undefined && kept.steps !== known.steps;
      const evaluation = kept.evaluation ?? known.evaluation;
      this.#update(id, { ...kept, evaluation, ...(stale ? { attacks: [] } : {}) });
    } else if (kept) {
      this.store.setState(({ removed }) => ({ removed: removed.filter((own) => own.id !== id) }));
      await this.#take(engine, kept);
    } else if (kept === null && known) {
      await this.#drop(engine, id);
      this.notify('info', `The ensemble “${known.name}” was removed in another tab.`);
    }
  }

  /** Shows a record and keeps it for later visits; `attack` lays it under attack. */
  async #keep(record: EnsembleRecord, attack: boolean): Promise<void> {
    this.#show(record);
    if (attack) this.store.setState({ selected: record.id, chosen: record.id });
    await this.library.putEnsemble(record);
  }

  #show(record: EnsembleRecord): void {
    this.store.setState(({ ensembles }) => ({
      ensembles: inOrder([...ensembles.filter(({ id }) => id !== record.id), record]),
    }));
  }

  /** Shows a record that an engine may have; without one, the next engine is given it with all others. */
  async #take(engine: RemoteEngine | undefined, record: EnsembleRecord): Promise<void> {
    try {
      if (!engine || (await this.#putOnDevice(engine, record))) this.#show(record);
      else this.#leftOut = [...this.#leftOut, record];
    } catch (error) {
      if (!(error instanceof EngineUnavailableError)) throw error;
      this.#show(record);
    }
  }

  /** Takes an ensemble from the device and out of sight. @returns what it was, if it was shown */
  async #drop(engine: RemoteEngine | undefined, id: string): Promise<EnsembleRecord | undefined> {
    await engine?.dropEnsemble(id).catch((error: unknown) => {
      if (!(error instanceof EngineUnavailableError)) throw error;
    });
    const { ensembles, selected } = this.store.getState();
    const others = ensembles.filter((record) => record.id !== id);
    this.store.setState({ ensembles: others });
    if (selected === id) this.store.setState({ selected: others[0]?.id ?? LIVE });
    return ensembles.find((record) => record.id === id);
  }

  /** @returns false for weights that the engine does not take */
  async #putOnDevice(engine: RemoteEngine, { id, name, weights }: EnsembleRecord) {
    try {
      await engine.putEnsemble(id, weights);
      return true;
    } catch (error) {
      if (error instanceof EngineUnavailableError) throw error;
      this.notify('problem', `The ensemble “${name}” is left out: ${messageOf(error)}`);
      return false;
    }
  }

  #find(id: string): EnsembleRecord | undefined {
    return this.store.getState().ensembles.find((record) => record.id === id);
  }

  #update(id: string, part: Partial<EnsembleRecord>): void {
    const { ensembles } = this.store.getState();
    this.store.setState({
      ensembles: ensembles.map((record) => (record.id === id ? { ...record, ...part } : record)),
    });
  }
}
