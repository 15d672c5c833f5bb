/**
 * Rates the ensembles at hand with attacks of many steps, while nothing else is going on: no run, and nothing that
 * a reader waits for. FGS, which takes a moment, rates them at once (Ensembles.rate).
 */
import { RECIPES } from '../../attacks/attack-recipe';
import { FINAL_EPSILONS, type MeasureRequest } from '../protocol';
import { EngineUnavailableError } from './engine-unavailable';
import type { Idle } from './idle';
import type { Library } from './library';
import type { Measurements } from './measurements';
import { type AttackRating, type EnsembleRecord, RATED_METHODS } from './records';
import { isGoing } from './run-view';
import { type SessionStore, until } from './session-state';

type Rating = Pick<AttackRating, 'method' | 'epsilon'>;

const RATINGS: readonly Rating[] = RATED_METHODS.flatMap((method) =>
  FINAL_EPSILONS.map((epsilon) => ({ method, epsilon })),
);

interface Job extends Rating {
  readonly record: EnsembleRecord;
}

export class AttackRatings {
  #going = false;
  /** What could not be measured is not tried again on this visit. */
  readonly #failed = new Set<string>();

  constructor(
    private readonly store: SessionStore,
    private readonly measurements: Pick<Measurements, 'take'>,
    private readonly idle: Pick<Idle, 'busy' | 'rest'>,
    private readonly library: Pick<Library, 'putEnsemble'>,
  ) {
    store.subscribe(() => void this.#go());
  }

  async #go(): Promise<void> {
    if (this.#going) return;
    this.#going = true;
    for (let job = this.#next(); job; job = this.#next()) await this.#do(job);
    this.#going = false;
  }

  #next(): Job | undefined {
    const { phase, ensembles } = this.store.getState();
    if (phase !== 'ready') return undefined;
    return ensembles
      .filter(({ evaluation }) => evaluation !== null)
      .flatMap((record) => missing(record).map((rating) => ({ record, ...rating })))
      .find((job) => !this.#failed.has(keyOf(job)));
  }

  async #do(job: Job): Promise<void> {
    const { record, method, epsilon } = job;
    await until(this.store, ({ run }) => !isGoing(run?.status));
    await this.idle.rest();
    // Meanwhile it may have been removed, trained on, or there may be no engine.
    const wanted = () => this.#has(record) && this.store.getState().phase === 'ready';
    if (!wanted()) return;
    const request: MeasureRequest<'success'> = {
      measure: 'success',
      ensemble: record.id,
      attacker: 'ensemble',
      how: RECIPES[method],
      epsilon,
    };
    try {
      const found = await this.measurements.take(
        request,
        record.steps,
        () => wanted() && !this.idle.busy && !isGoing(this.store.getState().run?.status),
      );
      if (found) await this.#add(record, { method, epsilon, ...found });
    } catch (error) {
      // The next engine is asked again.
      if (!(error instanceof EngineUnavailableError)) this.#failed.add(keyOf(job));
    }
  }

  async #add(record: EnsembleRecord, rating: AttackRating): Promise<void> {
    if (!this.#has(record)) return;
    const add = (own: EnsembleRecord) => ({ ...own, attacks: [...(own.attacks ?? []), rating] });
    const { ensembles } = this.store.getState();
    const rated = ensembles.map((own) => (own.id === record.id ? add(own) : own));
    this.store.setState({ ensembles: rated });
    const now = rated.find(({ id }) => id === record.id)!;
    // Weights are large: written once, when all ratings are there.
    if (now.origin !== 'shipped' && missing(now).length === 0) await this.library.putEnsemble(now);
  }

  /** Whether it is still there with the same parameters. */
  #has({ id, weights }: EnsembleRecord): boolean {
    return this.store.getState().ensembles.some((own) => own.id === id && own.weights === weights);
  }
}

function missing({ attacks = [] }: EnsembleRecord): readonly Rating[] {
  return RATINGS.filter(
    ({ method, epsilon }) =>
      !attacks.some((own) => own.method === method && own.epsilon === epsilon),
  );
}

function keyOf({ record, method, epsilon }: Job): string {
  return JSON.stringify([record.id, record.steps, method, epsilon]);
}
