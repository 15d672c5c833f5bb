/**
 * Frames of figures on another site's page, with the markup and the script that the page hands out.
 *
 * Where figures have grown or shrunk, `UPDATE_EMBED_HEIGHTS=1 npx playwright test embedding.spec.ts --no-deps`
 * measures them and writes src/figures/frame/embed-heights.ts; then build again.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import {
  embedHeight,
  frameMarkup,
  HEIGHT_MESSAGE,
  RESIZING_SCRIPT,
} from '../../src/figures/frame/embedding';
import { FIGURES, type FigureEntry } from '../../src/figures/registry';
import { otherSite } from './hosts';

const HEIGHTS = new URL('../../src/figures/frame/embed-heights.ts', import.meta.url);
const WIDTHS = [390, 640, 960, 1280] as const;
/** Fonts differ from machine to machine. */
const SLACK = 1.04;
/** Beyond what is needed, where the frame is narrowest: more would be a void. */
const MOST = 1.25;

const updating = process.env.UPDATE_EMBED_HEIGHTS !== undefined;

/** Waits until the framed figure has all that it begins with. */
async function settled(page: Page, { title, needsEngine }: FigureEntry): Promise<void> {
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('heading', { level: 1, name: title })).toBeVisible();
  if (needsEngine) await expect(frame.locator('[data-phase="ready"]')).toBeVisible();
  await expect(frame.locator('figure').getByText(/^Loading: /)).toHaveCount(0);
  await expect(frame.locator('.figure-body [data-waiting]')).toHaveCount(0);
}

/** Px that the framed figure needs, in a frame of each width. */
async function needs(page: Page): Promise<number[]> {
  const needed: number[] = [];
  for (const width of WIDTHS) {
    await page
      .locator('iframe')
      .evaluate((frame, to) => frame.setAttribute('width', `${to}`), width);
    const inner = page.frames()[1]!;
    await expect.poll(() => inner.evaluate(() => innerWidth)).toBe(width);
    const twice = async () => {
      const frames = () =>
        new Promise<number>((resolve) =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() =>
              resolve(Math.ceil(document.documentElement.getBoundingClientRect().height)),
            ),
          ),
        );
      const before = await inner.evaluate(frames);
      return (await inner.evaluate(frames)) - before;
    };
    await expect.poll(twice).toBe(0);
    needed.push(
      await inner.evaluate(() =>
        Math.ceil(document.documentElement.getBoundingClientRect().height),
      ),
    );
  }
  return needed;
}

async function writeDown(heights: Readonly<Record<string, number>>): Promise<void> {
  const path = fileURLToPath(HEIGHTS);
  const [before] = (await readFile(path, 'utf8')).split(' = ');
  const lines = Object.entries(heights).map(
    ([name, height]) => `  ${name.includes('-') ? `'${name}'` : name}: ${height},\n`,
  );
  await writeFile(path, `${before} = {\n${lines.join('')}};\n`);
}

test('no figure scrolls in a frame of the height that its markup gives, 390 to 1280 px wide', async ({
  page,
  baseURL,
}) => {
  await page.setViewportSize({ width: 1400, height: 900 });
  const site = await otherSite((query) => {
    const name = query.get('name')!;
    return frameMarkup(`${baseURL}/?figure=${name}`, name, embedHeight(name));
  });
  const measured: Record<string, number> = {};
  for (const figure of FIGURES) {
    const { name } = figure;
    await page.goto(`${site.origin}/?name=${name}`);
    await settled(page, figure);
    const needed = await needs(page);
    const most = Math.max(...needed);
    measured[name] = Math.ceil((most * SLACK) / 10) * 10;
    if (updating) continue;
    const said = `${name} needs ${needed.join(', ')} px in frames ${WIDTHS.join(', ')} px wide`;
    expect.soft(most, said).toBeLessThanOrEqual(embedHeight(name));
    expect.soft(most * MOST, said).toBeGreaterThan(embedHeight(name));
  }
  site.close();
  if (updating) await writeDown(measured);
});

test('with the script a frame is as high as its figure, and follows it; each frame sets its own alone', async ({
  page,
  baseURL,
}) => {
  const other = `<iframe id="other" srcdoc="<script>parent.postMessage({type: '${HEIGHT_MESSAGE}', height: 33}, '*')</script>" height="77"></iframe>`;
  const site = await otherSite(
    () =>
      `${frameMarkup(`${baseURL}/?figure=norm-balls`, 'Norm balls', 2000)}${RESIZING_SCRIPT}${other}`,
  );
  await page.goto(site.origin);
  const frame = page.frameLocator('iframe').first();
  await expect(frame.getByText(/^Loading: /)).toHaveCount(0);
  const fits = () =>
    page
      .frames()[1]!
      .evaluate(
        () => innerHeight - Math.ceil(document.documentElement.getBoundingClientRect().height),
      );
  await expect.poll(fits).toBe(0);
  await frame.getByRole('button', { name: /^Embed/ }).click();
  await expect(frame.getByText(/keeps its frames as high/)).toBeVisible();
  await expect.poll(fits).toBe(0);
  await page.setViewportSize({ width: 420, height: 800 });
  await expect.poll(fits).toBe(0);
  expect(await page.locator('#other').evaluate(({ clientHeight }) => clientHeight)).toBe(33);
  site.close();
});
