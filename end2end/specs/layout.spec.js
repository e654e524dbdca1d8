// No page is wider than the window it stands in (R47).
import { test, expect, settled, visit } from '../fixtures/test.js';
import { SIGNED_OUT, VISITS } from '../pages/routes.js';

async function expectToFit(page, what) {
  await settled(page);
  const overhang = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(overhang, what).toBeLessThanOrEqual(0);
}

const WIDTHS = [1920, 1280, 820, 390];

for (const { login, role, pages } of VISITS) {
  test(`pages of ${role} fit every window`, async ({ page, signIn }) => {
    test.setTimeout(90_000);
    await signIn(login, role);
    for (const path of pages) {
      await visit(page, path);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        await expectToFit(page, `${path} at ${width}`);
      }
    }
  });
}

test('pages outside fit every window', async ({ page }) => {
  for (const path of SIGNED_OUT) {
    await page.goto(path);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      await expectToFit(page, `${path} at ${width}`);
    }
  }
});

test('on a phone the menu opens and leads on', async ({ page, signIn }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await signIn('EMP0049', 'Employee');
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: 'My targets' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'My targets' })).toBeVisible();
});
