/**
 * The engine: the data set, the ensembles at hand, the present run, and what is asked of them. It
 * lives in a worker (worker.ts) and is spoken to through client.ts; nothing in it needs a page, so
 * tests drive it in Node.
 */
import { tensor, util } from '@tensorflow/tfjs-core';
import { type Dataset, openDataset, toFloat } from '../../data/dataset';
import type { ShardSource } from '../../data/source';
import { architectureOf } from '../../ensemble/architecture-of';
import { type LabelledImages, sliceImages } from '../../ensemble/batch';
import {
  decodeEnsemble,
  type EnsembleFile,
  type EnsembleWeights,
} from '../../ensemble/ensemble-file';
import type { Model } from '../../ensemble/input-gradient';
import { maskedEnsemble } from '../../ensemble/masked-ensemble';
import { AT_START } from '../../ensemble/shipped';
import { SURROGATE } from '../../ensemble/shipped-files';
import { measureSuccess } from '../../measures/attack-success';
import { measureAttackers } from '../../measures/attackers';
import type { OneImageAttack } from '../../measures/attempts';
import { measureDetection } from '../../measures/disagreement';
import { type Evaluation, evaluate } from '../../measures/evaluation';
import { CARD_IMAGES, type EvaluationCard, measureCard } from '../../measures/evaluation-card';
import type { OnProgress } from '../../measures/for-each-chunk';
import { measureGradientMap } from '../../measures/gradient-map';
import { gradientPlane, openPlane } from '../../measures/gradient-plane';
import { measureSignSteps } from '../../measures/joint-sign-steps';
import { type JointSteps, jointSteps } from '../../measures/joint-steps';
import { attackImage, type LiveAttack } from '../../measures/live-attack';
import type { PlanarRequest } from '../../measures/planar-layers';
import { fillPlane } from '../../measures/plane-grid';
import type { PointValues } from '../../measures/point-values';
import { readGradients } from '../../measures/saliency';
import { type SmallestEpsilons, smallestEpsilons } from '../../measures/smallest-epsilon';
import { measureTransfer } from '../../measures/transfer';
import type { OnShare } from '../../measures/withstand';
import { release } from '../../ops/scope';
import type { SweepLine } from '../../sweep/sweep-line';
import { problemWithDataSet } from '../../training/file-data-set';
import type { LivePlaneSetting, PlaneSettings } from '../../training/plane-settings';
import {
  type Change,
  type LiveSetting,
  type PenaltyName,
  problemWithShape,
  type TrainingSettings,
} from '../../training/settings';
import type { Snapshot } from '../../training/snapshot';
import type { PlaygroundData, PlaygroundField, PlaygroundPace } from '../playground-protocol';
import {
  type AttackRequest,
  type BackendChoice,
  type BackendName,
  type BackendReport,
  type DataDescription,
  type EngineEvents,
  FINAL_EPSILONS,
  LIVE,
  type Measured,
  type MeasureName,
  type MeasureRequest,
  type PlanePart,
  type PlaneRequest,
  type RunEvents,
  type SampleAttack,
  type SmallestRequest,
} from '../protocol';
import { type BackendOptions, startBackend, whenThreadsAreLost } from './backend';
import { DeviceFailedError, deviceFailure, liveTensors } from './device';
import { PlaygroundRun } from './playground-run';
import { Run } from './run';
import { type OnSweepProgress, SweepEnsembles } from './sweep-ensembles';
import { trainAside } from './train-aside';

export class Engine {
  readonly #ensembles = new Map<string, Model>();
  #backend: BackendReport | null = null;
  /** What happened to the device, if it has failed. */
  #failure: string | null = null;
  #dataset: Dataset | null = null;
  #heldOut: LabelledImages | null = null;
  #run: Run | null = null;
  #playground: PlaygroundRun | null = null;
  #download: AbortController | null = null;
  #sampleAttack: SampleAttack = 'fgs';
  #sweep: SweepEnsembles | null = null;

