/** The straight line: what its charts' legends say, and what a finger reads. */
import { expect, type Locator, type Page, test } from '@playwright/test';

const ALONE = '/?figure=straight-line';

const panel = (page: Page, name: string) => page.getByRole('region', { name });

/** A legend's values, by the lines' names. */
async function legendOf(of: Locator): Promise<Record<string, string>> {
  const entries = await of.getByRole('listitem').all();
  const read = entries.map(async (entry) => {
    const value = (await entry.locator('b').textContent())!;
    const all = (await entry.textContent())!;
    // The text has room for a word.
    const words = value.replace('<', 'under ');
    return [all.slice(0, all.length - value.length), words] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

test('the legends read what the text says, at the ε and the length that are chosen', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 800 });
  for (const link of ['', '#v=1&line.show=confidence', '#v=1&line.epsilon=0.035&line.step=0.013']) {
    await page.goto(`${ALONE}${link}`);
    if (link !== '') await page.reload();
    const up = panel(page, 'Ascent on the input');
    const ascent = (await up.getByText(/One step of ascent/).textContent())!;
    const legend = await legendOf(up);
    expect(ascent).toContain(`to ${legend.FGS} (FGS)`);
    expect(ascent).toContain(`straight line promised ${legend['straight line']}`);
    expect(ascent).toContain(`it would be ${legend['not clipped']};`);
    expect(ascent).toContain(`reaches ${legend['PGD, 10 steps']}.`);
    const down = panel(page, 'Descent on the parameters');
    const descent = (await down.getByText(/one step of descent/).textContent())!;
    const other = await legendOf(down);
    expect(descent).toContain(`to ${other.descent}.`);
    expect(descent).toContain(`straight line promised ${other['straight line']}`);
  }
});

test('what a finger has read stays when it is lifted; what a mouse has read goes with it', async ({
  browser,
}) => {
  const context = await browser.newContext({
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 800 },
  });
  const page = await context.newPage();
  await page.goto(ALONE);
  const up = panel(page, 'Ascent on the input');
  const drawing = up.getByRole('img');
  const resting = await legendOf(up);
  await drawing.tap({ position: { x: 260, y: 150 } });
  await expect(drawing.getByText(/^ε 0\.\d{3}$/)).toBeVisible();
  expect(await legendOf(up)).not.toEqual(resting);
  await context.close();

  const desk = await browser.newPage({ viewport: { width: 390, height: 800 } });
  await desk.goto(ALONE);
  const chart = panel(desk, 'Ascent on the input').getByRole('img');
  await chart.hover({ position: { x: 260, y: 150 } });
  await expect(chart.getByText(/^ε 0\.\d{3}$/)).toBeVisible();
  await desk.mouse.move(0, 0);
  await expect(chart.getByText(/^ε 0\.\d{3}$/)).toHaveCount(0);
  await desk.close();
});
