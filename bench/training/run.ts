/** The whole benchmark, in a page or in Node: check every contender, then time all in turns. */
import { stream } from '../../src/data/random';
import type { ShardSource } from '../../src/data/source';
import type { BackendReport } from '../../src/engine/protocol';
import type { Contender, Multiplier } from './contender';
import { type Judge, judge, TOLERANCE } from './finite-difference';
import { attackMultiplyAdds, productShape, stepMultiplyAdds } from './floor';
import { jaxContender, jaxMultiplier } from './jax';
import { launches, watchLaunches } from './launches';
import { ours } from './ours';
import { type BenchSettings, openProblem, type Problem } from './problem';
import { tensorflowMultiplier } from './tensorflow';
import { textbook } from './textbook';
import { type Timed, type Timing, timeInTurns } from './timing';

/** One line of a table; null where nothing of the kind was measured. */
export interface Row {
  readonly contender: string;
  readonly milliseconds: number | null;
  readonly launches: number | null;
  /** Its time over that of `ours`. */
  readonly ratio: number | null;
  readonly rounds: number;
  /** Relative, against float64; null for the floor. */
  readonly error: number | null;
  readonly wrong: boolean;
  readonly note: string;
}

export interface BenchResult {
  readonly settings: BenchSettings;
  readonly adapter: string;
  readonly environment: string;
  readonly training: readonly Row[];
  readonly attack: readonly Row[];
}

const FEWEST_ROUNDS = 7;
/** Steps after which the losses are compared: Adam, too, must be the same. */
const STEPS_COMPARED = 5;
/** How far a loss may be from that of `ours` after those steps, relatively. */
const LOSS_TOLERANCE = 1e-2;

interface Checked {
  readonly contender: Contender;
  readonly gradientError: number;
  readonly attackError: number;
  readonly loss: number;
  readonly stepLaunches: number | null;
  readonly attackLaunches: number | null;
}

export async function benchTraining(
  { adapter }: BackendReport,
  source: ShardSource,
  settings: BenchSettings,
  log: (line: string) => void,
): Promise<BenchResult> {
  watchLaunches();
  const problem = await openProblem(source, settings);
  log('float64 central differences …');
  const oracle = judge(problem);

  const contenders: Contender[] = [ours(problem), textbook(problem)];
  const failures: { name: string; why: string }[] = [];
  const jax = await jaxContender(problem, oracle, log).catch((error: unknown) => {
    failures.push({ name: 'jax-js', why: messageOf(error) });
    log(`jax-js: FAILED: ${messageOf(error)}`);
    return null;
  });
  if (jax) contenders.push(jax);

  const checked: Checked[] = [];
  for (const contender of contenders) {
    try {
      checked.push(await check(contender, oracle, settings, log));
    } catch (error) {
      failures.push({ name: contender.name, why: messageOf(error) });
      log(`${contender.name}: FAILED: ${messageOf(error)}`);
    }
  }
  const sound = checked.map(({ contender }) => contender);
  const half = { seconds: settings.seconds / 2, fewestRounds: FEWEST_ROUNDS };

  log('training:');
  const stepRows = multipliers(problem, settings.batch, jax !== null);
  const steps = await timeInTurns(
    [
      ...sound.map((c): Timed => ({ name: c.name, run: c.step, settle: c.settleStep })),
      ...stepRows.map(asTimed),
    ],
    half,
    log,
  );
  for (const multiplier of stepRows) multiplier.dispose();

  log('attack:');
  const attackRows = multipliers(problem, problem.attacked.labels.length, jax !== null);
  const attacks = await timeInTurns(
    [
      ...sound.map((c): Timed => ({ name: c.name, run: c.attack, settle: c.settleAttack })),
      ...attackRows.map(asTimed),
    ],
    half,
    log,
  );
  for (const multiplier of attackRows) multiplier.dispose();
  for (const contender of contenders) contender.dispose();

  const reference = checked.find(({ contender }) => contender.name === 'ours')?.loss ?? Number.NaN;
  const failed = failures.map(
    ({ name, why }): Row => ({ ...emptyRow(name), wrong: true, note: why }),
  );
  return {
    settings,
    adapter,
    environment: globalThis.navigator?.userAgent ?? 'Node',
    training: [
      ...rows(checked, steps, (c) => ({
        error: c.gradientError,
        launches: c.stepLaunches,
        wrong:
          !(c.gradientError <= TOLERANCE) ||
          !(Math.abs(c.loss - reference) <= LOSS_TOLERANCE * Math.abs(reference)),
        note: [`loss after ${STEPS_COMPARED} steps ${c.loss.toFixed(5)}`, c.contender.note]
          .filter(Boolean)
          .join('; '),
      })),
      ...failed,
      floorRow(problem, settings.batch, stepMultiplyAdds(problem), sound.length, steps),
    ],
    attack: [
      ...rows(checked, attacks, (c) => ({
        error: c.attackError,
        launches: c.attackLaunches,
        wrong: !(c.attackError <= TOLERANCE),
        note: '',
      })),
      ...failed,
      floorRow(
        problem,
        problem.attacked.labels.length,
        attackMultiplyAdds(problem),
        sound.length,
        attacks,
      ),
    ],
  };
}

