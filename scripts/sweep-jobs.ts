/** Processes that share out a sweep's runs: each takes the next as soon as it is done with one. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SweepLine } from '../src/sweep/sweep-line';
import type { TrainingSettings } from '../src/training/settings';
import { costOf, totalOf } from './sweep-cost';
import type { FromJob, JobPlace, ToJob } from './sweep-job';

const PROGRAM = fileURLToPath(new URL('./sweep-job.ts', import.meta.url));

export interface SweepEvents {
  /** An ensemble is trained and rated. */
  onLine(line: SweepLine): void;
  /** A run came to nothing; the others go on. */
  onFailed(settings: TrainingSettings, why: string): void;
  /** @param share of all runs, 0 to 1 */
  onProgress(what: string, share: number): void;
}

/**
 * Does all runs. Lines come in the order in which they are done.
 * @param jobs how many processes
 * @throws Error where a process ends by itself, or can do nothing
 */
export async function sweepInJobs(
  runs: readonly TrainingSettings[],
  jobs: number,
  place: Omit<JobPlace, 'alone'>,
  events: SweepEvents,
): Promise<void> {
  const left = [...runs];
  const total = runs.reduce((sum, run) => sum + totalOf(costOf(run)), 0);
  let done = 0;
  const running = new Map<ChildProcess, number>();
  const children: ChildProcess[] = [];
  const tell = (what: string) => {
    const under = [...running.values()].reduce((sum, cost) => sum + cost, 0);
    events.onProgress(what, (done + under) / total);
  };
  const work = (child: ChildProcess) =>
    new Promise<void>((resolve, reject) => {
      const send = (message: ToJob) => child.send(message);
      let current: TrainingSettings | undefined;
      const next = () => {
        if (current) done += totalOf(costOf(current));
        running.delete(child);
        current = left.shift();
        if (current) send({ train: current });
        else resolve();
      };
      child.on('message', (message: FromJob) => {
        if ('unable' in message) return reject(new Error(message.unable));
        if ('share' in message) {
          running.set(child, message.share * totalOf(costOf(current!)));
          return tell(message.what);
        }
        if ('line' in message) events.onLine(message.line);
        if ('failed' in message) events.onFailed(current!, message.failed);
        next();
      });
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        const how = signal ?? `exit code ${code}`;
        reject(new Error(`a job has ended (${how}): the same command goes on where it stopped`));
      });
      send({ place: { ...place, alone: jobs === 1 } });
    });
  try {
    const count = Math.min(jobs, runs.length);
    for (let k = 0; k < count; k++) {
      children.push(fork(PROGRAM, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }));
    }
    await Promise.all(children.map(work));
  } finally {
    for (const child of children) {
      child.removeAllListeners();
      // It holds nothing that is not written down.
      child.kill('SIGKILL');
    }
  }
}
