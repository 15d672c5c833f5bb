import { describe, expect, it } from 'vitest';
import {
  layoutOf,
  nearestIndex,
  type Series,
  spreadApart,
  valueAt,
  valueNear,
} from './line-chart-layout';

const measure = (text: string) => 7 * text.length;
const chart = (series: readonly Series[], more: Partial<Parameters<typeof layoutOf>[0]> = {}) =>
  layoutOf({
    series,
    marks: [],
    xDomain: undefined,
    yDomain: undefined,
    yScale: 'linear',
    width: 600,
    height: 220,
    measure,
    ...more,
  });
const line = (...ys: number[]): Series => ({
  name: 'loss',
  color: 'red',
  points: ys.map((y, x) => [x, y] as const),
});

describe('names at the ends of lines', () => {
  it('stand apart, in order, as near as can be to where the lines end', () => {
    expect(spreadApart([10, 100], 15, 0, 200)).toEqual([10, 100]);
    expect(spreadApart([50, 50], 15, 0, 200)).toEqual([42.5, 57.5]);
    expect(spreadApart([52, 50], 15, 0, 200)).toEqual([58.5, 43.5]);
  });

  it('stay within the drawing', () => {
    expect(spreadApart([0, 1, 2], 15, 0, 200)).toEqual([0, 15, 30]);
    expect(spreadApart([199, 200], 15, 0, 200)).toEqual([185, 200]);
  });

  it('have their room before there is anything to draw, so that nothing moves when there is', () => {
    const empty = chart([line()]);
    const drawn = chart([line(1, 2)], { yDomain: [1, 2] });
    expect(empty.direct).toBe(true);
    expect(empty.plotWidth + empty.left).toBe(drawn.plotWidth + drawn.left);
  });

  it('of earlier runs stand apart too, and change nothing about the others', () => {
    const faded = (name: string) => ({ ...line(1, 2), name, faded: true });
    const layout = chart([faded('run 1'), faded('run 2'), line(1, 2)]);
    expect(layout.ends.map(({ series }) => series.name)).toEqual(['loss']);
    expect(layout.faintEnds.map(({ series }) => series.name)).toEqual(['run 1', 'run 2']);
    const [first, second] = layout.faintEnds.map(({ nameY }) => nameY);
    expect(Math.abs(first! - second!)).toBeGreaterThanOrEqual(15);
    expect(layout.plotWidth).toBe(chart([line(1, 2)]).plotWidth);
  });

  it('go to a legend where the drawing is narrow', () => {
    expect(chart([line(1, 2)]).direct).toBe(true);
    expect(chart([line(1, 2)], { width: 300 }).direct).toBe(false);
  });
});

describe('numbers under a chart', () => {
  it('are whole where steps are counted, and only there', () => {
    const texts = (one: Series) => chart([one]).xTicks.map(({ text }) => text);
    expect(texts(line(1, 2))).toEqual(['0', '1']);
    expect(texts(line(...Array.from({ length: 2001 }, () => 1)))).toContain('1,000');
    expect(
      texts({
        ...line(1, 2),
        points: [
          [0, 1],
          [0.5, 2],
        ],
      }),
    ).toContain('0.1');
  });
});

describe('a crosshair', () => {
  it('goes to the nearest point', () => {
    expect(nearestIndex([0, 10, 20], 14)).toBe(1);
    expect(nearestIndex([0, 10, 20], 16)).toBe(2);
    expect(nearestIndex([0, 10, 20], -5)).toBe(0);
    expect(nearestIndex([0, 10, 20], 500)).toBe(2);
    expect(nearestIndex([], 1)).toBe(-1);
  });

  it('reads a line only where it has a point', () => {
    expect(valueAt(line(3, 4, 5).points, 2)).toBe(5);
    expect(valueAt(line(3, 4, 5).points, 1.5)).toBeUndefined();
  });

  it('does not stop at gaps, nor at an earlier run', () => {
    expect(chart([line(1, Number.NaN, 3)]).xs).toEqual([0, 2]);
    expect(chart([line(1), { ...line(1, 2, 3), faded: true }]).xs).toEqual([0]);
  });
});

describe('scales', () => {
  it('draw one point, equal values and nothing at all without NaN', () => {
    for (const yScale of ['linear', 'log'] as const) {
      for (const series of [[], [line()], [line(2)], [line(2, 2, 2)], [line(0, -1)]]) {
        const { x, y, yTicks } = chart(series, { yScale });
        expect(x(0)).toBeGreaterThanOrEqual(0);
        expect(y(2)).not.toBeNaN();
        for (const tick of yTicks) expect(tick.at).not.toBeNaN();
      }
    }
  });

  it('leave what is not positive out of a logarithmic one', () => {
    const layout = chart([line(0, 0.02, 0.3)], { yScale: 'log' });
    expect(layout.xs).toEqual([1, 2]);
    expect(layout.y.domain()).toEqual([0.02, 0.5]);
  });

  it('write no numbers along an empty chart', () => {
    expect(chart([]).empty).toBe(true);
    expect(chart([]).yTicks).toEqual([]);
  });
});

describe('marks', () => {
  it('get a row of their own where labels collide, and no line runs through a label', () => {
    const marks = [
      { x: 0, label: 'first' },
      { x: 1, label: 'second' },
      { x: 50, label: 'third' },
    ];
    const placed = chart([line(1, 2)], { marks, xDomain: [0, 100] }).marks;
    const row = (label: string) => placed.find((mark) => mark.label === label)?.row;
    expect(row('third')).toBe(0);
    expect(row('second')).toBe(0);
    expect(row('first')).toBe(1);
  });

  it('take the drawing no more than two rows, however many there are: the last ones have labels', () => {
    const marks = Array.from({ length: 12 }, (_, k) => ({ x: 40 + 3 * k, label: `λ 3 → ${k}` }));
    const layout = chart([line(1, 2)], { marks, xDomain: [0, 100] });
    expect(layout.plotHeight).toBe(220 - 42 - 28 - 2 * 15);
    expect(layout.marks).toHaveLength(marks.length);
    const rows = layout.marks.map(({ row }) => row);
    expect(new Set(rows)).toEqual(new Set([0, 1, null]));
    expect(layout.marks.find(({ x }) => x === 73)?.row).toBe(0);
  });
});

it('a line of another run is read at its nearest point, as far as it goes', () => {
  const points = [
    [0, 5],
    [10, 6],
    [20, 7],
  ] as const;
  expect([-1, 0, 4, 6, 20, 21].map((x) => valueNear(points, x))).toEqual([
    undefined,
    5,
    5,
    6,
    7,
    undefined,
  ]);
  expect(valueNear([], 0)).toBeUndefined();
});
