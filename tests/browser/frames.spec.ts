import { expect, test } from '@playwright/test';
import { FIGURES } from '../../src/figures/registry';
import { hostOfBuild, otherSite } from './hosts';
import { complaints } from './lab';

test('every figure works in a frame on a page of another site, without storage', async ({
  page,
  baseURL,
}) => {
  const found = complaints(page);
  const site = await otherSite(
    (query) =>
      `<iframe src="${baseURL}/?figure=${query.get('name')}" width="100%" height="800"></iframe>`,
  );
  for (const { name, title, needsEngine } of FIGURES) {
    await page.goto(`${site.origin}/?name=${name}`);
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(frame.getByText(/^Loading: /)).toHaveCount(0);
    if (needsEngine) await expect(frame.locator('[data-phase="ready"]')).toBeVisible();
    await expect(frame.locator('figure [role="alert"]:not(:empty)')).toHaveCount(0);
    const denied = await page
      .frames()[1]!
      .evaluate(() => navigator.locks.request('probe', () => false).catch(() => true));
    expect(denied, 'the browser gives the frame no storage').toBe(true);
  }
  site.close();
  expect(found).toEqual([]);
});

test('a figure computes in a sandboxed frame whose origin is opaque, where its host lets anybody read it', async ({
  page,
}) => {
  const host = await hostOfBuild({ 'Access-Control-Allow-Origin': '*' });
  const site = await otherSite(
    () =>
      `<iframe sandbox="allow-scripts" src="${host.origin}/?figure=attack" width="100%" height="800"></iframe>`,
  );
  await page.goto(site.origin);
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('dt', { hasText: /^same: / })).toBeVisible();
  expect(await page.frames()[1]!.evaluate(() => self.origin)).toBe('null');
  site.close();
  host.close();
});

test('a sandboxed frame that may not read the page’s script says so', async ({ page }) => {
  const host = await hostOfBuild({});
  const address = `${host.origin}/?figure=attack`;
  const site = await otherSite(
    () => `<iframe sandbox="allow-scripts" src="${address}" width="100%"></iframe>`,
  );
  await page.goto(site.origin);
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText(/the sandbox of its frame lacks allow-same-origin/)).toBeVisible();
  await expect(frame.getByRole('link', { name: address })).toBeVisible();
  site.close();
  host.close();
});
