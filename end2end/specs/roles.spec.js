// One active role a session, and nothing beyond it (R2, R44).
import { test, expect, hydrated } from '../fixtures/test.js';
import { ReviewPage } from '../pages/review.js';
import { SignInPage } from '../pages/sign-in.js';
import { TeamPage } from '../pages/lists.js';
import { TargetsPage } from '../pages/targets.js';

const STRANGER = '/sets/927';

test('a save from a page of another role is refused with words, and the text is kept', async ({ page, context, signIn }) => {
  await signIn('EMP0053', 'Employee');
  const targets = new TargetsPage(page);
  await targets.open();
  await hydrated(page);
  const other = await context.newPage();
  await other.goto('/');
  await new SignInPage(other).actAs('Manager');
  await targets.role.fill('typed as Employee');
  await page.keyboard.press('Control+s');
  await expect(targets.says('Not saved: you switched roles in another tab')).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('You act as Manager in another tab now');
  await expect(targets.role).toHaveValue('typed as Employee');
  await page.getByRole('button', { name: 'Switch back to Employee and send' }).click();
  await targets.expectSaved();
  await page.reload();
  await expect(targets.role).toHaveValue('typed as Employee');
});

test('a decision from a page of another role is refused with a way back, and its comment stays', async ({ page, context, signIn }) => {
  await signIn('EMP0124', 'Manager');
  const team = new TeamPage(page);
  await team.open();
  await team.review('Sofía Shimizu');
  await hydrated(page);
  const other = await context.newPage();
  await other.goto('/');
  await new SignInPage(other).actAs('Employee');
  await new ReviewPage(page).askForChanges('Please say how it is measured.');
  await expect(page.getByRole('alert')).toContainText('Nothing was changed: you switched roles in another tab');
  await page.getByRole('button', { name: 'Switch back to Manager' }).click();
  await expect(page.getByText('You act as Manager again. Send again.')).toBeVisible();
  await expect(page.getByLabel(/^Comment for/)).toHaveValue('Please say how it is measured.');
  await other.reload();
  await expect(other.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: 'Team' })).toBeVisible();
});

test('switching the role changes what is offered, and says what it means', async ({ page, signIn }) => {
  await signIn('EMP0046', 'Employee');
  const navigation = page.getByRole('navigation', { name: 'Navigation' });
  await expect(navigation.getByRole('link', { name: 'Team' })).toHaveCount(0);
  await new SignInPage(page).actAs('Manager');
  await expect(navigation.getByRole('link', { name: 'Team' })).toBeVisible();
  await expect(page.getByText('You review the people who report to you.')).toBeVisible();
});

test('a manager who opens a stranger’s targets finds nothing', async ({ page, signIn }) => {
  await signIn('EMP0046', 'Manager');
  const answer = await page.goto(STRANGER);
  expect(answer.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'We could not find that page' })).toBeVisible();
  await expect(page.getByText('Sofía Shimizu')).toHaveCount(0);
});

test('a manager reads no draft of a report', async ({ page, signIn }) => {
  await signIn('EMP0046', 'Manager');
  await page.goto('/sets/849');
  await expect(page.getByText('A draft belongs to the person who writes it.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Approve/ })).toHaveCount(0);
});

test('an employee who opens HR’s pages is told which role opens them', async ({ page, signIn }) => {
  await signIn('EMP0067', 'Employee');
  for (const path of ['/people', '/departments', '/departments/sets', '/people/import', '/people/invitations']) {
    const answer = await page.goto(path);
    expect.soft(answer.status(), path).toBe(403);
    await expect.soft(page.getByRole('heading', { level: 1 }), path).toHaveText('Another role opens this page');
  }
});

test('the board reads what is approved and decides nothing', async ({ page, signIn }) => {
  await signIn('EMP0002', 'Board');
  await page.goto('/sets/809');
  await expect(page.getByRole('heading', { name: 'What was submitted' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Approve|Send back)/ })).toHaveCount(0);
});

test('signing out in one tab ends the other', async ({ page, context, signIn }) => {
  await signIn('EMP0067', 'Employee');
  const targets = new TargetsPage(page);
  await targets.open();
  await hydrated(page);
  const other = await context.newPage();
  await other.goto('/');
  await new SignInPage(other).signOut();
  await targets.role.fill('typed after signing out');
  await page.keyboard.press('Control+s');
  await expect(targets.says('Not saved: you are signed out')).toBeVisible();
  await expect(targets.role).toHaveValue('typed after signing out');
  await page.keyboard.press('Control+End');
  await page.mouse.wheel(0, 3000);
  await expect(targets.role).not.toBeInViewport();
  await expect(page.getByRole('alert')).toBeInViewport({ ratio: 1 });
  await new SignInPage(other).enter('EMP0067', 'try-the-demo-2026');
  await page.getByRole('button', { name: 'Try again' }).click();
  await targets.expectSaved();
  await other.goto('/targets');
  await expect(new TargetsPage(other).role).toHaveValue('typed after signing out');
});

test('a signed-out browser is shown nothing and led to the sign-in page', async ({ page }) => {
  await page.goto('/team');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expect(page.getByText('Sign in to go on')).toBeVisible();
});
