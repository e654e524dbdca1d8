// Keys that work on every page, and columns whose width stays (R48).
import { test, expect, hydrated } from '../fixtures/test.js';
import { SignInPage } from '../pages/sign-in.js';

test('g and a letter goes, ? shows, and they can be turned off', async ({ page, signIn }) => {
  await signIn('EMP0046', 'Manager');
  await hydrated(page);
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await expect(page).toHaveURL(/\/team/);
  await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible();
  await hydrated(page);
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();
  await hydrated(page);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys).toBeVisible();
  await keys.getByLabel('Compact rows on this device').check();
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await keys.getByLabel('Turn these keys off on this device').check();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await page.keyboard.press('?');
  await expect(keys).toBeHidden();
  await page.reload();
  await hydrated(page);
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden();
});

test('Escape closes the menu one is in, and the keyboard goes on from what opened it', async ({ page, signIn }) => {
  await signIn('EMP0046', 'Manager');
  await hydrated(page);
  const menu = page.getByRole('banner').getByRole('group');
  await new SignInPage(page).openMenu();
  const leave = page.getByRole('button', { name: 'Sign out' });
  await expect(leave).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(leave).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(leave).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeVisible();
  await expect(leave).toBeHidden();
});

test('letters typed into a field stay letters', async ({ page, signIn }) => {
  await signIn('EMP0049', 'Employee');
  await page.goto('/targets');
  await hydrated(page);
  const role = page.getByLabel('Current role');
  await role.fill('');
  await role.pressSequentially('g h?');
  await expect(role).toHaveValue('g h?');
  await expect(page).toHaveURL(/\/targets/);
});

test('a column made wider by keyboard or pointer stays so', async ({ page, signIn }) => {
  await signIn('EMP0046', 'Manager');
  await page.goto('/team');
  await hydrated(page);
  const head = page.getByRole('columnheader', { name: /State/ });
  const grip = page.getByRole('separator', { name: 'Width of State' });
  const before = (await head.boundingBox()).width;
  await grip.focus();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press('ArrowRight');
  const wider = (await head.boundingBox()).width;
  expect(wider).toBeGreaterThanOrEqual(before + 60);
  const edge = await grip.boundingBox();
  await page.mouse.move(edge.x + 4, edge.y + 4);
  await page.mouse.down();
  await page.mouse.move(edge.x + 44, edge.y + 4, { steps: 4 });
  await page.mouse.up();
  const widest = (await head.boundingBox()).width;
  expect(Math.abs(widest - wider - 40)).toBeLessThanOrEqual(4);
  await page.reload();
  await hydrated(page);
  await expect.poll(async () => Math.round((await page.getByRole('columnheader', { name: /State/ }).boundingBox()).width)).toBe(Math.round(widest));
  await page.getByRole('separator', { name: 'Width of State' }).focus();
  await page.keyboard.press('Home');
  await expect.poll(async () => Math.round((await page.getByRole('columnheader', { name: /State/ }).boundingBox()).width)).toBe(Math.round(before));
});
