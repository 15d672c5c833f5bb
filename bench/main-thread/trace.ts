/** A browser's trace: how long each task of the page's main thread took. */

export interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
  /** By the clock, µs. */
  readonly dur: number;
  /**
   * Processor time of the thread, µs: what other programs take of a busy machine is not in it. Left out where
   * it is none, of tasks of a few µs.
   */
  readonly tdur?: number;
}

/** What a trace must record for `mainThreadTasks`. */
export const CATEGORIES: readonly string[] = ['toplevel', '__metadata'];

/** Ms. */
export interface Task {
  readonly processor: number;
  readonly clock: number;
}

/** @throws Error when the trace has no such task, or no processor times */
export function mainThreadTasks(events: readonly TraceEvent[]): Task[] {
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(thread),
  );
  const tasks = events.filter(
    (event) => event.ph === 'X' && /RunTask$/.test(event.name) && mains.has(thread(event)),
  );
  if (tasks.length === 0) throw new Error('the trace has no task of the main thread');
  if (tasks.every(({ tdur }) => tdur === undefined)) {
    throw new Error('the trace has no processor times');
  }
  return tasks.map(({ dur, tdur }) => ({ processor: (tdur ?? dur) / 1e3, clock: dur / 1e3 }));
}
