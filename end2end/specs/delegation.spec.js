// R22 to R25 as people live it: Alice goes on leave, Bob covers, evaluates two of her five, it ends at midnight, Alice finishes.
import { expect, expectNoViolations, expectQuietConsole, hydrated } from '../fixtures/test.js';
import { ask, evaluate } from '../fixtures/functions.js';
import { ALICE, BOB, test } from '../fixtures/leave.js';
import { DelegationPage } from '../pages/delegation.js';
import { EvaluationPage } from '../pages/evaluation.js';

const HR = 'EMP0004';
const BOTH = `${BOB.name} for ${ALICE.name}`;

async function reviews(page) {
  const { rows } = await ask(page, 'team-results', {});
  return rows.map(({ head }) => ({ review: head.review, name: head.owner.name, login: head.owner.employee_no, state: head.state }));
}

test('Alice is away, Bob evaluates two of five, and at midnight it is over', async ({ company, enter, complaints }) => {
  test.setTimeout(240_000);
  const alice = await enter(ALICE.login, 'Manager');
  const theirs = new DelegationPage(alice);
  const team = await reviews(alice);
  expect(team).toHaveLength(5);
  const [first, second, third, ...rest] = team;

  await test.step('Alice asks Bob, and reads what will happen before it does', async () => {
    await theirs.open();
    await theirs.expectFigures({ covered: 0, ending: 0, uncovered: 0 });
    await theirs.expectLoad(ALICE.name, '5 own');
    await theirs.prepare({ delegate: BOB.login, from: company.day(0), to: company.day(3) });
    await expect(alice.getByText(`${BOB.name} is asked first. Nothing changes before they accept.`)).toBeVisible();
    await expect(alice.getByText(`Everything shows as “${BOTH}”, to the employees too.`)).toBeVisible();
    await expectNoViolations(alice, 'what will happen');
    await theirs.confirm('The evaluations are due this week.');
    await expect(theirs.row(ALICE.name, BOB.name)).toContainText('Waits for an answer');
    await theirs.expectFigures({ covered: 0, ending: 0, uncovered: 0 });
  });

  const bob = await enter(BOB.login, 'Manager');
  const his = new DelegationPage(bob);

  await test.step('nothing opens before Bob accepts', async () => {
    expect((await bob.request.get(`/reviews/${first.review}`)).status()).toBe(404);
    await bob.goto('/');
    await expect(bob.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: /^Delegation\s*1/ })).toBeVisible();
    await bob.getByRole('link', { name: /^Answer\s*: Cover the reviews of/ }).click();
    await expect(bob.getByText('The evaluations are due this week.')).toBeVisible();
    await expectNoViolations(bob, 'a request');
    await his.settle('Accept');
    await expect(bob.getByRole('banner')).toContainText(`for ${ALICE.name} until`);
  });

  await test.step('the dashboard says who carries what', async () => {
    await his.open();
    await his.expectFigures({ covered: 1, ending: 1, uncovered: 0 });
    await expect(his.row(ALICE.name, BOB.name)).toContainText('Running');
    await expect(his.load.getByRole('listitem').filter({ hasText: BOB.name }).first()).toContainText('5 for others');
    await theirs.open();
    await theirs.expectLoad(ALICE.name, '5 of theirs with somebody else');
  });

  await test.step('Bob evaluates two of five, the first on its page, and begins a third', async () => {
    await bob.goto('/team/results');
    await bob.getByRole('navigation', { name: 'Whose team' }).getByRole('link', { name: new RegExp(`^For ${ALICE.name} until`) }).click();
    await bob.getByRole('link', { name: first.name }).first().click();
    const sheet = new EvaluationPage(bob);
    await hydrated(bob);
    await sheet.start();
    const { targets } = await ask(bob, 'review', { review: first.review });
    await sheet.write({ ratings: targets.map(() => 4), comments: targets.map(() => 'Seen by Bob.'), summary: 'A good year, says Bob.' });
    await sheet.complete();
    await expect(bob.getByText(`${BOTH} wrote`).first()).toBeVisible();
    await evaluate(bob, second.review, { rating: 3, words: 'Bob again.' });
    await sheet.open(third.review);
    await hydrated(bob);
    await sheet.start();
    await sheet.summary.fill('Begun by Bob.');
    await sheet.saveNow();
  });

  await test.step('one second before midnight it opens, one second later nothing does', async () => {
    company.at(3, '23:59:59');
    const late = await enter(BOB.login, 'Manager');
    await late.goto(`/reviews/${third.review}`);
    await expect(late.getByRole('heading', { level: 1, name: third.name })).toBeVisible();
    await hydrated(late);
    company.at(4, '00:00:00');
    for (const { review } of team) {
      expect((await late.request.get(`/reviews/${review}`)).status()).toBe(404);
      const answer = await late.request.post('/api/review', { data: { review }, headers: { accept: 'application/json', origin: new URL(late.url()).origin } });
      expect(answer.status()).toBe(404);
    }
    // What he types into the page that is still open is refused and stays with him.
    await new EvaluationPage(late).summary.fill('Too late.');
    await late.keyboard.press('Control+s');
    await expect(late.getByRole('alert').first()).toBeVisible();
    await expect(new EvaluationPage(late).summary).toHaveValue('Too late.');
    const { rows } = await ask(late, 'team-results', {});
    expect(rows.map(({ head }) => head.owner.name)).not.toContain(first.name);
  });

  await test.step('Alice returns and finishes; every text keeps its writer', async () => {
    company.at(4, '09:00:00');
    const back = await enter(ALICE.login, 'Manager');
    const sheet = new EvaluationPage(back);
    await sheet.open(third.review);
    await hydrated(back);
    await expect(back.getByText(`Written by ${BOTH}`)).toBeVisible();
    await expect(sheet.summary).toHaveValue('Begun by Bob.');
    for (const { review } of [third, ...rest]) await evaluate(back, review, { rating: 4, words: 'Alice herself.' });
    await sheet.open(first.review);
    await expect(back.getByText(`${BOTH} wrote`).first()).toBeVisible();
    await expect(sheet.history).toContainText(`${BOTH} completed the evaluation`);
    await sheet.open(third.review);
    await expect(back.getByText(`${ALICE.name} wrote`).first()).toBeVisible();
    const dashboard = new DelegationPage(back);
    await dashboard.open('past');
    await expect(dashboard.row(ALICE.name, BOB.name)).toContainText('Over');
    await dashboard.expectFigures({ covered: 0, ending: 0, uncovered: 0 });
    await back.goto('/team/results');
    await expect(back.getByRole('navigation', { name: 'Whose team' })).toHaveCount(0);
  });

  await test.step('the employee reads both names', async () => {
    const employee = await enter(first.login, 'Employee');
    await employee.goto('/review');
    await expect(employee.getByRole('region', { name: 'History of this review' })).toContainText(BOTH);
    await expect(employee.getByText('says Bob')).toHaveCount(0);
  });

  expectQuietConsole(complaints, 404, 409);
});

