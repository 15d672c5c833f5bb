/** A run on points of the plane as the page drives it, in Node. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { NODE_BACKENDS, selectBackend, tensorCount } from '../../../tests/backend';
import { stream } from '../../data/random';
import { logitsOf, plainNetwork } from '../../ensemble/plain-network';
import { argMax } from '../../ensemble/prediction';
import { DEFAULT_PLANE_SETTINGS } from '../../training/plane-settings';
import { Trainer } from '../../training/trainer';
import type {
  PlaygroundData,
  PlaygroundPhase,
  PlaygroundState,
  PlaygroundStatus,
} from '../playground-protocol';
import type { PlaneSettings } from '../protocol';
import { PlaygroundRun } from './playground-run';

/** Asked often, and for long enough on a busy machine. */
const PATIENCE = { interval: 1, timeout: 20_000 };

/** Points of the class of their quadrant: no line parts them. */
function quadrants(count: number): PlaygroundData {
  const { uniform } = stream(3, 'quadrants');
  const points = Float32Array.from({ length: 2 * count }, () => 1.8 * uniform() - 0.9);
  const labels = Uint8Array.from({ length: count }, (_, b) =>
    Number(points[2 * b]! * points[2 * b + 1]! > 0),
  );
  return { id: `quadrants,${count}`, points, labels, classCount: 2 };
}

class Heard {
  readonly statuses: PlaygroundStatus[] = [];
  readonly states: PlaygroundState[] = [];
  status = (status: PlaygroundStatus) => void this.statuses.push(status);
  state = (state: PlaygroundState) => void this.states.push(state);

  reached = (phase: PlaygroundPhase) =>
    vi.waitFor(() => expect(this.statuses.at(-1)!.phase).toBe(phase), PATIENCE);
  told = (step: number) =>
    vi.waitFor(() => expect(this.states.at(-1)?.step).toBeGreaterThanOrEqual(step), PATIENCE);
}

const runs: PlaygroundRun[] = [];

afterEach(() => {
  for (const run of runs.splice(0)) run.dispose();
});

function begin(settings: Partial<PlaneSettings> = {}, data = quadrants(120)) {
  const heard = new Heard();
  const all = { ...DEFAULT_PLANE_SETTINGS, hidden: [8, 4], steps: 60, ...settings };
  const run = new PlaygroundRun(all, data, 'cpu', heard);
  runs.push(run);
  return { run, heard, data };
}

