// Everything that is a form works without scripts (R50).
import { test, expect, PASSWORD } from '../fixtures/test.js';
import { SetListPage, TeamPage } from '../pages/lists.js';
import { ReviewPage } from '../pages/review.js';
import { SignInPage } from '../pages/sign-in.js';
import { TargetsPage, WHOLE } from '../pages/targets.js';

test.use({ javaScriptEnabled: false });

test('a wrong password gets a message, the right one lets in', async ({ page }) => {
  const signIn = new SignInPage(page);
  await signIn.open();
  await signIn.signIn('EMP0067', 'not-the-password');
  await expect(page.getByRole('alert')).toContainText('That did not match');
  await signIn.signIn('EMP0067', PASSWORD);
  await expect(page.getByRole('heading', { name: 'Hello, Priya Yoshida' })).toBeVisible();
  await signIn.signOut();
  await page.goto('/targets');
  await expect(page.getByText('Sign in to go on')).toBeVisible();
});

test('a page asked for before signing in is where one lands', async ({ page }) => {
  await page.goto('/targets');
  await new SignInPage(page).signIn('EMP0067', PASSWORD);
  await expect(page.getByRole('heading', { level: 1, name: 'My targets' })).toBeVisible();
});

test.describe('an employee', () => {
  let targets;

  test.beforeEach(async ({ page, signIn }) => {
    await signIn('EMP0067', 'Employee');
    targets = new TargetsPage(page);
    await targets.open();
  });

  test('saves a draft', async ({ page }) => {
    await targets.role.fill('I run the checkout.');
    await targets.save.click();
    await expect(targets.says(/^Saved /)).toBeVisible();
    await page.reload();
    await expect(targets.role).toHaveValue('I run the checkout.');
  });

  test('adds, moves and removes a target without losing what was typed', async () => {
    const before = await targets.rows.count();
    await targets.goal.fill('typed before adding');
    await targets.add.click();
    await expect(targets.rows).toHaveCount(before + 1);
    await expect(targets.goal).toHaveValue('typed before adding');
    await targets.task(before + 1).fill('A new target');
    await targets.choose(before + 1, 'Move up');
    await expect(targets.task(before)).toHaveValue('A new target');
    await targets.choose(before, 'Remove');
    await expect(targets.rows).toHaveCount(before);
    await expect(targets.task(before)).not.toHaveValue('A new target');
  });

  test('is told everything that is missing, and nothing typed is lost', async () => {
    await targets.write(WHOLE);
    await targets.kpi(2).fill('');
    await targets.weight(3).fill('20');
    await targets.submit();
    await expect(targets.missing).toContainText('2 things are missing');
    await expect(targets.kpi(2)).toHaveAccessibleDescription(/Please fill this in/);
    await expect(targets.page.getByText('The weights total 95 %: 5 % left to give.').first()).toBeVisible();
    await expect(targets.role).toHaveValue(WHOLE.role);
  });

  test('submits, and takes back with a comment', async ({ page }) => {
    await targets.write(WHOLE);
    await targets.submit();
    await expect(page.getByText('Your targets are submitted')).toBeVisible();
    await targets.state('With manager');
    await targets.takeBack('I forgot the second KPI.');
    await targets.state('Draft');
    await expect(targets.task(1)).toHaveValue(WHOLE.rows[0][0]);
  });

  test('picks a text where another tab was faster', async ({ context }) => {
    const other = new TargetsPage(await context.newPage());
    await other.open();
    await other.role.fill('from the other tab');
    await other.save.click();
    await expect(other.says(/^Saved /)).toBeVisible();
    await targets.role.fill('from this tab');
    await targets.save.click();
    const choice = targets.page.getByRole('group', { name: 'Current role was changed twice' });
    await expect(choice).toContainText('from the other tab');
    await expect(choice).toContainText('from this tab');
    await choice.getByRole('radio', { name: /from this tab/ }).check();
    await targets.page.getByRole('button', { name: 'Save my choice' }).click();
    await expect(targets.role).toHaveValue('from this tab');
    await other.open();
    await expect(other.role).toHaveValue('from this tab');
  });
});

test('an employee answers a request for changes', async ({ page, signIn }) => {
  await signIn('EMP0060', 'Employee');
  const targets = new TargetsPage(page);
  await targets.open();
  await targets.state('Changes asked for');
  await expect(page.getByText('Åsa Jones asked for changes').first()).toBeVisible();
  await targets.kpi(1).fill('At least 12 of them by March');
  await targets.submit();
  await targets.state('With manager');
});

test('a manager asks for changes, approves and submits the team', async ({ page, signIn }) => {
  await signIn('EMP0124', 'Manager');
  const team = new TeamPage(page);
  const review = new ReviewPage(page);
  await team.open();
  await team.review('Sofía Shimizu');
  await review.approve();
  await expect(review.recorded).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Daiki Rossi' })).toBeVisible();
  await review.askForChanges('Please put a figure into the first KPI.');
  await expect(review.recorded).toBeVisible();
  await team.open();
  await team.expectState('Sofía Shimizu', 'Approved by manager');
  await team.expectState('Daiki Rossi', 'Changes asked for');
  await team.openSubmit();
  await expect(page.getByRole('list', { name: 'Still missing' })).toContainText('Daiki Rossi');
});

test('a manager whose team is ready submits it', async ({ page, signIn }) => {
  await signIn('EMP0086', 'Manager');
  const team = new TeamPage(page);
  await team.open();
  await team.submit();
  await expect(team.row('Thảo Yoshida').getByText('With HR')).toBeVisible();
});

test('asking for changes without a comment is refused beside the field', async ({ page, signIn }) => {
  await signIn('EMP0124', 'Manager');
  const team = new TeamPage(page);
  const review = new ReviewPage(page);
  await team.open();
  await team.review('Sofía Shimizu');
  await review.askForChanges(' ');
  await expect(page.getByLabel(/^Comment for/)).toHaveAccessibleDescription(/Please fill this in/);
});

test('HR approves one set, and several from the list', async ({ page, signIn }) => {
  await signIn('EMP0004', 'HR');
  const list = new SetListPage(page);
  const review = new ReviewPage(page);
  await list.read('EMP0056');
  await review.approve();
  await expect(review.recorded).toBeVisible();
  await list.open('EMP0056');
  await list.expectState('EMP0056', 'Approved by HR');
  await list.open('EMP008');
  await list.row('EMP0083').getByRole('checkbox').check();
  await list.row('EMP0086').getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Approve selected' }).click();
  await expect(page.getByText('The ticked sets are approved')).toBeVisible();
  await list.expectState('EMP0083', 'Approved by HR');
  await list.expectState('EMP0086', 'Approved by HR');
});

test('HR sends a question back and exempts somebody', async ({ page, signIn }) => {
  await signIn('EMP0004', 'HR');
  const list = new SetListPage(page);
  const review = new ReviewPage(page);
  await list.read('EMP0056');
  await review.askTheManager('The second KPI has no figure.');
  await expect(review.recorded).toBeVisible();
  await list.open('EMP0056');
  await list.expectState('EMP0056', 'Back from HR');
  await list.read('EMP0067');
  await page.getByText('Exempt for this year', { exact: true }).click();
  await page.getByLabel('Reason', { exact: true }).fill('On leave.');
  await page.getByRole('button', { name: 'Exempt', exact: true }).click();
  await list.open('EMP0067');
  await list.expectState('EMP0067', 'Exempt');
});

test('what only scripts can do is not offered', async ({ page, signIn }) => {
  await signIn('EMP0002', 'Board');
  await page.goto('/results');
  await expect(page.getByText('Approve the company').first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
});
