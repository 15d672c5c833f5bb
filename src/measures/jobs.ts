/** Parts of a long piece of work, done one after another, with how far all of them have come. */
import type { OnShare } from './withstand';

export interface Job<T> {
  readonly title: string;
  /** In a unit that all of them share; more than 0. */
  readonly work: number;
  run(onShare: OnShare): Promise<T>;
}

/**
 * Told what is being done and the share of all that is done, 0 to 1. It is waited for, and may call the rest off by
 * throwing.
 */
export type Tell = (what: string, share: number) => void | Promise<void>;

/** A job's result; of jobs by name, results by name. */
export type Results<J> = J extends Job<infer T> ? T : { readonly [K in keyof J]: Results<J[K]> };

/** Does all jobs of a tree, in the order in which they stand there. */
export async function runJobs<J extends object>(jobs: J, tell: Tell): Promise<Results<J>> {
  const total = workIn(jobs);
  let done = 0;
  const runAll = async (tree: object): Promise<unknown> => {
    if (!isJob(tree)) {
      const results: Record<string, unknown> = {};
      for (const [name, own] of Object.entries(tree)) results[name] = await runAll(own);
      return results;
    }
    const result = await tree.run(async (share) => {
      await tell(tree.title, (done + share * tree.work) / total);
      return true;
    });
    done += tree.work;
    return result;
  };
  return (await runAll(jobs)) as Results<J>;
}

function workIn(tree: object): number {
  if (isJob(tree)) return tree.work;
  return Object.values(tree).reduce((sum, own) => sum + workIn(own as object), 0);
}

function isJob(tree: object): tree is Job<unknown> {
  return 'run' in tree && typeof tree.run === 'function';
}

export function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  map: (value: T, name: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, own]) => [name, map(own, name)]));
}
