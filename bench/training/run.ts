/** One measurement, in a page or in Node: check every contender, then time all in turns. */
import { stream } from '../../src/data/random';
import type { ShardSource } from '../../src/data/source';
import type { BackendReport } from '../../src/engine/protocol';
import { SCALE_FREE_PENALTIES } from '../../src/geometry/penalties';
import type { Contender, Multiplier } from './contender';
import { judge } from './finite-difference';
import { productShape } from './floor';
import { jaxContender, jaxMultiplier } from './jax';
import { launches, watchLaunches } from './launches';
import { GDR_STEP, type Measured, type Measurement, type Row } from './measurement';
import { ours } from './ours';
import { openProblem, type Problem } from './problem';
import { type Checked, type Task, taskOf } from './tasks';
import { settleTensor, tensorflowMultiplier } from './tensorflow';
import { textbook } from './textbook';
import { ratio, type Timed, type Timing, timeInTurns } from './timing';

const FEWEST_ROUNDS = 5;

interface Sound extends Checked {
  readonly contender: Contender;
  readonly launches: number | null;
}

export async function measure(
  { adapter }: BackendReport,
  source: ShardSource,
  { what, settings }: Measurement,
  log: (line: string) => void,
): Promise<Measured> {
  const until = performance.now() + 1000 * settings.seconds;
  watchLaunches();
  const task = taskOf(what);
  const problem = await openProblem(source, settings);
  const oracle = judge(problem);

  const contenders: Contender[] = [];
  const sound: Sound[] = [];
  const failed: Row[] = [];
  const makers = {
    ours: () => ours(problem),
    ...(othersHave(settings)
      ? {
          textbook: () => textbook(problem),
          'jax-js': () => jaxContender(problem, oracle, log),
        }
      : {}),
  };
  for (const [name, make] of Object.entries(makers)) {
    try {
      const contender = await make();
      contenders.push(contender);
      const checked = await task.check(contender, oracle);
      // A page counts launches on every backend: on the others there are none to speak of.
      const counted = settings.backend === 'webgpu';
      const launched = counted ? await countLaunches(timed(task, contender)) : null;
      sound.push({ contender, ...checked, launches: launched });
      log(`  ${name}: off by ${checked.error.toExponential(1)} ${checked.note}`.trimEnd());
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      failed.push({ ...emptyRow(name), wrong: true, note: why });
      log(`  ${name}: FAILED: ${why}`);
    }
  }

  const withJax = contenders.some(({ name }) => name === 'jax-js');
  const multipliers = multipliersOf(problem, task.images(problem), withJax);
  const gdrStep = what === 'step' && settings.penalty !== 'none' ? timedGdrStep(problem) : null;
  const timings = await timeInTurns(
    [
      ...sound.map(({ contender }) => timed(task, contender)),
      ...multipliers.map(timedProduct),
      ...(gdrStep ? [gdrStep] : []),
    ],
    { until, fewestRounds: FEWEST_ROUNDS },
    log,
  );
  for (const { dispose } of [...multipliers, ...contenders, ...(gdrStep ? [gdrStep] : [])]) {
    dispose();
  }

  const base = sound[0]?.contender.name === 'ours' ? timings[0]! : null;
  const timedRows = sound.map(({ contender, launches, error, wrong, note }, k): Row => {
    const timing = timings[k]!;
    return {
      ...timedRow(contender.name, timing, base),
      ...{ launches, error, wrong, note },
    };
  });
  return {
    what,
    settings,
    adapter,
    environment: globalThis.navigator?.userAgent ?? 'Node',
    rows: [
      ...timedRows,
      ...failed,
      floorRow(problem, task, timings.slice(sound.length, sound.length + multipliers.length), base),
      ...(gdrStep ? [timedRow(GDR_STEP, timings.at(-1)!, base)] : []),
    ],
  };
}

/** Whether the other contenders have the penalty: a function of the cosines, with all pixels alike. */
function othersHave({ penalty, metric }: Measurement['settings']): boolean {
  const known: readonly string[] = ['none', ...SCALE_FREE_PENALTIES];
  return metric === 'uniform' && known.includes(penalty);
}

/** Our step under GDR with all pixels alike, in the same rounds: what the budget of the others is measured by. */
function timedGdrStep(problem: Problem): Timed & { dispose(): void } {
  const trainer = problem.newTrainer({ penalty: 'gdr', metric: 'uniform' });
  return {
    name: GDR_STEP,
    run: () => trainer.advance(),
    settle: () => settleTensor(trainer.model.parameters.at(-1)!),
    dispose: () => trainer.dispose(),
  };
}

function timed(task: Task, contender: Contender): Timed {
  return {
    name: contender.name,
    run: () => task.run(contender),
    settle: () => task.settle(contender),
  };
}

function timedProduct({ name, multiply, settle }: Multiplier): Timed {
  return { name: `product by ${name}`, run: multiply, settle };
}

/**
 * Launches of a run: what two runs and a wait need more than one and a wait. A wait after a run may need
 * launches of its own, to unpack what it reads.
 */
async function countLaunches({ run, settle }: Timed): Promise<number | null> {
  const runAndWait = async (runs: number) => {
    const before = launches();
    for (let k = 0; k < runs; k++) await run();
    await settle();
    const after = launches();
    return before === null || after === null ? null : after - before;
  };
  const [one, two] = [await runAndWait(1), await runAndWait(2)];
  return one === null || two === null ? null : two - one;
}

function multipliersOf(problem: Problem, images: number, withJax: boolean): Multiplier[] {
  const { rows, inner, columns } = productShape(problem, images);
  const { normal } = stream(1, 'product');
  const left = Float32Array.from({ length: rows * inner }, normal);
  const right = Float32Array.from({ length: inner * columns }, normal);
  return [
    tensorflowMultiplier(left, right, rows),
    ...(withJax ? [jaxMultiplier(left, right, rows)] : []),
  ];
}

/** The task's products at the speed of the fastest one that was timed. */
function floorRow(
  problem: Problem,
  task: Task,
  products: readonly Timing[],
  base: Timing | null,
): Row {
  const best = products.reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a));
  const { rows, inner, columns } = productShape(problem, task.images(problem));
  const multiplyAdds = task.multiplyAdds(problem);
  const times = multiplyAdds / (rows * inner * columns);
  const floor: Timing = {
    ...best,
    milliseconds: times * best.milliseconds,
    samples: best.samples.map((sample) => times * sample),
  };
  return {
    ...timedRow('floor', floor, base),
    gigaflops: (2 * multiplyAdds) / floor.milliseconds / 1e6,
    note: `${(multiplyAdds / 1e6).toFixed(1)} M multiply-adds, [${rows}, ${inner}]·[${inner}, ${columns}], ${best.name}`,
  };
}

function timedRow(name: string, timing: Timing, base: Timing | null): Row {
  return {
    ...emptyRow(name),
    milliseconds: timing.milliseconds,
    ratio: base && ratio(timing, base),
    rounds: timing.samples.length,
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
    gigaflops: null,
    wrong: false,
    note: '',
  };
}