  constructor(
    private readonly source: ShardSource,
    private readonly events: EngineEvents,
  ) {}

  /** @throws NoBackendError */
  async startBackend(choice: BackendChoice, options: BackendOptions): Promise<BackendReport> {
    const onTry = (name: BackendName) => this.events.trying(name);
    this.#backend = await startBackend(choice, { ...options, onTry });
    if (this.#backend.backend === 'wasm') {
      whenThreadsAreLost((adapter) => this.events.adapter(adapter));
    }
    void deviceFailure(this.#backend.backend).then((what) => {
      this.#failure = what;
      this.#run?.dispose();
      this.#playground?.dispose();
      this.events.deviceFailed(what);
    });
    return this.#backend;
  }

  /**
   * Opens the data set and its held-out images. May be called again after a failure.
   * @throws DataFileError
   */
  async openData(): Promise<DataDescription> {
    this.#dataset ??= await openDataset(this.source);
    const { manifest, imageShape, pixelSpread } = this.#dataset;
    const shard = await this.#dataset.shard('test', 0);
    this.#heldOut = { pixels: toFloat(shard.pixels), labels: shard.labels };
    return {
      name: manifest.name,
      imageShape,
      classes: manifest.classes,
      trainCount: manifest.splits.train.count,
      heldOutLabels: shard.labels,
      heldOutPixels: shard.pixels,
      pixelSpread,
    };
  }

  /** Reads an ensemble file for the present data set. @throws EnsembleFileError */
  readEnsemble(bytes: Uint8Array): EnsembleFile {
    const { id, inputSize, classCount } = this.#opened;
    return decodeEnsemble(
      bytes,
      inputSize,
      classCount,
      (shape, metadata) => problemWithDataSet(metadata, id) ?? problemWithShape(shape),
    );
  }

  /**
   * Puts an ensemble on the device under an id; one of the same id is replaced.
   * @throws RangeError where the values are not those of the shape; then nothing is replaced
   */
  putEnsemble(id: string, { members, hidden, parameters }: EnsembleWeights): void {
    const { inputSize, classCount, domain } = this.#opened;
    const architecture = architectureOf({ kind: 'mlp', inputSize, hidden, classCount, domain });
    const shapes = architecture.variableShapes.map((shape) => [members, ...shape]);
    const fits = shapes.every((shape, k) => parameters[k]?.length === util.sizeFromShape(shape));
    if (!fits || parameters.length !== shapes.length) {
      throw new RangeError(
        `Its values are not those of ${members} networks with hidden layers of ${hidden.join(', ')}.`,
      );
    }
    this.dropEnsemble(id);
    this.#ensembles.set(id, {
      architecture,
      parameters: shapes.map((shape, k) => tensor(parameters[k]!, shape)),
    });
  }

  dropEnsemble(id: string): void {
    const model = this.#ensembles.get(id);
    if (model) release([...model.parameters]);
    this.#ensembles.delete(id);
  }

  /** Rates a stored ensemble on the held-out images. */
  async evaluate(id: string): Promise<Evaluation> {
    const { pixelSpread } = this.#opened;
    return this.#sound(evaluate(this.#model(id), this.#images, pixelSpread, FINAL_EPSILONS));
  }

  /**
   * Attacks one held-out image.
   * @param onProgress is told how far it has come where that takes several attempts; the attack is given up, and
   *   null, when it says no
   */
  async attack(request: AttackRequest, onProgress?: OnProgress): Promise<LiveAttack | null> {
    return this.#sound(
      this.#onImage(request, (one) => attackImage(one, request.epsilon, onProgress)),
    );
  }

  /** The smallest ε at which an attack fools, with the attacked images; null where it was given up. */
  async smallestEpsilons(
    request: SmallestRequest,
    onProgress: OnProgress,
  ): Promise<SmallestEpsilons | null> {
    return this.#sound(this.#onImage(request, (one) => smallestEpsilons(one, onProgress)));
  }

  /** The input gradients of each member at a held-out image, up to a positive factor each. */
  async gradients(ensemble: string, image: number): Promise<Float32Array[]> {
    return this.#sound(readGradients(this.#model(ensemble), this.#image(image)));
  }

  /** The best joint steps at a held-out image, in L2 and in L∞. */
  async jointSteps(ensemble: string, image: number): Promise<JointSteps> {
    return this.#sound(jointSteps(this.#model(ensemble), this.#image(image)));
  }

  /**
   * Fills in a plane through an image, from coarse to fine.
   * @param radius L2
   * @param onPart is told what is known; the rest is called off when it says no
   * @returns false where the two directions span no plane
   */
  async plane(
    request: PlaneRequest,
    radius: number,
    onPart: (part: PlanePart) => boolean | Promise<boolean>,
  ): Promise<boolean> {
    const [model, image] = [this.#model(request.ensemble), this.#image(request.image)];
    const plane = await this.#sound(gradientPlane(model, image, request));
    if (!plane) return false;
    await this.#sound(
      fillPlane(model, image, plane, radius, (done, grid) => onPart({ plane, grid, done })),
    );
    return true;
  }

  /** What members and vote say at a point (u, v) of a plane and, second, at the image; null without a plane. */
  async planePoint(
    request: PlaneRequest,
    point: readonly [number, number],
  ): Promise<PointValues | null> {
    const [model, image] = [this.#model(request.ensemble), this.#image(request.image)];
    const plane = await this.#sound(gradientPlane(model, image, request));
    if (!plane) return null;
    const open = openPlane(model, image, plane.basis);
    return this.#sound(open.at(Float32Array.of(...point, 0, 0)).finally(open.release));
  }

  /**
   * Measures something of an ensemble on held-out images.
   * @param onProgress is told how far it has come; the measure is given up, and null, when it says no
   * @param surrogates ids of the ensembles to make attacks on that are made on surrogates
   */
  async measure<K extends MeasureName>(
    request: MeasureRequest<K>,
    onProgress: OnProgress,
    surrogates: readonly string[] = [],
  ): Promise<Measured[K] | null> {
    const model = this.#model(request.ensemble);
    const all = this.#images;
    const images = sliceImages(all, 0, Math.min(request.images ?? Infinity, all.labels.length));
    const onShare = (share: number) => onProgress(share, 1);
    const strangers = surrogates.map((id) => this.#model(id));
    const surrogate = strangers[0] ?? null;
    const measures: {
      [M in MeasureName]: (own: MeasureRequest<M>) => Promise<Measured[M] | null>;
    } = {
      transfer: ({ how, epsilon }) => measureTransfer(model, images, how, epsilon, onShare),
      signs: ({ epsilon, step }) => measureSignSteps(model, images, epsilon, step, onProgress),
      detection: (own) => measureDetection({ ...own, model, surrogate, images }, onShare),
      success: (own) => measureSuccess({ ...own, model, surrogate, images }, onShare),
      attackers: ({ how, epsilon }) =>
        measureAttackers({ model, surrogates: strangers, how, epsilon, images }, onShare),
      card: (own) => this.#card(model, own, strangers, onShare),
      gradientMap: () => measureGradientMap(model, images, this.#opened.pixelSpread, onProgress),
    };
    // The compiler does not see that the name and the request are of the same measure.
    const take = measures[request.measure] as (own: MeasureRequest) => Promise<Measured[K] | null>;
    return this.#sound(take(request as MeasureRequest));
  }

  /**
   * Begins a run, or goes on with a kept one; it stands still until `play`. The run before is given up.
   * @param id by which its events are known
   * @throws RangeError for settings out of range; then the run before goes on
   * @throws DeviceFailedError
   */
  beginRun(id: string, from: TrainingSettings | Snapshot): void {
    if (this.#failure) throw new DeviceFailedError(this.#failure);
    const { events } = this;
    const backend = this.#backend?.backend ?? 'cpu';
    const before = this.#run;
    const ofThisRun: RunEvents = {
      status: (status) => events.status(id, status),
      sample: (sample) => events.sample(id, sample),
      keep: (snapshot) => events.keep(id, snapshot),
      ended: (snapshot, evaluation) => events.ended(id, snapshot, evaluation),
    };
    const sampleAttack = () => this.#sampleAttack;
    this.#run = new Run(this.#opened, from, this.#images, backend, ofThisRun, sampleAttack);
    this.#fetchImages(this.#run);
    before?.dispose();
  }

  play(): void {
    this.#begun.play();
    this.#fetchImages(this.#begun);
  }

  pause(): void {
    this.#begun.pause();
  }

  async stepOnce(): Promise<void> {
    await this.#begun.stepOnce();
  }

  async stop(): Promise<void> {
    await this.#begun.stop();
  }

  change(setting: LiveSetting, value: Change['value']): void {
    this.#begun.change(setting, value);
  }

  /**
   * Trains an ensemble beside the run and puts it on the device, under an id.
   * @param onProgress is told steps done, of how many; it may let the next step wait, or call the rest off
   * @returns whether it is there; false where it was called off
   * @throws RangeError for settings out of range
   * @throws DataFileError where training images cannot be had
   */
  async trainAside(
    id: string,
    settings: TrainingSettings,
    onProgress: OnProgress,
  ): Promise<boolean> {
    const backend = this.#backend?.backend ?? 'cpu';
    const trained = await this.#sound(trainAside(this.#opened, settings, backend, onProgress));
    if (!trained) return false;
    const { members, hidden } = settings;
    this.putEnsemble(id, { members, hidden, parameters: trained.parameters });
    return true;
  }

  /**
   * Trains and rates an ensemble as `npm run sweep` does, beside the run.
   * @param program the version of the program
   * @returns null where it was called off
   * @throws RangeError for settings out of range, or of no way that a sweep compares
   * @throws DataFileError where training images cannot be had
   */
  async trainForSweep(
    settings: TrainingSettings,
    program: string,
    onProgress: OnSweepProgress,
  ): Promise<SweepLine | null> {
    const backend = this.#backend?.backend ?? 'cpu';
    this.#sweep ??= new SweepEnsembles(this.#opened, this.#images, backend);
    return this.#sound(this.#sweep.train(settings, program, onProgress));
  }

  /** From the next sample on, of this run and of those to come. */
  sampleWith(attack: SampleAttack): void {
    this.#sampleAttack = attack;
  }

  /**
   * Begins a run on points of the plane, beside the Lab's; it stands still until it is played. The one before is given
   * up.
   * @param id by which its events are known
   * @throws RangeError for settings or points that cannot be trained with; then the one before goes on
   * @throws DeviceFailedError
   */
  playgroundBegin(id: string, settings: PlaneSettings, data: PlaygroundData): void {
    if (this.#failure) throw new DeviceFailedError(this.#failure);
    const { events } = this;
    const before = this.#playground;
    this.#playground = new PlaygroundRun(settings, data, this.#backend?.backend ?? 'cpu', {
      status: (status) => events.playgroundStatus(id, status),
      state: (state) => events.playgroundState(id, state),
    });
    before?.dispose();
  }

  playgroundPlay(pace?: PlaygroundPace): void {
    this.#begunPlayground.play(pace);
  }

  playgroundPause(): void {
    this.#begunPlayground.pause();
  }

  async playgroundStepOnce(): Promise<void> {
    await this.#begunPlayground.stepOnce();
  }

  /** @throws RangeError */
  playgroundChange(setting: LivePlaneSetting, value: number | PenaltyName): void {
    this.#begunPlayground.change(setting, value);
  }

  /** A layer of the plane from the present parameters. */
  async playgroundField(request: PlanarRequest): Promise<PlaygroundField> {
    return this.#sound(this.#begunPlayground.field(request));
  }

  playgroundClose(): void {
    this.#playground?.dispose();
    this.#playground = null;
  }

  closeRun(): void {
    this.#download?.abort();
    this.#run?.dispose();
    this.#run = null;
  }

  liveTensors(): number {
    return liveTensors();
  }

  /** Streams the run's images in while it trains. A step that needs one waits for it by itself. */
  #fetchImages(run: Run): void {
    const before = this.#download;
    this.#download = new AbortController();
    const { signal } = this.#download;
    const wanted = run.trainer.settings.images;
    const dataset = this.#opened;
    const report = () => this.events.data(Math.min(dataset.loaded('train'), wanted), wanted);
    report();
    // A failed download shows where it is missed: in the step that waits for it.
    dataset.prefetch('train', wanted, { signal, onProgress: report }).then(report, () => {});
    // Left only now that the new one waits for it: a download that both want goes on.
    before?.abort();
  }

  /** The evaluation card of an ensemble, or of one that masks its gradients, made of it. */
  async #card(
    model: Model,
    { epsilon, masked = false, images = CARD_IMAGES }: MeasureRequest<'card'>,
    surrogates: readonly Model[],
    onShare: OnShare,
  ): Promise<EvaluationCard | null> {
    const { imageShape, pixelSpread: spread } = this.#opened;
    const heldOut = sliceImages(this.#images, 0, Math.min(images, this.#images.labels.length));
    const plain = this.#ensembles.get(AT_START[0]) ?? null;
    const subject = masked ? await this.#masked(model) : model;
    try {
      const what = { model: subject, surrogates, plain, images: heldOut, epsilon };
      return await measureCard({ ...what, imageShape, spread }, onShare);
    } finally {
      if (masked) release([...subject.parameters]);
    }
  }

  /** In tensors of its own. @throws DataFileError where the training images cannot be had */
  async #masked(model: Model): Promise<Model> {
    const { pixels, labels } = await this.#opened.shard('train', 0);
    return maskedEnsemble(model, { pixels: toFloat(pixels), labels });
  }

  /** A result as it is read back. @throws DeviceFailedError where the device has failed meanwhile */
  async #sound<T>(result: Promise<T>): Promise<T> {
    try {
      return await result;
    } finally {
      // Also in place of an error: what has failed meanwhile is its reason.
      // biome-ignore lint/correctness/noUnsafeFinally: that is what it is for
      if (this.#failure) throw new DeviceFailedError(this.#failure);
    }
  }

  #model(id: string): Model {
    const model = id === LIVE ? this.#run?.trainer.model : this.#ensembles.get(id);
    if (!model) throw new Error(`There is no ensemble ${id} in the engine.`);
    return model;
  }

  /** Attacks a model as it stands: its run may go on, or be given up, before the last attempt is made. */
  async #onImage<T>(
    { ensemble, image, attacker, recipe }: SmallestRequest,
    act: (one: OneImageAttack) => Promise<T>,
  ): Promise<T> {
    // Clones, no copies.
    const cloned = ({ architecture, parameters }: Model): Model => ({
      architecture,
      parameters: parameters.map((own) => own.clone()),
    });
    const model = cloned(this.#model(ensemble));
    const stranger = this.#ensembles.get(SURROGATE);
    const surrogate = attacker === 'surrogate' && stranger ? cloned(stranger) : undefined;
    try {
      const one = { image: this.#image(image), index: image };
      return await act({ ...one, model, surrogate, attacker, recipe });
    } finally {
      release([model.parameters, surrogate?.parameters]);
    }
  }

  /** One held-out image. */
  #image(index: number): LabelledImages {
    return sliceImages(this.#images, index, index + 1);
  }

  get #opened(): Dataset {
    if (!this.#dataset) throw new Error('The data set is not open yet.');
    return this.#dataset;
  }

  get #images(): LabelledImages {
    if (!this.#heldOut) throw new Error('The held-out images are not here yet.');
    return this.#heldOut;
  }

  get #begunPlayground(): PlaygroundRun {
    if (!this.#playground) throw new Error('No run on the plane has begun.');
    return this.#playground;
  }

  get #begun(): Run {
    if (!this.#run) throw new Error('No run has begun.');
    return this.#run;
  }
}