describe.each(NODE_BACKENDS)('a run on points of the plane, on %s', (backend) => {
  beforeAll(() => selectBackend(backend));

  it('stands still at first, and shows where it begins', async () => {
    const { heard } = begin();
    await heard.told(0);
    expect(heard.statuses.at(-1)).toMatchObject({ phase: 'paused', step: 0, message: null });
    const [first] = heard.states;
    expect(first!.weights.parameters.map(({ length }) => length)).toEqual([48, 24, 96, 12, 24, 6]);
    expect(first!.crossEntropy).toHaveLength(3);
  });

  it('learns what no line parts, and tells states on the way, each at a later step', async () => {
    const { run, heard, data } = begin({ penalty: 'none', learningRate: 0.03, steps: 300 });
    run.play();
    await heard.reached('ended');
    const last = heard.states.at(-1)!;
    expect(last.step).toBe(300);
    expect(last.ensembleAccuracy).toBeGreaterThan(0.9);
    const steps = heard.states.map(({ step }) => step);
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
    // What is told of a member is what its parameters say.
    const member = plainNetwork(last.weights, 1);
    const right = data.labels.filter((label, b) => {
      const at = data.points.subarray(2 * b, 2 * b + 2);
      return argMax(logitsOf(member, at)) === label;
    });
    expect(last.accuracy[1]).toBeCloseTo(right.length / data.labels.length, 10);
  });

  it('gives the same parameters again for the same settings and points', async () => {
    const [a, b] = [begin({ members: 5 }), begin({ members: 5 })];
    for (const { run, heard } of [a, b]) {
      run.play();
      await heard.reached('ended');
    }
    expect(a.heard.states.at(-1)).toEqual(b.heard.states.at(-1));
  });

  it('takes single steps, is played on and paused', async () => {
    const { run, heard } = begin({ steps: 5000 });
    await run.stepOnce();
    await run.stepOnce();
    expect(heard.statuses.at(-1)).toMatchObject({ phase: 'paused', step: 2 });
    expect(heard.states.at(-1)!.step).toBe(2);
    run.play();
    await heard.told(3);
    run.pause();
    run.play();
    const from = heard.states.at(-1)!.step;
    await heard.told(from + 2);
    await run.stepOnce();
    const { phase, step } = heard.statuses.at(-1)!;
    expect(phase).toBe('paused');
    expect(heard.states.at(-1)!.step).toBe(step);
  });

  it('takes what is changed from the next step on, and goes on after its end with more steps', async () => {
    const { run, heard } = begin({ steps: 2 });
    run.play();
    await heard.reached('ended');
    run.change('lambda', 9);
    run.change('penalty', 'cosine');
    run.change('steps', 4);
    expect(heard.statuses.at(-1)).toMatchObject({
      phase: 'paused',
      settings: { lambda: 9, penalty: 'cosine', steps: 4 },
    });
    run.play();
    await heard.reached('ended');
    expect(heard.states.at(-1)!.step).toBe(4);
    expect(() => run.change('lambda', -1)).toThrow(/lambda must be/);
    expect(() => run.change('steps', 0)).toThrow(/steps must be/);
    expect(heard.statuses.at(-1)!.settings).toMatchObject({ lambda: 9, steps: 4 });
  });

  it('fills a layer of the plane from the present parameters', async () => {
    const { run, heard } = begin({ steps: 3 });
    run.play();
    await heard.reached('ended');
    const { step, field } = await run.field({ layer: 'probability', intervals: 8, epsilon: 0.1 });
    expect(step).toBe(3);
    const members = [0, 1, 2].map((i) => plainNetwork(heard.states.at(-1)!.weights, i));
    // The node on the right of the lowest row is the corner (1, −1).
    const corner = logitsOf(members[2]!, Float64Array.of(1, -1));
    expect(field.logits[(2 * 2 + 1) * 81 + 8]).toBeCloseTo(corner[1]!, 5);
  });

  it('says what to do when its loss is no longer a number', async () => {
    const { run, heard } = begin({ steps: 5000, learningRate: 0.1, lambda: 7 });
    await heard.told(0);
    const { weights } = heard.states[0]!;
    const parameters = weights.parameters.map((values) => values.map(() => Number.NaN));
    const broken = { read: async () => ({ step: 3, parameters }), dispose: () => {} };
    const snapshot = vi.spyOn(Trainer.prototype, 'snapshot').mockReturnValue(broken as never);
    run.play();
    await heard.reached('failed');
    snapshot.mockRestore();
    expect(heard.statuses.at(-1)!.message).toBe(
      'The loss is no longer a number (seen at step 3). ' +
        'Lower the learning rate (now 0.1) or λ (now 7), then start over.',
    );
    run.play();
    expect(heard.statuses.at(-1)!.phase).toBe('failed');
  });

  it('leaves nothing on the device', async () => {
    const before = tensorCount();
    const { run, heard } = begin({ steps: 4 });
    run.play();
    await heard.reached('ended');
    run.dispose();
    await vi.waitFor(() => expect(tensorCount()).toBe(before), PATIENCE);
  });
});

describe('a run on points of the plane', () => {
  it.each<[string, Partial<PlaneSettings>, Partial<PlaygroundData>, RegExp]>([
    ['too narrow layers', { hidden: [3] }, {}, /hidden must be 1 or 2 widths.* from 4 to 32/],
    ['too many members', { members: 6 }, {}, /members must be/],
    ['no steps', { steps: 0 }, {}, /steps must be/],
    ['no points', {}, { points: new Float32Array(0), labels: new Uint8Array(0) }, /no point/],
    [
      'a point outside',
      {},
      { points: Float32Array.of(0, 1.1), labels: Uint8Array.of(0) },
      /square/,
    ],
    ['a label of no class', {}, { classCount: 1 }, /label/],
  ])('is not begun with %s', (_, settings, data, message) => {
    const all = { ...quadrants(20), ...data };
    expect(() => begin(settings, all)).toThrow(message);
  });

  it('begins with one point, too', async () => {
    const { run, heard } = begin({ steps: 2 }, quadrants(1));
    run.play();
    await heard.reached('ended');
    expect(heard.states.at(-1)!.step).toBe(2);
  });
});
