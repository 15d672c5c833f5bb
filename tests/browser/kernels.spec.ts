import { expect, type Page, test } from '@playwright/test';
import { createServer, type ViteDevServer } from 'vite';
import { METRICS } from '../../src/geometry/metric';
import { PENALTIES } from '../../src/training/settings';
import type { KernelsPage, Sizes } from './kernels-page';

/** Odd sizes on purpose: no tile and no workgroup fits them. */
const ODD: Sizes = { members: 3, hidden: [17, 9], images: 13, inputSize: 50, classes: 7 };
const ROUND: Sizes = { members: 2, hidden: [16], images: 8, inputSize: 64, classes: 4 };
/** Points of the plane. */
const PLANE: Sizes = { members: 3, hidden: [16, 4], images: 32, inputSize: 2, classes: 3 };
/** Enough for the larger tiles of the products, and as odd. */
const LARGE: Sizes = { members: 3, hidden: [81], images: 130, inputSize: 250, classes: 7 };

let server: ViteDevServer;
let page: Page;

test.beforeAll(async ({ browser }) => {
  server = await createServer({ logLevel: 'error', server: { port: 0, host: '127.0.0.1' } });
  await server.listen();
  page = await browser.newPage();
  await page.goto(`${server.resolvedUrls?.local[0]}tests/browser/kernels.html`);
  await page.waitForFunction(() => 'page' in globalThis);
  expect(await call((kernels) => kernels.start(), null)).toBe('webgpu');
});

test.afterAll(async () => {
  await page.close();
  await server.close();
});

/** Runs a function of the kernels page there. */
function call<A, R>(work: (kernels: KernelsPage, input: A) => Promise<R>, input: A): Promise<R> {
  return page.evaluate(
    ([source, given]) => {
      const run = new Function(`return (${source})`)() as (k: unknown, i: unknown) => unknown;
      return run((globalThis as unknown as { page: unknown }).page, given);
    },
    [work.toString(), input] as const,
  ) as Promise<R>;
}

for (const sizes of [ODD, ROUND, LARGE, PLANE, { ...ODD, members: 5, images: 1, hidden: [8] }]) {
  test(`each fused kernel agrees with ordinary operations, ${JSON.stringify(sizes)}`, async () => {
    const errors = await call((kernels, given) => kernels.singleKernels(given), sizes);
    expect(Object.keys(errors)).toHaveLength(12);
    for (const [kernel, error] of Object.entries(errors)) expect(error, kernel).toBeLessThan(1e-5);
  });
}

for (const members of [1, 2, 3, 4, 5]) {
  test(`an attack on ${members} members agrees with ordinary operations`, async () => {
    for (const images of [1, 7, 130]) {
      for (const kind of [
        { sureness: 5, dead: false },
        { sureness: 200, dead: true },
      ]) {
        const errors = await call(
          (kernels, { sizes, kind }) => kernels.attackKernels(sizes, kind),
          { sizes: { ...ODD, members, images }, kind },
        );
        expect(Object.keys(errors)).toHaveLength(4);
        for (const [kernel, error] of Object.entries(errors)) {
          // Weights are solved for, from cosines with the rounding of float32.
          const limit = kernel === 'joint weights' ? 1e-4 : 1e-5;
          expect(error, `${kernel}, ${images} images`).toBeLessThan(limit);
        }
      }
    }
  });
}

test('joint weights of degenerate directions lead where ordinary operations lead', async () => {
  for (const rows of [
    [[3, 4]],
    [
      [1, 2],
      [1, 2],
    ],
    [
      [3, 0],
      [-1, 0],
    ],
    [
      [1, 0, 0],
      [1, 0.01, 0],
      [1, 0.02, 0],
    ],
    [
      [1, 0],
      [-1, 2],
      [-1, -1],
      [0, 1],
      [1, 1],
    ],
    [
      [1, 0],
      [0, 0],
      [0, 1],
    ],
  ]) {
    const error = await call((kernels, given) => kernels.jointDirection(given), rows);
    expect(error, JSON.stringify(rows)).toBeLessThan(1e-4);
  }
});

for (const [members, images, inputSize] of [
  [1, 2, 9],
  [3, 7, 2],
  [3, 7, 50],
  [5, 130, 333],
] as const) {
  test(`a step of an attack on ${members} members of ${inputSize} inputs agrees with ordinary operations`, async () => {
    for (const sureness of [5, 200]) {
      const errors = await call(
        (kernels, { sizes, sureness }) => kernels.climbKernels(sizes, sureness),
        { sizes: { ...ODD, members, images, inputSize }, sureness },
      );
      expect(Object.keys(errors)).toHaveLength(21);
      const wrong = Object.entries(errors).filter(([, error]) => !(error < 1e-5));
      expect(Object.fromEntries(wrong), `sureness ${sureness}`).toEqual({});
    }
  });
}
/** Every penalty in every metric. */
const WAYS = PENALTIES.flatMap((penalty) => METRICS.map((metric) => ({ penalty, metric })));

