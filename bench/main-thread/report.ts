/** The longest tasks, for people. */
import { table } from '../../scripts/table';
import { median } from '../training/timing';

/** Ms; a task that takes longer holds up the display and the hand. */
export const LONG = 50;

/** The longest task of each try, ms, by processor time and by the clock. */
export interface LongestTasks {
  readonly use: string;
  readonly processor: readonly number[];
  readonly clock: readonly number[];
}

export function report(found: readonly LongestTasks[]): string {
  const spread = (values: readonly number[]) =>
    [median(values), Math.min(...values), Math.max(...values)].map((ms) => ms.toFixed(1));
  const lines = found.map(({ use, processor, clock }) => {
    const long = processor.filter((ms) => ms > LONG).length;
    return [use, ...spread(processor), ...spread(clock), `${long} of ${processor.length}`];
  });
  const kinds = ['processor', 'least', 'most', 'clock', 'least', 'most'];
  return [
    'The longest task of the main thread, ms: medians of the tries, the least and the most.',
    table([['', ...kinds, `tries over ${LONG} ms`], ...lines]),
  ].join('\n');
}
