// From an empty database to a closed target setting, as the people concerned live it.
import { fileURLToPath } from 'node:url';
import { test as base, expect, hydrated, expectQuietConsole, Server } from '../fixtures/test.js';
import { ImportPage, InvitationPage, InvitationsPage, SetupPage } from '../pages/people.js';
import { SetListPage, TeamPage } from '../pages/lists.js';
import { ReviewPage } from '../pages/review.js';
import { SignInPage } from '../pages/sign-in.js';
import { TargetsPage, WHOLE } from '../pages/targets.js';
import { YearsPage } from '../pages/years.js';

const PEOPLE = fileURLToPath(new URL('../../src/tests/data/employees-200.csv', import.meta.url));
const PASSWORD = 'four unrelated words here';
const [DUC, HINA] = ['Đức Hayashi', 'Hina Müller'];

const test = base.extend({
  empty: async ({}, use) => {  
    const server = await Server.create();
    await use(server);
    await server.remove();
  },
  baseURL: async ({ empty }, use) => { await use(empty.url); },
});

test('a company agrees on its targets', async ({ empty, visitor, complaints }) => {
  test.setTimeout(150_000);
  const hr = await visitor();
  const manager = await visitor();
  const employee = await visitor();
  const mine = new TargetsPage(employee);
  const team = new TeamPage(manager);
  const review = new ReviewPage(manager);
  const list = new SetListPage(hr);
  const check = new ReviewPage(hr);
  const years = new YearsPage(hr);
  let links;

  await test.step('the first administrator comes in by the link in the log', async () => {
    const [link] = empty.output.match(/http\S+\/set-up\/\w+/);
    await new SetupPage(hr).createAdmin(link, { id: 'EMP0004', name: 'Arjun Vũ', email: 'arjun.vu@example.com', password: PASSWORD });
    await expect(hr.getByRole('heading', { name: 'Hello, Arjun Vũ' })).toBeVisible();
  });

  await test.step('HR imports everybody', async () => {
    const page = new ImportPage(hr);
    await page.open();
    await page.preview(PEOPLE);
    await expect(hr.getByText('Ready to apply')).toBeVisible();
    await page.apply();
    await hr.goto('/people');
    await expect(hr.getByText('200 people')).toBeVisible();
  });

  await test.step('HR creates the year and opens target setting', async () => {
    await years.open();
    await years.create('FY 2026', '2026-04-01', '2027-03-31');
    await years.openTargetSetting('FY 2026', '2030-05-31');
    await expect(hr.getByText('Target setting is open').first()).toBeVisible();
  });

  await test.step('HR makes invitation links', async () => {
    const page = new InvitationsPage(hr);
    await page.open();
    await page.makeLinks();
    links = { duc: await page.linkOf(DUC), hina: await page.linkOf(HINA) };
  });

  await test.step('the employee and the manager choose their passwords', async () => {
    await new InvitationPage(employee).accept(links.duc, PASSWORD);
    await new InvitationPage(manager).accept(links.hina, PASSWORD);
    await employee.goto(links.duc);
    await expect(employee.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible();
    await employee.goto('/');
    await new SignInPage(employee).signOut();
    await new SignInPage(employee).enter('duc.hayashi@example.com', PASSWORD);
    await new SignInPage(manager).actAs('Manager');
  });

  await test.step('the employee begins, and the page saves by itself', async () => {
    await employee.getByRole('link', { name: 'My targets' }).click();
    await hydrated(employee);
    await mine.state('Draft');
    await mine.role.fill(WHOLE.role);
    await expect(mine.says('Not saved yet')).toBeVisible();
    await mine.expectSaved();
    await employee.reload();
    await expect(mine.role).toHaveValue(WHOLE.role);
  });

  await test.step('nobody else reads the draft', async () => {
    await team.open();
    await team.expectState(DUC, 'Draft');
    await team.review(DUC);
    await expect(manager.getByText('A draft belongs to the person who writes it.')).toBeVisible();
  });

  await test.step('submitting with something missing says everything at once', async () => {
    await hydrated(employee);
    await mine.submit();
    await expect(mine.missing).toBeVisible();
    await expect(mine.goal).toBeFocused();
    await expect(mine.goal).toHaveAccessibleDescription(/Please fill this in/);
    await expect(mine.kpi(3)).toHaveAccessibleDescription(/Please fill this in/);
  });

  await test.step('submitting the whole hands it to the manager', async () => {
    await mine.write(WHOLE);
    await expect(mine.missing).toBeHidden();
    await mine.submit();
    await expect(employee.getByText('Your targets are submitted')).toBeVisible();
    await mine.state('With manager');
  });

  await test.step('the manager asks for changes', async () => {
    await team.open();
    await team.expectState(DUC, 'With manager');
    await team.review(DUC);
    await hydrated(manager);
    await expect(manager.getByText(WHOLE.rows[0][0])).toBeVisible();
    await review.askForChanges('Please put a figure into the first KPI.');
    await expect(review.recorded.first()).toBeVisible();
    await team.expectState(DUC, 'Changes asked for');
  });

  await test.step('the employee reads why, changes it and submits again', async () => {
    await employee.goto('/');
    await expect(employee.getByText('Change your targets and submit them again').first()).toBeVisible();
    await mine.open();
    await hydrated(employee);
    await mine.state('Changes asked for');
    await expect(employee.getByText(`${HINA} asked for changes`).first()).toBeVisible();
    await expect(employee.getByText('Please put a figure into the first KPI.').first()).toBeVisible();
    await mine.kpi(1).fill('0 minutes of downtime');
    await mine.submit();
    await mine.state('With manager');
  });

  await test.step('the manager sees what changed and approves', async () => {
    await team.open();
    await team.review(DUC);
    await hydrated(manager);
    await expect(manager.getByText('Modified', { exact: true })).toBeVisible();
    await review.approve();
    await expect(review.recorded.first()).toBeVisible();
    await team.open();
    await team.expectState(DUC, 'Approved by manager');
  });

  await test.step('the team does not go while somebody is missing', async () => {
    await hydrated(manager);
    await team.openSubmit();
    await expect(manager.getByRole('list', { name: 'Still missing' }).getByRole('listitem')).toHaveCount(2);
  });

  await test.step('HR exempts the other two', async () => {
    for (const who of ['EMP0105', 'EMP0114']) {
      await list.read(who);
      await hydrated(hr);
      await check.exempt('On leave until the end of the year.');
    }
    await list.open('EMP0105');
    await list.expectState('EMP0105', 'Exempt');
  });

  await test.step('the manager submits the team', async () => {
    await team.open();
    await hydrated(manager);
    await team.submit();
    await team.expectState(DUC, 'With HR');
  });

  await test.step('HR asks the manager, who passes it on', async () => {
    await list.read('EMP0096');
    await hydrated(hr);
    await check.askTheManager('The second KPI says nothing about refunds.');
    await expect(check.recorded.first()).toBeVisible();
    await team.open();
    await team.expectState(DUC, 'Back from HR');
    await team.review(DUC);
    await hydrated(manager);
    await expect(manager.getByText('The second KPI says nothing about refunds.').first()).toBeVisible();
    await review.passOn('Please mention refunds in the second KPI.');
    await expect(review.recorded.first()).toBeVisible();
  });

  await test.step('it comes round again', async () => {
    await mine.open();
    await hydrated(employee);
    await expect(employee.getByText('Please mention refunds in the second KPI.').first()).toBeVisible();
    await mine.kpi(2).fill('Below 0.5 % from October, refunds included');
    await mine.submit();
    await mine.state('With manager');
    await team.open();
    await team.review(DUC);
    await hydrated(manager);
    await review.approve();
    await expect(review.recorded.first()).toBeVisible();
    await team.open();
    await hydrated(manager);
    await team.submit();
  });

  await test.step('HR approves', async () => {
    await list.read('EMP0096');
    await hydrated(hr);
    await check.approve();
    await expect(check.recorded.first()).toBeVisible();
    await check.state('Approved by HR');
    await mine.open();
    await mine.state('Approved by HR');
  });

  await test.step('HR closes target setting, with a reason and the year typed', async () => {
    await years.open();
    await hydrated(hr);
    await years.unfoldClosing('FY 2026');
    await years.close('FY 2026', 'A pilot with one team.', 'FY 2025');
    await expect(years.year('FY 2026').getByRole('alert')).toBeVisible();
    await years.close('FY 2026', 'A pilot with one team.', 'FY 2026');
    await expect(hr.getByText('Target setting is closed').first()).toBeVisible();
    await mine.open();
    await mine.state('Target setting complete');
    await expect(employee.getByText('Below 0.5 % from October, refunds included').first()).toBeVisible();
    await team.open();
    await team.expectState(DUC, 'Target setting complete');
  });

  await test.step('the whole way stands in the history', async () => {
    await list.read('EMP0096');
    await expect(check.history.getByRole('listitem')).toHaveCount(12);
    expectQuietConsole(complaints, 404, 422);
  });
});