async function check(
  contender: Contender,
  oracle: Judge,
  { backend }: BenchSettings,
  log: (line: string) => void,
): Promise<Checked> {
  const gradientError = oracle.gradientError(await contender.gradient());
  for (let k = 0; k < STEPS_COMPARED; k++) await contender.step();
  const loss = oracle.loss(await contender.parameters());
  await contender.attack();
  const attackError = oracle.attackError(await contender.attackLogits());
  const counted = backend === 'webgpu';
  const stepLaunches = counted ? await count(contender.step, contender.settleStep) : null;
  const attackLaunches = counted ? await count(contender.attack, contender.settleAttack) : null;
  log(
    `${contender.name}: gradient off by ${gradientError.toExponential(1)}, attack by ${attackError.toExponential(1)}, loss after ${STEPS_COMPARED} steps ${loss.toFixed(5)}`,
  );
  return { contender, gradientError, attackError, loss, stepLaunches, attackLaunches };
}

/** Launches of a run: those of two and a wait, less those of one and a wait. */
async function count(run: Timed['run'], settle: Timed['settle']): Promise<number | null> {
  const launchesOf = async (runs: number) => {
    const before = launches();
    for (let k = 0; k < runs; k++) await run();
    await settle();
    const after = launches();
    return before === null || after === null ? null : after - before;
  };
  await settle();
  const one = await launchesOf(1);
  const two = await launchesOf(2);
  return one === null || two === null ? null : two - one;
}

function multipliers(problem: Problem, images: number, withJax: boolean): Multiplier[] {
  const { rows: r, inner, columns } = productShape(problem, images);
  const { normal } = stream(1, 'product');
  const left = Float32Array.from({ length: r * inner }, normal);
  const right = Float32Array.from({ length: inner * columns }, normal);
  return [
    tensorflowMultiplier(left, right, r),
    ...(withJax ? [jaxMultiplier(left, right, r)] : []),
  ];
}

function asTimed({ name, multiply, settle }: Multiplier): Timed {
  return { name: `product by ${name}`, run: multiply, settle };
}

function rows(
  checked: readonly Checked[],
  timings: readonly Timing[],
  rest: (c: Checked) => Pick<Row, 'error' | 'launches' | 'wrong' | 'note'>,
): Row[] {
  const base = timings[0]!.milliseconds;
  return checked.map((c, k) => ({
    contender: c.contender.name,
    milliseconds: timings[k]!.milliseconds,
    ratio: timings[k]!.milliseconds / base,
    rounds: timings[k]!.rounds,
    ...rest(c),
  }));
}

/** The step's products at the speed of the fastest one that was timed. */
function floorRow(
  problem: Problem,
  images: number,
  multiplyAdds: number,
  contenders: number,
  timings: readonly Timing[],
): Row {
  const products = timings.slice(contenders);
  const best = products.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
  const { rows: r, inner, columns } = productShape(problem, images);
  const perMillisecond = (r * inner * columns) / best.milliseconds;
  const milliseconds = multiplyAdds / perMillisecond;
  return {
    ...emptyRow('floor'),
    milliseconds,
    ratio: milliseconds / timings[0]!.milliseconds,
    rounds: best.rounds,
    note: `${(multiplyAdds / 1e6).toFixed(1)} M multiply-adds at ${((2 * perMillisecond) / 1e6).toFixed(1)} GFLOP/s, [${r}, ${inner}]·[${inner}, ${columns}], ${best.name}`,
  };
}

function emptyRow(contender: string): Row {
  return {
    contender,
    milliseconds: null,
    launches: null,
    ratio: null,
    rounds: 0,
    error: null,
    wrong: false,
    note: '',
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
