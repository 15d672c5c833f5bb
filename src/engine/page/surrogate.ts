/** The surrogate: an ensemble that is attacked with and shown nowhere, fetched when somebody asks for it. */
import { transfer } from 'comlink';
import { SHIPPED_FILES, SURROGATE } from '../../ensemble/shipped-files';
import type { RemoteEngine } from './client';
import type { SessionStore } from './session-state';
import type { ShippedDownloads } from './shipped-downloads';

export class Surrogate {
  /** Whether the last download has failed: the browser's cache may hold what was bad. */
  #failed = false;
  readonly #onDevice = new WeakMap<RemoteEngine, Promise<void>>();

  constructor(
    private readonly store: SessionStore,
    private readonly downloads: Pick<ShippedDownloads, 'bytes'>,
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
    const bytes = await this.#download();
    const { members, hidden, parameters } = await engine.readEnsemble(
      transfer(bytes, [bytes.buffer]),
    );
    await engine.putEnsemble(SURROGATE, { members, hidden, parameters });
  }

  async #download(): Promise<Uint8Array> {
    const { bytes: wanted } = SHIPPED_FILES[SURROGATE];
    const onProgress = (loaded: number) => this.store.setState({ surrogate: { loaded, wanted } });
    onProgress(0);
    try {
      const cache = this.#failed ? 'reload' : 'default';
      return await this.downloads.bytes(SURROGATE, { cache, onProgress });
    } catch (error) {
      this.#failed = true;
      throw error;
    } finally {
      this.store.setState({ surrogate: null });
    }
  }
}