test('HR hands teams over without scripts, and ends one', async ({ company, enter }) => {
  const hr = await enter(HR, 'HR', { javaScriptEnabled: false });
  const page = new DelegationPage(hr);
  await page.prepare({ whose: `${ALICE.login},EMP0181`, delegate: 'EMP0117', from: company.day(0), to: company.day(30), reason: 'Reorganisation' });
  await expect(hr.getByText('2 teams are handed over at once.')).toHaveCount(0);
  await expect(hr.getByRole('heading', { level: 3 })).toHaveCount(2);
  await page.confirm('Until the new heads are named.');
  await page.expectFigures({ covered: 2, ending: 0, uncovered: 0 });
  await page.openFirst(ALICE.name, 'Sakura Park');
  await hr.getByRole('textbox', { name: 'Last day' }).fill(company.day(5));
  await hr.getByRole('button', { name: 'Change the last day' }).click();
  await expect(page.says('The last day is changed')).toBeVisible();
  await page.open('ending');
  await page.openFirst(ALICE.name, 'Sakura Park');
  await page.settle('End now');
  await page.open();
  await page.expectFigures({ covered: 1, ending: 0, uncovered: 0 });
});

test('what is wrong is said beside its field, without scripts too', async ({ company, enter }) => {
  const hr = await enter(HR, 'HR', { javaScriptEnabled: false });
  await hr.goto('/delegation/new?for=EMP0173&by=EMP0173');
  await expect(hr.getByLabel('Employee id of whoever covers')).toHaveAccessibleDescription(/Nobody can act for themself/);
  await hr.goto('/delegation/new?for=EMP0173&by=EMP0004');
  await expect(hr.getByLabel('Employee id of whoever covers')).toHaveAccessibleDescription(/cannot give somebody's reviews to HR/);
  await hr.goto(`/delegation/new?for=EMP0173&by=EMP0156&from=${company.day(5)}&to=${company.day(1)}&reason=leave`);
  await expect(hr.getByLabel('Last day')).toHaveAccessibleDescription(/too early/);
  await hr.goto('/delegation/new?for=EMP9999&by=EMP0156');
  await expect(hr.getByLabel('Employee id of the reviewer')).toHaveAccessibleDescription(/do not know this one/);
});
