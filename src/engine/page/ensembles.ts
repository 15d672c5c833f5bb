/** The ensembles at hand, shipped and trained: on the device, in the library and in what is shown. */
import { transfer } from 'comlink';
import { download } from '../../data/download';
import { messageOf } from '../../data/message-of';
import { EnsembleFileError, encodeEnsemble } from '../../ensemble/ensemble-file';
import { isShipped, SHIPPED, SHIPPED_FILES, type ShippedId } from '../../ensemble/shipped';
import type { TrainingSettings } from '../../training/settings';
import { currentSettings, type Snapshot } from '../../training/snapshot';
import { type BackendName, type Evaluation, LIVE } from '../protocol';
import type { RemoteEngine } from './client';
import { EngineUnavailableError } from './engine-unavailable';
import { recordFrom, toMetadata } from './ensemble-metadata';
import type { Library } from './library';
import type { EnsembleRecord } from './records';
import { isGoing, type RunView } from './run-view';
import { type Notify, type SessionStore, until } from './session-state';

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
    /** Of the shipped ensembles' files, absolute, with a slash at its end. */
    private readonly baseUrl: string,
    private readonly notify: Notify,
  ) {}

  /** Brings back what was trained on earlier visits. */
  async restore(): Promise<void> {
    this.store.setState({ ensembles: await this.library.ensembles() });
  }

  /**
   * Puts all that are at hand on the device, and fetches the shipped ones. One that the engine does not
   * take is left out, and named.
   * @throws EngineUnavailableError
   */
  async load(engine: RemoteEngine): Promise<void> {
    const leftOut: EnsembleRecord[] = [];
    for (const record of [...this.store.getState().ensembles, ...this.#leftOut]) {
      if (!(await this.#putOnDevice(engine, record))) leftOut.push(record);
    }
    const takenNow = this.#leftOut.filter((record) => !leftOut.includes(record));
    this.#leftOut = leftOut;
    const taken = this.store
      .getState()
      .ensembles.filter(({ id }) => !leftOut.some((record) => record.id === id));
    this.store.setState({ ensembles: [...taken, ...takenNow] });
    await this.fetchShipped(engine);
  }

  /**
   * Fetches the shipped ensembles that are not here yet. One that cannot be had does not keep the others
   * away; why, stands in the state, and asking again tries again.
   * @throws EngineUnavailableError
   */
  async fetchShipped(engine: RemoteEngine): Promise<void> {
    this.#fetches += 1;
    const turn = this.#fetches;
    const { ensembles: before, shippedFailure } = this.store.getState();
    // After a failure the browser's cache may hold what was bad.
    const cache = shippedFailure === null ? 'default' : 'reload';
    this.store.setState({ shippedFailure: null });
    const missing = SHIPPED.filter((id) => !before.some((record) => record.id === id));
    const outcomes = await Promise.allSettled(missing.map((id) => this.#fetch(engine, id, cache)));
    if (turn !== this.#fetches) return;
    const fetched = outcomes.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []));
    const failed = outcomes.find((it) => it.status === 'rejected');
    if (failed?.reason instanceof EngineUnavailableError) throw failed.reason;
    const { ensembles: known, selected, run } = this.store.getState();
    const shipped = SHIPPED.flatMap((id) =>
      [...known, ...fetched].filter((record) => record.id === id),
    );
    const ensembles = [...shipped, ...known.filter(({ id }) => !isShipped(id))];
    const here = selected === LIVE ? run !== null : ensembles.some(({ id }) => id === selected);
    this.store.setState({
      ensembles,
      selected: here ? selected : (ensembles[0]?.id ?? LIVE),
      shippedFailure: failed ? messageOf(failed.reason) : null,
    });
  }

  /** Rates those that have no rating yet, while no run is going: what can wait must not slow it down. */
  async rate(engine: RemoteEngine, current: () => boolean): Promise<void> {
    for (const { id, evaluation } of this.store.getState().ensembles) {
      if (evaluation) continue;
      await until(this.store, ({ run }) => !current() || !isGoing(run?.status));
      try {
        const rated = await engine.evaluate(id);
        if (current()) this.#update(id, { evaluation: rated });
      } catch {
        // Removed meanwhile, or the engine is gone: then a later start rates it.
      }
      if (!current()) return;
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
      name: nameOf(snapshot),
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
   * Adds the ensemble of a reader's file, and lays it under attack.
   * @throws Error that says what is wrong with the file
   */
  async read(engine: RemoteEngine, file: File): Promise<void> {
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
    await engine.putEnsemble(record.id, record.weights);
    await this.#keep(record, true);
  }

  /** An ensemble as a file that `read` takes. @throws Error while the data set is not open */
  toFile(id: string): Uint8Array {
    const { data, ensembles } = this.store.getState();
    const record = ensembles.find((other) => other.id === id);
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

  async remove(engine: RemoteEngine | undefined, id: string): Promise<void> {
    await this.library.removeEnsemble(id);
    await engine?.dropEnsemble(id).catch((error: unknown) => {
      if (!(error instanceof EngineUnavailableError)) throw error;
    });
    const { ensembles, selected } = this.store.getState();
    const others = ensembles.filter((record) => record.id !== id);
    this.store.setState({ ensembles: others });
    if (selected === id) this.store.setState({ selected: others[0]?.id ?? LIVE });
  }

  /** Shows a record and keeps it for later visits; `attack` lays it under attack. */
  async #keep(record: EnsembleRecord, attack: boolean): Promise<void> {
    const others = this.store.getState().ensembles.filter(({ id }) => id !== record.id);
    this.store.setState({ ensembles: [...others, record] });
    if (attack) this.store.setState({ selected: record.id });
    await this.library.putEnsemble(record);
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

  /** @throws DataFileError, EnsembleFileError */
  async #fetch(engine: RemoteEngine, id: ShippedId, cache: RequestCache): Promise<EnsembleRecord> {
    const expected = SHIPPED_FILES[id];
    const { file, sha256 } = expected;
    const url = new URL(file, this.baseUrl);
    // What a cache keeps of an older version of the page is another file.
    url.searchParams.set('sha256', sha256);
    const bytes = await download(file, url, { expected, cache });
    const read = await engine.readEnsemble(transfer(bytes, [bytes.buffer]));
    const record = recordFrom(read, { id, origin: 'shipped' }, id);
    await engine.putEnsemble(id, record.weights);
    return record;
  }

  #update(id: string, part: Partial<EnsembleRecord>): void {
    const { ensembles } = this.store.getState();
    this.store.setState({
      ensembles: ensembles.map((record) => (record.id === id ? { ...record, ...part } : record)),
    });
  }
}

/** By its penalty and λ, from the first step to the last where they were changed on the way. */
function nameOf({ initial, changes }: Snapshot): string {
  const first = currentSettings({ initial, changes: changes.filter(({ step }) => step === 0) });
  const last = currentSettings({ initial, changes });
  const [before, after] = [howOf(first), howOf(last)];
  const both =
    first.penalty === last.penalty ? `${before} → ${last.lambda}` : `${before} → ${after}`;
  return `${last.members} × ${last.hidden.join('-')}, ${before === after ? after : both}`;
}

function howOf({ penalty, lambda }: TrainingSettings): string {
  return penalty === 'none' ? 'no penalty' : `${penalty} λ = ${lambda}`;
}
