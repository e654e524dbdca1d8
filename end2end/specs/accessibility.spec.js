// Every page, for every role, in light and dark, holds what WCAG 2.2 AA asks for as far as a machine can tell (R49).
import { test, expect, hydrated, visit, expectNoViolations } from '../fixtures/test.js';
import { SIGNED_OUT, VISITS } from '../pages/routes.js';
import { SignInPage } from '../pages/sign-in.js';
import { TargetsPage } from '../pages/targets.js';

// So many pages at a time.
const PART = 10;
const PARTS = VISITS.flatMap(({ login, role, pages }) => {
  const starts = pages.map((_, index) => index).filter((index) => index % PART === 0);
  return starts.map((start) => ({ login, role, pages: pages.slice(start, start + PART), part: start / PART + 1 }));
});

for (const { login, role, pages, part } of PARTS) {
  test(`every page of ${role}, part ${part}`, async ({ page, signIn }) => {
    test.setTimeout(180_000);
    await signIn(login, role);
    for (const path of pages) {
      await visit(page, path);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      await expectNoViolations(page, `${role} ${path}`);
    }
  });
}

test('every page of nobody', async ({ page }) => {
  for (const path of SIGNED_OUT) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expectNoViolations(page, `${path}`);
  }
});

test('the targets with everything that can be open', async ({ page, signIn }) => {
  await signIn('EMP0049', 'Employee');
  const targets = new TargetsPage(page);
  await targets.open();
  await hydrated(page);
  await targets.kpi(1).fill('');
  await targets.submit();
  await expect(targets.missing).toBeVisible();
  await expectNoViolations(page, 'violations');
  await targets.openMenu(1);
  await expect(targets.row(1).getByRole('button', { name: 'Duplicate' })).toBeVisible();
  await expectNoViolations(page, 'a row’s menu');
  await page.goto('/help');
  await new SignInPage(page).openMenu();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
  await expectNoViolations(page, 'the person’s menu');
});

test('an open invitation', async ({ page, signIn, visitor }) => {
  await signIn('EMP0004', 'HR');
  await page.goto('/people/invitations');
  await page.getByRole('button', { name: /^Make links for/ }).click();
  await expect(page.getByRole('heading', { name: 'Links to hand out' })).toBeVisible();
  await expectNoViolations(page, 'the list of links');
  const link = await page.getByText(/^http/).first().innerText();
  const guest = await visitor();
  await guest.goto(link);
  await expect(guest.getByRole('heading', { name: 'Choose your password' })).toBeVisible();
  await expectNoViolations(guest, 'the invitation');
});

test('two texts for one field', async ({ page, context, signIn }) => {
  await signIn('EMP0049', 'Employee');
  const targets = new TargetsPage(page);
  const other = new TargetsPage(await context.newPage());
  await targets.open();
  await other.open();
  await hydrated(page);
  await hydrated(other.page);
  await other.role.fill('from the other tab');
  await other.saveNow();
  await targets.role.fill('from this tab');
  await page.keyboard.press('Control+s');
  await expect(targets.conflict('Current role')).toBeVisible();
  await expectNoViolations(page, 'the conflict');
});

test('the first Tab leads to the page itself', async ({ page, signIn }) => {
  await signIn('EMP0049', 'Employee');
  await visit(page, '/targets');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});
