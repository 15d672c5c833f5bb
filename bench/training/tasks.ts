/** The two things that are timed, as what they ask of a contender. */
import type { Contender } from './contender';
import { type Judge, TOLERANCE } from './finite-difference';
import { attackMultiplyAdds, stepMultiplyAdds } from './floor';
import type { Measurement } from './measurement';
import type { Problem } from './problem';

export interface Task {
  run(contender: Contender): void | Promise<void>;
  settle(contender: Contender): Promise<void>;
  /** What the contender computes, compared with float64. */
  check(contender: Contender, oracle: Judge): Promise<Checked>;
  /** Images that pass at once. */
  images(problem: Problem): number;
  /** Multiply-adds that nobody can do without. */
  multiplyAdds(problem: Problem): number;
}

export interface Checked {
  /** Relative. */
  readonly error: number;
  readonly wrong: boolean;
  readonly note: string;
}

/** Steps after which the losses are compared: Adam, too, must be the same. */
const STEPS_COMPARED = 5;
/** How far a loss may be from that of the product after those steps, relatively. */
const LOSS_TOLERANCE = 1e-2;

function stepTask(): Task {
  /** The loss of the first that was checked: the product's. */
  let reference: number | null = null;
  return {
    run: (contender) => contender.step(),
    settle: (contender) => contender.settleStep(),
    async check(contender, oracle) {
      const error = oracle.gradientError(await contender.gradient());
      for (let k = 0; k < STEPS_COMPARED; k++) await contender.step();
      const loss = oracle.loss(await contender.parameters());
      reference ??= loss;
      const apart = Math.abs(loss - reference) / Math.abs(reference);
      const same = apart <= LOSS_TOLERANCE;
      const lost = `loss after ${STEPS_COMPARED} steps ${loss.toFixed(5)}, not ${reference.toFixed(5)}`;
      return {
        error,
        wrong: !(error <= TOLERANCE) || !same,
        note: [same ? '' : lost, contender.note].filter(Boolean).join('; '),
      };
    },
    images: ({ settings }) => settings.batch,
    multiplyAdds: stepMultiplyAdds,
  };
}

function attackTask(): Task {
  return {
    run: (contender) => contender.attack(),
    settle: (contender) => contender.settleAttack(),
    async check(contender, oracle) {
      await contender.attack();
      const error = oracle.attackError(await contender.attackLogits());
      return { error, wrong: !(error <= TOLERANCE), note: '' };
    },
    images: ({ attacked }) => attacked.labels.length,
    multiplyAdds: attackMultiplyAdds,
  };
}

export function taskOf(what: Measurement['what']): Task {
  return what === 'step' ? stepTask() : attackTask();
}
