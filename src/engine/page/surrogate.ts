/** The surrogate: an ensemble that is attacked with and shown nowhere, fetched when somebody asks for it. */
import { SHIPPED_FILES, SURROGATE } from '../../ensemble/shipped';
import type { RemoteEngine } from './client';
import { downloadShipped } from './download-shipped';
import type { SessionStore } from './session-state';

export class Surrogate {
  #file: Promise<Uint8Array> | null = null;
  /** Whether the last download has failed: the browser's cache may hold what was bad. */
  #failed = false;
  readonly #onDevice = new WeakMap<RemoteEngine, Promise<void>>();

  constructor(
    private readonly store: SessionStore,
    /** Of its file, absolute, with a slash at its end. */
    private readonly baseUrl: string,
  ) {}

  /**
   * Sees to it that an engine has it. It is fetched once; how far that is stands in the state.
   * @throws DataFileError, EnsembleFileError; then asking again tries again
   * @throws EngineUnavailableError
   */
  bringTo(engine: RemoteEngine): Promise<void> {
    const known = this.#onDevice.get(engine);
    if (known) return known;
    const brought = this.#bring(engine);
    this.#onDevice.set(engine, brought);
    brought.catch(() => this.#onDevice.delete(engine));
    return brought;
  }

  async #bring(engine: RemoteEngine): Promise<void> {
    this.#file ??= this.#download();
    // Not transferred: another engine may be to read it too.
    const { members, hidden, parameters } = await engine.readEnsemble(await this.#file);
    await engine.putEnsemble(SURROGATE, { members, hidden, parameters });
  }

  async #download(): Promise<Uint8Array> {
    const { bytes: wanted } = SHIPPED_FILES[SURROGATE];
    const onBytes = (loaded: number) => this.store.setState({ surrogate: { loaded, wanted } });
    onBytes(0);
    try {
      const cache = this.#failed ? 'reload' : 'default';
      return await downloadShipped(SURROGATE, this.baseUrl, { cache, onBytes });
    } catch (error) {
      this.#failed = true;
      this.#file = null;
      throw error;
    } finally {
      this.store.setState({ surrogate: null });
    }
  }
}
