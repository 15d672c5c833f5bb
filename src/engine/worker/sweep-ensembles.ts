/** Trains and rates ensembles as `npm run sweep` does, one after another, each with the surrogates that attack it. */
import { tensor } from '@tensorflow/tfjs-core';
import type { SurrogateKind } from '../../attacks/swept-attacks';
import type { Dataset } from '../../data/dataset';
import { architectureOf } from '../../ensemble/architecture-of';
import type { LabelledImages } from '../../ensemble/batch';
import type { Model } from '../../ensemble/input-gradient';
import { ATTACK_IMAGES, STRONGEST_IMAGES } from '../../measures/rate';
import { rateForSweep } from '../../measures/sweep-rating';
import { release } from '../../ops/scope';
import { dataDigest } from '../../sweep/data-digest';
import { surrogateSettings } from '../../sweep/grid';
import { LINE_VERSION, type SweepLine } from '../../sweep/sweep-line';
import { sweepWayOf } from '../../sweep/ways';
import type { TrainingSettings } from '../../training/settings';
import type { BackendName } from '../protocol';
import { trainAside } from './train-aside';

/** Told what is being done, and the share of this ensemble that is done; it may let it wait, or call it off. */
export type OnSweepProgress = (what: string, share: number) => boolean | Promise<boolean>;

/** Of the whole, about, what training one ensemble is. */
const TRAINING = 0.12;

class CalledOff extends Error {}

export class SweepEnsembles {
  /** The plain surrogate is the same for all ways of training: the last one is kept. */
  #plain: { readonly key: string; readonly model: Model } | null = null;

  constructor(
    private readonly dataset: Dataset,
    /** The first of the test set. */
    private readonly heldOut: LabelledImages,
    private readonly backend: BackendName,
  ) {}

  /**
   * @param program the version of the program
   * @returns null where it was called off
   * @throws RangeError for settings out of range, or of no way that a sweep compares
   * @throws DataFileError where training images cannot be had
   */
  async train(
    settings: TrainingSettings,
    program: string,
    onProgress: OnSweepProgress,
  ): Promise<SweepLine | null> {
    const way = sweepWayOf(settings);
    const data = await dataDigest(this.dataset.manifest);
    if (!way) throw new RangeError('A sweep does not compare this way of training.');
    if (data === null) {
      throw new Error('This browser offers no checksums here: open the page over https.');
    }
    let done = 0;
    const tell = async (what: string, share: number) => {
      if (!(await onProgress(what, share))) throw new CalledOff();
    };
    const trained = async (what: string, own: TrainingSettings): Promise<Model> => {
      const model = await this.#trained(own, (share) => tell(what, done + TRAINING * share));
      done += TRAINING;
      return model;
    };
    const made: Model[] = [];
    try {
      const began = performance.now();
      const model = await trained('training', settings);
      made.push(model);
      const training = (performance.now() - began) / 1000;
      const plain = await this.#plainSurrogate(settings, trained);
      const same = await trained(
        'training a surrogate of the same way',
        surrogateSettings(settings, 'same'),
      );
      made.push(same);
      const ratingBegan = performance.now();
      const surrogates: Record<SurrogateKind, Model> = { plain, same };
      const rating = await rateForSweep(
        {
          model,
          surrogates,
          images: this.heldOut,
          spread: this.dataset.pixelSpread,
          attacked: ATTACK_IMAGES,
          strongest: STRONGEST_IMAGES,
        },
        (what, share) => tell(what, done + (1 - done) * share),
      );
      return {
        version: LINE_VERSION,
        way: way.id,
        settings,
        backend: this.backend,
        program,
        data,
        rating,
        seconds: { training, rating: (performance.now() - ratingBegan) / 1000 },
      };
    } catch (error) {
      if (error instanceof CalledOff) return null;
      throw error;
    } finally {
      release(made.map(({ parameters }) => [...parameters]));
    }
  }

  dispose(): void {
    if (this.#plain) release([...this.#plain.model.parameters]);
    this.#plain = null;
  }

  async #plainSurrogate(
    settings: TrainingSettings,
    trained: (what: string, own: TrainingSettings) => Promise<Model>,
  ): Promise<Model> {
    const own = surrogateSettings(settings, 'plain');
    // λ says nothing without a penalty.
    const key = JSON.stringify({ ...own, lambda: 0 });
    if (this.#plain?.key !== key) {
      const model = await trained('training a plain surrogate', own);
      this.dispose();
      this.#plain = { key, model };
    }
    return this.#plain!.model;
  }

  async #trained(
    settings: TrainingSettings,
    onShare: (share: number) => Promise<void>,
  ): Promise<Model> {
    const { imageSize: inputSize, classCount } = this.dataset;
    const onProgress = async (steps: number, of: number) => {
      await onShare(steps / of);
      return true;
    };
    const snapshot = await trainAside(this.dataset, settings, this.backend, onProgress);
    const { members, hidden } = settings;
    const architecture = architectureOf({ kind: 'mlp', inputSize, hidden, classCount });
    return {
      architecture,
      parameters: architecture.variableShapes.map((shape, k) =>
        tensor(snapshot!.parameters[k]!, [members, ...shape]),
      ),
    };
  }
}
