/** A process of a sweep: trains and rates what it is told to, one after another, and says how far it has come. */
import type { SweepLine } from '../src/sweep/sweep-line';
import type { TrainingSettings } from '../src/training/settings';
import type { NodeBackend } from './node-backend';
import { openWorkplace, ratedImages, sweepEnsemble, type Workplace } from './sweep-ensemble';

/** Told once, before anything else. */
export interface JobPlace {
  readonly backend: NodeBackend;
  readonly surrogateFolder: string | null;
  /** Whether it is the only one. */
  readonly alone: boolean;
  readonly attacked: number;
}

export type ToJob = { readonly place: JobPlace } | { readonly train: TrainingSettings };

export type FromJob =
  | { readonly ready: { readonly data: string } }
  | { readonly what: string; readonly share: number }
  | { readonly line: SweepLine }
  | { readonly failed: string }
  /** It can do nothing at all. */
  | { readonly unable: string };

/** Between two messages about how far it has come, milliseconds. */
const EVERY = 200;

let place: Workplace | null = null;
let attacked = 0;
let told = 0;

/** Where nobody listens any more, there is nothing left to do. */
const say = (message: FromJob) =>
  process.send?.(message, undefined, undefined, (error: Error | null) => {
    if (error) process.exit();
  });

// Ctrl-C reaches every process of a terminal: what becomes of this one is for the sweep to say.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());

process.on('message', (message: ToJob) => {
  if ('place' in message) void begin(message.place);
  else void train(message.train);
});

async function begin(given: JobPlace): Promise<void> {
  try {
    attacked = given.attacked;
    place = await openWorkplace(given.backend, given.surrogateFolder, given.alone);
    say({ ready: { data: place.data } });
  } catch (error) {
    say({ unable: (error as Error).message });
  }
}

async function train(settings: TrainingSettings): Promise<void> {
  try {
    const line = await sweepEnsemble(place!, settings, ratedImages(attacked), (what, share) => {
      const now = performance.now();
      if (now - told < EVERY) return;
      told = now;
      say({ what, share });
    });
    say({ line });
  } catch (error) {
    say({ failed: (error as Error).message });
  }
}
