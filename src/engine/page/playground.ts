/**
 * The session's run on points of the plane: what may be asked of it, and what it tells. It is small enough to be begun
 * anew at every change, so nothing of it is kept: an engine that takes another's place begins it again.
 */
import { createStore } from 'zustand/vanilla';
import type { PlanarRequest } from '../../measures/planar-layers';
import { LIVE_PLANE_SETTINGS, type PlaneSettings } from '../../training/plane-settings';
import type {
  PlaygroundData,
  PlaygroundEvents,
  PlaygroundField,
  PlaygroundState,
  PlaygroundStatus,
} from '../playground-protocol';
import type { RemoteEngine } from './client';
import { EngineUnavailableError } from './engine-unavailable';
import { LatestOnly } from './latest-only';

/** What the playground asks of the engine. */
export type PlaygroundEngine = Pick<
  RemoteEngine,
  | 'playgroundBegin'
  | 'playgroundPlay'
  | 'playgroundPause'
  | 'playgroundStepOnce'
  | 'playgroundChange'
  | 'playgroundField'
  | 'playgroundClose'
>;

/** What figures are shown. */
export interface PlaygroundView {
  /** The id of the present run; null before the first. */
  readonly run: string | null;
  readonly data: PlaygroundData | null;
  readonly status: PlaygroundStatus | null;
  /** The newest; of the run before, until the present one has told its first. */
  readonly state: PlaygroundState | null;
}

interface Wanted {
  readonly settings: PlaneSettings;
  readonly data: PlaygroundData;
  readonly play: boolean;
}

const NOTHING: PlaygroundView = { run: null, data: null, status: null, state: null };

export class Playground {
  readonly store = createStore<PlaygroundView>(() => NOTHING);
  readonly #beginning = new LatestOnly<Wanted>((wanted) => this.#begin(wanted));
  readonly #changing = new LatestOnly<PlaneSettings>((settings) => this.#change(settings));
  readonly #drawing = new LatestOnly<() => Promise<void>>((draw) => draw());
  /** What an engine that takes this one's place begins with. */
  #last: Wanted | null = null;

  /** @param engine @throws EngineUnavailableError while there is none */
  constructor(private readonly engine: () => PlaygroundEngine) {}

  /**
   * Begins a run; one under way is given up. Of several that are asked for at once only the last is begun.
   * @param play whether it goes on by itself; else it stands still at step 0
   * @throws RangeError for settings or points that cannot be trained with; then the one under way goes on
   * @throws EngineUnavailableError
   */
  begin(settings: PlaneSettings, data: PlaygroundData, play = true): Promise<void> {
    return this.#beginning.ask({ settings, data, play });
  }

  async play(): Promise<void> {
    await this.engine().playgroundPlay();
  }

  async pause(): Promise<void> {
    await this.engine().playgroundPause();
  }

  /** Takes one step, and stands still. */
  async stepOnce(): Promise<void> {
    await this.engine().playgroundStepOnce();
  }

  /**
   * Changes what may change while a run goes on (LIVE_PLANE_SETTINGS), from the next step on; of several changes that
   * are asked for at once only the last is made.
   * @param settings all that hold from now on
   * @throws RangeError
   */
  change(settings: PlaneSettings): Promise<void> {
    return this.#changing.ask(settings);
  }

  /** A layer of the plane as the run stands; null where another was asked for before this one's turn came. */
  async field(request: PlanarRequest): Promise<PlaygroundField | null> {
    let found: PlaygroundField | null = null;
    await this.#drawing.ask(async () => {
      found = await this.engine().playgroundField(request);
    });
    return found;
  }

  async close(): Promise<void> {
    this.#last = null;
    this.store.setState(NOTHING);
    await this.engine().playgroundClose();
  }

  /** What the engine tells: of runs that were given up nothing is heard. */
  readonly events: PlaygroundEvents = {
    playgroundStatus: (run, status) => {
      if (run === this.store.getState().run) this.store.setState({ status });
    },
    playgroundState: (run, state) => {
      if (run === this.store.getState().run) this.store.setState({ state });
    },
  };

  /** Begins the run again in an engine that has just taken another's place. */
  async resume(): Promise<void> {
    const { status } = this.store.getState();
    if (!this.#last) return;
    const play = status?.phase !== 'paused';
    try {
      await this.begin(status?.settings ?? this.#last.settings, this.#last.data, play);
    } catch (error) {
      // That engine has ended as well: the next one resumes.
      if (!(error instanceof EngineUnavailableError)) throw error;
    }
  }

  async #begin(wanted: Wanted): Promise<void> {
    const { settings, data, play } = wanted;
    const before = this.store.getState();
    const run = crypto.randomUUID();
    // Told before it is asked for: its first state may be here before the answer.
    this.store.setState({ run, data, status: null });
    const last = this.#last;
    this.#last = wanted;
    try {
      await this.engine().playgroundBegin(run, settings, data);
      if (play) await this.engine().playgroundPlay();
    } catch (error) {
      // What has no engine yet is begun by the next one.
      if (!(error instanceof EngineUnavailableError)) {
        this.#last = last;
        this.store.setState(before);
      }
      throw error;
    }
  }

  async #change(settings: PlaneSettings): Promise<void> {
    for (const name of LIVE_PLANE_SETTINGS) {
      const now = this.store.getState().status?.settings;
      if (now && now[name] !== settings[name]) {
        await this.engine().playgroundChange(name, settings[name]);
      }
    }
  }
}
