/** Surrogates: ensembles that are attacked with and shown nowhere, fetched when somebody asks for them. */
import { transfer } from 'comlink';
import {
  SHIPPED_FILES,
  SURROGATE,
  type SurrogateId,
  sameWaySurrogate,
} from '../../ensemble/shipped-files';
import type { TrainingSettings } from '../../training/settings';
import { shippedWay } from '../../training/shipped-recipes';
import type { MeasureRequest } from '../protocol';
import type { RemoteEngine } from './client';
import type { SessionStore } from './session-state';
import type { ShippedDownloads } from './shipped-downloads';

/**
 * Those that a measure makes attacks on. Where it is about who attacks, they are the plain one and the one that was
 * trained in the same way; an attack that a reader picks takes the plain one alone, like the live attack.
 * @param settings of the ensemble that is judged; null where they are not known
 */
export function surrogatesFor(
  request: MeasureRequest,
  settings: TrainingSettings | null,
): readonly SurrogateId[] {
  if (request.measure === 'attackers' || request.measure === 'card') {
    const way = settings && shippedWay(settings);
    return way ? [SURROGATE, sameWaySurrogate(way)] : [SURROGATE];
  }
  return 'attacker' in request && request.attacker === 'surrogate' ? [SURROGATE] : [];
}

export class Surrogates {
  /** Those whose last download has failed: the browser's cache may hold what was bad. */
  readonly #failed = new Set<SurrogateId>();
  /** Bytes that have come of those that are on their way. */
  readonly #loading = new Map<SurrogateId, number>();
  readonly #onDevice = new WeakMap<RemoteEngine, Map<SurrogateId, Promise<void>>>();

  constructor(
    private readonly store: SessionStore,
    private readonly downloads: Pick<ShippedDownloads, 'bytes'>,
  ) {}

  /**
   * Sees to it that an engine has them. Each is fetched once; how far that is stands in the state.
   * @throws DataFileError, EnsembleFileError; then asking again tries again
   * @throws EngineUnavailableError
   */
  async bringTo(engine: RemoteEngine, ids: readonly SurrogateId[] = [SURROGATE]): Promise<void> {
    await Promise.all(ids.map((id) => this.#once(engine, id)));
  }

  #once(engine: RemoteEngine, id: SurrogateId): Promise<void> {
    const known = this.#onDevice.get(engine) ?? new Map<SurrogateId, Promise<void>>();
    this.#onDevice.set(engine, known);
    const brought = known.get(id) ?? this.#bring(engine, id);
    known.set(id, brought);
    brought.catch(() => known.delete(id));
    return brought;
  }

  async #bring(engine: RemoteEngine, id: SurrogateId): Promise<void> {
    const bytes = await this.#download(id);
    const { members, hidden, parameters } = await engine.readEnsemble(
      transfer(bytes, [bytes.buffer]),
    );
    await engine.putEnsemble(id, { members, hidden, parameters });
  }

  async #download(id: SurrogateId): Promise<Uint8Array> {
    const onProgress = (loaded: number) => {
      this.#loading.set(id, loaded);
      this.#tell();
    };
    onProgress(0);
    try {
      const cache = this.#failed.has(id) ? 'reload' : 'default';
      return await this.downloads.bytes(id, { cache, onProgress });
    } catch (error) {
      this.#failed.add(id);
      throw error;
    } finally {
      this.#loading.delete(id);
      this.#tell();
    }
  }

  #tell(): void {
    const ids = [...this.#loading.keys()];
    const sum = (bytes: (id: SurrogateId) => number) =>
      ids.reduce((total, id) => total + bytes(id), 0);
    const surrogate =
      ids.length > 0
        ? {
            loaded: sum((id) => this.#loading.get(id)!),
            wanted: sum((id) => SHIPPED_FILES[id].bytes),
          }
        : null;
    this.store.setState({ surrogate });
  }
}
