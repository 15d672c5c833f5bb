/**
 * The seed of all properties that fast-check tries: FC_SEED where it is set, the same one every time in
 * CI, and another one each time elsewhere. It is printed once, so that a failure can be repeated.
 */
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    fastCheckSeed: number;
  }
}

const SEED_IN_CI = 20_200_512;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @param now in ms
 * @returns a 32-bit integer
 * @throws RangeError when FC_SEED is not one
 */
export function fastCheckSeed({ FC_SEED, CI }: Environment, now: number): number {
  if (FC_SEED) {
    const seed = Number(FC_SEED);
    if (seed === (seed | 0)) return seed;
    throw new RangeError(`FC_SEED must be a 32-bit integer, not ${FC_SEED}`);
  }
  return CI ? SEED_IN_CI : now | 0;
}

/** Once for all test files. */
export default function setup(project: TestProject): void {
  const seed = fastCheckSeed(process.env, Date.now());
  process.stdout.write(`fast-check: seed ${seed}; FC_SEED=${seed} tries the same values again\n`);
  project.provide('fastCheckSeed', seed);
}
