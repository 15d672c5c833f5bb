import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { DIST } from './hosts';
import { complaints, ready, scrollThrough } from './lab';

const scrolled = (page: Page) => page.evaluate(() => scrollY);
const f = (page: Page) =>
  page
    .getByRole('figure', { name: 'Two models' })
    .getByRole('slider', { name: /∇f|gradient of f/ });

test('links within the page keep the settings in the address; a reload restores them, Back leads back', async ({
  page,
}) => {
  const found = complaints(page);
  await page.goto('/#v=1&hook.epsilon=0.05');
  const epsilon = page.getByRole('slider', { name: /Size of the step/ });
  const set = await epsilon.inputValue();
  const top = await scrolled(page);

  await page
    .getByRole('navigation', { name: 'Contents' })
    .getByText('Contents')
    .click({ force: true });
  await page.getByRole('link', { name: 'Does it hold?' }).click({ force: true });
  await expect(page).toHaveURL(/#v=1&hook\.epsilon=0\.05&at=does-it-hold$/);
  await expect(page.getByRole('heading', { name: 'Does it hold?' })).toBeInViewport();
  await expect(page.locator('#does-it-hold')).toBeFocused();

  await page.reload();
  await page.locator('#figure-hook').scrollIntoViewIfNeeded();
  await expect(page.getByRole('slider', { name: /Size of the step/ })).toHaveValue(set);
  await page.goBack();
  await expect(page).toHaveURL(/#v=1&hook\.epsilon=0\.05$/);
  await expect.poll(() => scrolled(page)).toBe(top);

  const citation = page.locator('a.cite').first();
  await citation.click();
  const reference = page.locator(`[id="${(await citation.getAttribute('href'))!.slice(1)}"]`);
  await expect(reference).toBeInViewport();
  await expect(reference).toBeFocused();
  await expect(page).toHaveURL(/#v=1&hook\.epsilon=0\.05&at=reference-\w+$/);
  const mark = page.locator('[data-footnote-ref]').first();
  await mark.click();
  await expect(page.locator('.footnotes li:focus')).toBeInViewport();
  await page.locator('.footnotes li:focus [data-footnote-backref]').click();
  await expect(mark).toBeInViewport();
  await expect(page).toHaveURL(/#v=1&hook\.epsilon=0\.05&at=fnref-\w+$/);
  expect(found).toEqual([]);
});

test('a link that names settings and a place opens there', async ({ page }) => {
  await page.goto('/#v=1&two.f=30&at=figure-two-models');
  await expect(page.getByRole('heading', { name: 'Why gradients' })).toBeAttached();
  await expect(page.getByRole('figure', { name: 'Two models' })).toBeInViewport();
  await expect(f(page)).toHaveAttribute('aria-valuetext', /30/);
});

test('the comparison’s Attack leads to the figure that shows it, and says where it is when it stands alone', async ({
  page,
}) => {
  await page.goto('/#v=1&two.f=30');
  await scrollThrough(page, ['ensembles']);
  await page.getByRole('button', { name: 'Attack Diverse' }).click();
  const figure = page.getByRole('figure', { name: 'Live attack' });
  await expect(figure).toBeInViewport();
  await expect(figure).toBeFocused();
  await expect(figure.getByRole('combobox', { name: 'Ensemble' })).toHaveValue('diverse');
  await expect(page).toHaveURL(/two\.f=30&attack\.ensemble=diverse/);

  await page.goto('/?figure=ensembles');
  await page.getByRole('button', { name: 'Attack Diverse' }).click();
  await page.getByRole('link', { name: 'in the article', exact: true }).click();
  await expect(figure).toBeInViewport();
  await expect(figure.getByRole('combobox', { name: 'Ensemble' })).toHaveValue('diverse');
});

test('a figure alone leads into the article, to its place and with its settings', async ({
  page,
}) => {
  await page.goto('/?figure=cosine-matrix#v=1&matrix.cell=2,0&two.f=30');
  await expect(page.locator('[data-cell="2,0"]')).toHaveAttribute('aria-pressed', 'true');
  await page.locator('[data-cell="3,1"]').click();
  await page.getByRole('link', { name: 'See this figure in the article' }).click();
  await expect(page.getByRole('figure', { name: 'Any number of models' })).toBeInViewport();
  await expect(page.locator('[data-cell="3,1"]')).toHaveAttribute('aria-pressed', 'true');
  await expect(page).toHaveURL(/\/#v=1&matrix\.cell=3,1&at=figure-cosine-matrix$/);
});

test('who copies a link to an attack on an ensemble of their own is told, and offered the file', async ({
  browser,
}) => {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  await page.goto('/#v=1&two.f=30');
  await scrollThrough(page, ['ensembles', 'attack']);
  await ready(page);
  const figure = page.getByRole('figure', { name: 'Live attack' });
  const warning = figure.getByText(/A link cannot carry it/);
  await figure.getByRole('button', { name: /^Copy link/ }).click();
  await expect(figure.getByText('Copied.')).toBeVisible();
  await expect(warning).toHaveCount(0);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\?figure=attack#v=1$/);

  const weights = await readFile(join(DIST, 'ensembles/diverse.safetensors'));
  weights[weights.length - 4]! ^= 1;
  await page
    .getByLabel('Ensemble file')
    .setInputFiles({ name: 'mine.safetensors', mimeType: '', buffer: weights });
  await expect(page.getByText('mine.safetensors is loaded, and under attack.')).toBeVisible();
  await expect(warning).toContainText('sees Plain instead');
  const saved = page.waitForEvent('download');
  await figure.getByRole('button', { name: 'Save the ensemble as a file' }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.safetensors$/);

  await figure.getByRole('combobox', { name: 'Ensemble' }).selectOption('plain');
  await expect(warning).toHaveCount(0);
  await context.close();
});
