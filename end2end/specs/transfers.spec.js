// R26 as people live it: somebody changes manager while they are evaluated, and a reorganisation is planned.
import { expect, expectNoViolations, expectQuietConsole, hydrated } from '../fixtures/test.js';
import { ask } from '../fixtures/functions.js';
import { ALICE, BOB, test } from '../fixtures/leave.js';
import { EvaluationPage } from '../pages/evaluation.js';
import { TransferPage } from '../pages/transfers.js';

const HR = 'EMP0004';

async function team(page) {
  const { rows } = await ask(page, 'team-results', {});
  return rows.map(({ head }) => ({ review: head.review, name: head.owner.name, login: head.owner.employee_no }));
}

test('somebody changes manager in the middle of their evaluation', async ({ enter, company, complaints }) => {
  test.setTimeout(180_000);
  const alice = await enter(ALICE.login, 'Manager');
  const [first] = await team(alice);
  const sheet = new EvaluationPage(alice);
  await sheet.open(first.review);
  await hydrated(alice);
  await sheet.start();
  await sheet.summary.fill('Begun by the first.');
  await sheet.saveNow();

  const hr = await enter(HR, 'HR');
  const page = new TransferPage(hr);

  await test.step('HR reads what will happen before it does', async () => {
    await page.ask({ who: first.login, manager: BOB.login, on: company.day(0), reason: 'A new team.' });
    await expect(page.lines.getByRole('row').filter({ hasText: first.name })).toContainText(`${ALICE.name} → ${BOB.name}`);
    await expect(page.lines).toContainText('Being evaluated');
    await expectNoViolations(hr, 'the preview of a transfer');
    await page.confirm('Transfer 1 person');
    await expect(page.row(first.name)).toContainText('Done');
    await expectNoViolations(hr, 'the transfers');
  });

  await test.step('the next reviewer goes on with the draft, whose writer is named', async () => {
    const bob = await enter(BOB.login, 'Manager');
    const his = new EvaluationPage(bob);
    await his.open(first.review);
    await hydrated(bob);
    await expect(his.summary).toHaveValue('Begun by the first.');
    await expect(bob.getByText(`Written by ${ALICE.name}`)).toBeVisible();
    await expect(bob.getByText(/^Transferred mid-cycle/)).toBeVisible();
    await his.summary.fill('Rewritten by the next.');
    await his.saveNow();
  });

  await test.step('the former one reads it as it stood, and nothing that came after', async () => {
    expect((await alice.request.get(`/reviews/${first.review}`)).status()).toBe(404);
    await alice.goto('/handed-over');
    const handed = alice.getByRole('table', { name: 'Handed over' }).getByRole('row').filter({ hasText: 'Being evaluated' });
    await handed.getByRole('link', { name: first.name }).click();
    await expect(alice.getByText('Begun by the first.')).toBeVisible();
    await expect(alice.getByText('Rewritten by the next.')).toHaveCount(0);
    await expectNoViolations(alice, 'what was handed over');
  });

  await test.step('the person finds who reviews them now', async () => {
    const employee = await enter(first.login, 'Employee');
    await employee.goto('/review');
    await expect(employee.getByRole('region', { name: 'History of this review' })).toContainText('transferred this person');
    await employee.goto('/people/transfers');
    await expect(employee.getByRole('heading', { level: 1 })).not.toHaveText('Transfers');
  });

  expectQuietConsole(complaints, 403, 404);
});

test('a reorganisation is planned and cancelled, without scripts', async ({ enter, company }) => {
  const hr = await enter(HR, 'HR', { javaScriptEnabled: false });
  const page = new TransferPage(hr);
  await page.ask({ teamOf: ALICE.login, who: 'EMP9999', manager: BOB.login, on: company.day(30) });
  await expect(hr.getByLabel('Employee ids')).toHaveAccessibleDescription(/Nobody has the employee id EMP9999/);
  await page.ask({ teamOf: ALICE.login, manager: BOB.login, on: company.day(30), reason: 'Two teams become one.' });
  await page.confirm(/^Plan 5 people for/);
  await expect(hr.getByText('The transfer is planned')).toBeVisible();
  const theirs = page.row('Two teams become one.');
  await expect(theirs.filter({ hasText: 'Planned' })).toHaveCount(5);
  await theirs.getByRole('button', { name: /^Cancel the transfer of/ }).first().click();
  await expect(theirs.filter({ hasText: 'Planned' })).toHaveCount(4);
  await expect(theirs.filter({ hasText: 'Cancelled' })).toHaveCount(1);
});
