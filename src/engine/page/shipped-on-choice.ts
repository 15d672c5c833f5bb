/**
 * The shipped ensembles that are fetched when somebody chooses them: to attack, or to look at. Then each is an
 * ensemble like any other.
 */
import { messageOf } from '../../data/message-of';
import { ON_CHOICE, type ShippedId } from '../../ensemble/shipped';
import { SHIPPED_FILES } from '../../ensemble/shipped-files';
import type { RemoteEngine } from './client';
import { EngineUnavailableError } from './engine-unavailable';
import { fetchToDevice } from './fetch-shipped';
import { inOrder } from './records';
import type { SessionStore } from './session-state';
import type { ShippedDownloads } from './shipped-downloads';

export class ShippedOnChoice {
  readonly #wanted = new Set<ShippedId>();
  readonly #failed = new Set<ShippedId>();

  /**
   * @param engine the present one, once it has been given what is at hand
   * @param rate is told when one has come
   */
  constructor(
    private readonly store: SessionStore,
    private readonly downloads: Pick<ShippedDownloads, 'bytes' | 'forget'>,
    private readonly engine: () => RemoteEngine | undefined,
    private readonly rate: (engine: RemoteEngine) => void,
  ) {
    store.subscribe((state, before) => {
      const { phase, chosen, ensembles } = state;
      if (phase === before.phase && chosen === before.chosen && ensembles === before.ensembles) {
        return;
      }
      this.#look();
    });
  }

  /** Sees to it that an ensemble comes, now or when there is an engine; after a failure, tries again. */
  want(id: string): void {
    const own = ON_CHOICE.find((other) => other === id);
    if (own === undefined) return;
    this.#wanted.add(own);
    if (this.store.getState().fetching[own]?.failure) this.#tell(own, null);
    this.#look();
  }

  #look(): void {
    const { chosen, selected, ensembles, phase } = this.store.getState();
    const here = (id: string) => ensembles.some((record) => record.id === id);
    const engine = phase === 'ready' ? this.engine() : undefined;
    if (!engine) return;
    // What a link names is not here yet: another stands in for it.
    const standIn = ensembles[0];
    if (standIn && comesOnChoice(selected) && !here(selected)) {
      this.store.setState({ selected: standIn.id });
    }
    for (const id of ON_CHOICE) {
      if (here(id) || !(this.#wanted.has(id) || chosen === id)) continue;
      if (this.store.getState().fetching[id] === undefined) void this.#fetch(engine, id);
    }
  }

  /** Never rejects: why one has not come stands in the state. */
  async #fetch(engine: RemoteEngine, id: ShippedId): Promise<void> {
    const { bytes: wanted } = SHIPPED_FILES[id];
    const onProgress = (loaded: number) => this.#tell(id, { loaded, wanted, failure: null });
    onProgress(0);
    try {
      const cache = this.#failed.has(id) ? 'reload' : 'default';
      const record = await fetchToDevice(engine, this.downloads, id, { cache, onProgress });
      // Another engine does not have it: it is put there in turn.
      if (this.engine() !== engine) throw new EngineUnavailableError();
      this.#failed.delete(id);
      this.#tell(id, null);
      this.store.setState(({ ensembles, chosen, selected }) => ({
        ensembles: inOrder([...ensembles.filter((own) => own.id !== id), record]),
        selected: chosen === id ? id : selected,
      }));
      this.rate(engine);
    } catch (error) {
      if (error instanceof EngineUnavailableError) {
        // The next engine is given it.
        this.#wanted.add(id);
        this.#tell(id, null);
        if (this.engine() !== engine) this.#look();
        return;
      }
      this.#failed.add(id);
      this.#tell(id, { loaded: 0, wanted, failure: messageOf(error) });
    }
  }

  #tell(id: ShippedId, how: { loaded: number; wanted: number; failure: string | null } | null) {
    const { [id]: _, ...others } = this.store.getState().fetching;
    this.store.setState({ fetching: how ? { ...others, [id]: how } : others });
  }
}

function comesOnChoice(id: string): boolean {
  return ON_CHOICE.some((own) => own === id);
}
