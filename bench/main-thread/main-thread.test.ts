import { describe, expect, it } from 'vitest';
import { report } from './report';
import { mainThreadTasks, type TraceEvent } from './trace';

const MAIN: TraceEvent = {
  ph: 'M',
  name: 'thread_name',
  dur: 0,
  pid: 3,
  tid: 1,
  args: { name: 'CrRendererMain' },
};
const task = (of: Partial<TraceEvent>): TraceEvent => ({
  ph: 'X',
  name: 'ThreadControllerImpl::RunTask',
  pid: 3,
  tid: 1,
  dur: 9000,
  tdur: 4000,
  ...of,
});

describe('tasks of the main thread', () => {
  it('are those of the renderer’s main thread and no others', () => {
    const events = [
      task({}),
      MAIN,
      { ...MAIN, tid: 2, args: { name: 'Compositor' } },
      task({ tid: 2, tdur: 1e6 }),
      task({ pid: 4, tdur: 1e6 }),
      task({ name: 'Paint', tdur: 1e6 }),
      task({ ph: 'I', tdur: 1e6 }),
      task({ dur: 70_500, tdur: 60_250 }),
    ];
    expect(mainThreadTasks(events)).toEqual([
      { processor: 4, clock: 9 },
      { processor: 60.25, clock: 70.5 },
    ]);
  });

  it('of which none or no processor time was recorded are not taken for short ones', () => {
    expect(() => mainThreadTasks([task({})])).toThrow('no task of the main thread');
    const { tdur: _, ...untimed } = task({ dur: 2 });
    expect(() => mainThreadTasks([MAIN, untimed])).toThrow('no processor times');
    expect(mainThreadTasks([MAIN, untimed, task({})])[0]).toEqual({
      processor: 0.002,
      clock: 0.002,
    });
  });
});

it('the report has the spread over the tries, and counts the long ones', () => {
  const lines = report([{ use: 'dragging', processor: [12, 60, 20], clock: [30, 70, 30] }]);
  expect(lines.split('\n').at(-1)).toMatch(
    /^dragging +20\.0 +12\.0 +60\.0 +30\.0 +30\.0 +70\.0 +1 of 3$/,
  );
});
