import { expect, test } from '@playwright/test';
import { complaints } from './lab';

test('a copied link shows a stranger the same figure', async ({ browser }) => {
  const own = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await own.newPage();
  await page.goto('/');
  const figure = page.getByRole('figure', { name: 'Two models' });
  await figure.scrollIntoViewIfNeeded();
  const handle = figure.getByRole('slider', { name: /∇f|gradient of f/ });
  await handle.press('ArrowRight');
  const spoken = await handle.getAttribute('aria-valuetext');
  await figure.getByRole('button', { name: /^Copy link/ }).click();
  await expect(figure.getByText('Copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('?figure=two-models#v=1&two.f=');

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole('slider', { name: /∇f|gradient of f/ })).toHaveAttribute(
    'aria-valuetext',
    spoken!,
  );
  await own.close();
});

test('a link whose separators were encoded sets the Lab, whatever the browser remembers', async ({
  page,
}) => {
  await page.addInitScript(() =>
    localStorage.setItem('gradient-diversity.settings', '#v=1&lab.members=5&lab.seed=7'),
  );
  await page.goto('/?figure=lab#v%3D1%26lab.members%3D4');
  await expect(page.getByRole('radio', { name: '4', exact: true })).toBeChecked();
  await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('1');
});

test('the Lab stands on the next visit as the reader left it', async ({ page }) => {
  await page.goto('/?figure=lab');
  await page.getByRole('radio', { name: '4', exact: true }).check({ force: true });
  await page.goto('/?figure=attack');
  await page.goto('/?figure=lab');
  await expect(page.getByRole('radio', { name: '4', exact: true })).toBeChecked();
  await expect(page).toHaveURL(/#v=1&lab\.members=4$/);
});

test('where copying is not allowed, the markup that embeds can be selected', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await page.goto('/?figure=norm-balls');
  await page.getByRole('button', { name: /^Embed/ }).click();
  await expect(page.getByText('does not allow copying')).toBeVisible();
  const markup = page.getByRole('textbox', { name: 'Markup that embeds it' });
  await expect(markup).toHaveValue(/^<iframe src="http[^"]+\?figure=norm-balls#v=1" title="[^"]+"/);
});

test('the prose can be read without JavaScript', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Does it hold?' })).toBeVisible();
  await expect(page.locator('math').first()).toBeAttached();
  await expect(page.locator('noscript .note').first()).toBeVisible();
  await context.close();
});

test('a term explains itself on focus, and Escape closes it', async ({ page }) => {
  const found = complaints(page);
  await page.goto('/');
  const term = page.getByRole('button', { name: 'input gradient' });
  await term.focus();
  const explanation = page.getByText(/^How the loss changes with each value of the input/);
  await expect(explanation).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(explanation).toBeHidden();
  expect(found).toEqual([]);
});
