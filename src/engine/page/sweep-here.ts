/**
 * What of a sweep is done in this browser: an ensemble that was computed beforehand is trained again, or a few are
 * trained over a range of λ. One after another, beside the Lab: its run, and whatever a reader waits for, goes first.
 */
import { proxy } from 'comlink';
import { createStore } from 'zustand/vanilla';
import { version } from '../../../package.json';
import { messageOf } from '../../data/message-of';
import type { KnownRating } from '../../sweep/known-rating';
import { lineKey, type SweepLine } from '../../sweep/sweep-line';
import type { TrainingSettings } from '../../training/settings';
import type { RemoteEngine } from './client';
import { EngineUnavailableError } from './engine-unavailable';
import type { Idle } from './idle';
import type { KeptSweep } from './kept-sweep';
import { isGoing } from './run-view';
import { type SessionStore, until } from './session-state';
import { type AgainEngine, type OnDoing, trainAgain } from './train-again';

export interface SweepHereState {
  /** Of ensembles that were trained again, by the key of their line: what is known by now. */
  readonly again: Readonly<Record<string, KnownRating>>;
  readonly doing: {
    /** The key of the line that is trained again; null for the reader's own sweep. */
    readonly again: string | null;
    readonly what: string;
    /** Of this ensemble, 0 to 1. */
    readonly share: number;
  } | null;
  /** Keys of the lines that are to be trained again, the present one among them. */
  readonly asked: readonly string[];
  /** The reader's own sweep: what it has found, and what is still to be trained, the present one first. */
  readonly lines: readonly SweepLine[];
  readonly waiting: readonly TrainingSettings[];
  /** Of the sweep that is under way, or rests: how many ensembles it is of. */
  readonly total: number;
  /** Whether it goes on; a sweep that rests has some waiting. */
  readonly sweeping: boolean;
  readonly failure: string | null;
}

type SweepEngine = AgainEngine & Pick<RemoteEngine, 'trainForSweep'>;

export class SweepHere {
  readonly store = createStore<SweepHereState>(() => ({
    again: {},
    doing: null,
    asked: [],
    lines: [],
    waiting: [],
    total: 0,
    sweeping: false,
    failure: null,
  }));
  #repeats: readonly SweepLine[] = [];
  #calling = new AbortController();
  #going = false;

  /** @param engine the present one; it throws EngineUnavailableError while there is none */
  constructor(
    private readonly session: SessionStore,
    private readonly engine: () => SweepEngine,
    private readonly idle: Pick<Idle, 'busy' | 'rest'>,
    private readonly kept: Pick<KeptSweep, 'read' | 'putLine' | 'putWaiting' | 'removeLines'>,
  ) {}

  /** Brings back what was kept on an earlier visit; a sweep that was under way rests. */
  async restore(): Promise<void> {
    const { lines, waiting } = await this.kept.read();
    this.store.setState((now) => ({
      lines: joined(lines, now.lines),
      // The reader may have begun another meanwhile.
      ...(now.total > 0 ? {} : { waiting, total: waiting.length }),
    }));
  }

  /** Trains an ensemble again that was computed beforehand. */
  again(line: SweepLine): void {
    const key = lineKey(line);
    if (this.#repeats.some((own) => lineKey(own) === key)) return;
    this.store.setState({ failure: null });
    this.#repeatAll([...this.#repeats, line]);
    void this.#go();
  }

  /** Trains ensembles of these settings, and rates each as `npm run sweep` does; a sweep before is given up. */
  sweep(all: readonly TrainingSettings[]): void {
    this.cancel();
    this.store.setState({ waiting: all, total: all.length, failure: null });
    void this.kept.putWaiting(all);
    this.goOn();
  }

  /** Goes on with a sweep that rests. */
  goOn(): void {
    this.store.setState({ sweeping: true, failure: null });
    void this.#go();
  }

  /** Calls off what is being done; a sweep rests, and can be gone on with. */
  cancel(): void {
    this.#repeatAll([]);
    this.store.setState({ sweeping: false });
    this.#calling.abort();
    this.#calling = new AbortController();
  }

  /** Calls off what is to be trained again; a sweep goes on. */
  cancelAgain(): void {
    this.#repeatAll([]);
    if (this.store.getState().doing?.again == null) return;
    this.#calling.abort();
    this.#calling = new AbortController();
  }

  /** Forgets what is still to be trained. */
  giveUp(): void {
    this.cancel();
    this.store.setState({ waiting: [], total: 0 });
    void this.kept.putWaiting([]);
  }

  /** Takes the reader's own lines away. */
  removeLines(): void {
    this.store.setState({ lines: [] });
    void this.kept.removeLines();
  }

  async #go(): Promise<void> {
    if (this.#going) return;
    this.#going = true;
    for (;;) {
      const { sweeping, waiting } = this.store.getState();
      const repeat = this.#repeats[0];
      const next = sweeping ? waiting[0] : undefined;
      if (repeat) await this.#tried((signal) => this.#repeat(repeat, signal));
      else if (next) await this.#tried((signal) => this.#train(next, signal));
      else break;
    }
    this.#going = false;
    this.store.setState({ doing: null, sweeping: false });
  }

  /** What an engine was lost in is begun again with the next one. */
  async #tried(act: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#calling;
    try {
      await until(this.session, ({ phase }) => phase !== 'starting', signal);
      await act(signal);
    } catch (error) {
      if (signal.aborted) return;
      const lost = error instanceof EngineUnavailableError;
      if (lost && this.session.getState().phase !== 'failed') return;
      this.cancel();
      this.store.setState({ failure: messageOf(error) });
    }
  }

  async #repeat(line: SweepLine, signal: AbortSignal): Promise<void> {
    const key = lineKey(line);
    await trainAgain(this.engine(), line.settings, this.#teller(key, signal), (rating) => {
      if (signal.aborted) return;
      this.store.setState(({ again }) => ({ again: { ...again, [key]: rating } }));
    });
    this.#repeatAll(this.#repeats.filter((own) => own !== line));
  }

  async #train(settings: TrainingSettings, signal: AbortSignal): Promise<void> {
    const onDoing = proxy(this.#teller(null, signal));
    const line = await this.engine().trainForSweep(settings, version, onDoing);
    if (!line || signal.aborted) return;
    const waiting = this.store.getState().waiting.filter((own) => own !== settings);
    this.store.setState(({ lines }) => ({ lines: joined(lines, [line]), waiting }));
    await this.kept.putLine(line);
    await this.kept.putWaiting(waiting);
  }

  /** Says what is being done, once the run in the Lab, and whatever the reader waits for, has had its turn. */
  #teller(again: string | null, signal: AbortSignal): OnDoing {
    return async (what, share) => {
      try {
        await until(this.session, ({ run }) => !isGoing(run?.status), signal);
      } catch {
        return false;
      }
      if (this.idle.busy) await this.idle.rest();
      if (signal.aborted) return false;
      this.store.setState({ doing: { again, what, share } });
      return true;
    };
  }

  #repeatAll(lines: readonly SweepLine[]): void {
    this.#repeats = lines;
    this.store.setState({ asked: lines.map(lineKey) });
  }
}

/** Of two lines of the same ensemble the later counts. */
function joined(before: readonly SweepLine[], after: readonly SweepLine[]): SweepLine[] {
  const keys = after.map(lineKey);
  return [...before.filter((line) => !keys.includes(lineKey(line))), ...after];
}