for (const members of [2, 3, 4, 5]) {
  test(`the fused gradient of ${members} members agrees with the composed one`, async () => {
    for (const way of WAYS) {
      const error = await call(
        (kernels, { sizes, penalty, metric }) => kernels.wholeGradient(sizes, penalty, metric),
        { sizes: { ...ODD, members }, ...way },
      );
      expect(error, `${way.penalty}, ${way.metric}`).toBeLessThan(1e-4);
    }
  });
}

for (const members of [2, 3, 4, 5]) {
  test(`the fused gradient of ${members} members of two inputs agrees with the composed one`, async () => {
    for (const way of WAYS) {
      const error = await call(
        (kernels, { sizes, penalty, metric }) => kernels.wholeGradient(sizes, penalty, metric),
        { sizes: { ...PLANE, members }, ...way },
      );
      expect(error, `${way.penalty}, ${way.metric}`).toBeLessThan(1e-3);
    }
  });
}

for (const own of [true, false]) {
  test(`the fused gradient at adversarial images, each member’s own: ${own}, agrees with the composed one`, async () => {
    for (const penalty of ['none', 'joint-slope'] as const) {
      const error = await call(
        (kernels, { sizes, penalty, own }) => kernels.adversarialGradient(sizes, penalty, own),
        { sizes: ODD, penalty, own },
      );
      expect(error, penalty).toBeLessThan(1e-4);
    }
  });
}

for (const change of ['dead', 'twin'] as const) {
  test(`a ${change} member is no trouble to the fused gradient`, async () => {
    for (const way of WAYS) {
      const error = await call(
        (kernels, { sizes, penalty, metric, change }) =>
          kernels.wholeGradient(sizes, penalty, metric, change),
        { sizes: ODD, ...way, change },
      );
      // How twins share their weight in the joint slope is theirs: its derivative is not unique.
      const limit = change === 'twin' && way.penalty === 'joint-slope' ? 5e-3 : 1e-4;
      expect(error, `${way.penalty}, ${way.metric}`).toBeLessThan(limit);
    }
  });
}

test('launches that differ in their code alone compute each its own', async () => {
  expect(await call((kernels) => kernels.sameButForTheirCode(), null)).toEqual([
    [6, 8],
    [15, 21],
    [6, 8],
  ]);
});

for (const [penalty, metric] of [
  ['gdr', 'uniform'],
  ['joint-slope', 'spread'],
] as const) {
  test(`twenty fused steps under ${penalty}, ${metric}, lead where composed ones lead, and leave no tensor behind`, async () => {
    const { apart, left } = await call(
      (kernels, { sizes, penalty, metric }) => kernels.steps(sizes, penalty, metric, 20),
      { sizes: ODD, penalty, metric },
    );
    expect(apart).toBeLessThan(1e-3);
    expect(left).toBe(0);
  });
}

for (const hidden of [[17], [17, 9]]) {
  const L = hidden.length;
  test(`launches of a step with ${L} hidden layers are as many for every number of members`, async () => {
    for (const members of [2, 3, 5]) {
      for (const way of WAYS) {
        const { step, attack, left } = await call(
          (kernels, { sizes, penalty, metric }) => kernels.launchCounts(sizes, penalty, metric),
          { sizes: { ...ODD, members, hidden }, ...way },
        );
        const ofScale = way.penalty === 'norm' || way.penalty === 'joint-slope';
        const wanted = way.penalty === 'none' ? 3 * L + 4 : 5 * L + 10 + (ofScale ? 1 : 0);
        expect(step, `${members} members, ${way.penalty}, ${way.metric}`).toBe(wanted);
        expect(attack).toBe(2 * L + 6);
        expect(left).toBe(0);
      }
    }
  });

  test(`launches of an attack with ${L} hidden layers are as many for every number of members`, async () => {
    for (const members of [2, 3, 5]) {
      const { attack } = await call(
        (kernels, sizes) => kernels.launchCounts(sizes, 'none', 'uniform'),
        { ...ODD, members, hidden },
      );
      expect(attack, `${members} members`).toBe(2 * L + 6);
    }
  });
}
