// Whatever people type is text, for everybody who reads it, drawn by the server and by the browser.
import { test, expect, hydrated, expectQuietConsole } from '../fixtures/test.js';
import { SetListPage, TeamPage } from '../pages/lists.js';
import { ReviewPage } from '../pages/review.js';
import { TargetsPage } from '../pages/targets.js';
import { YearsPage } from '../pages/years.js';

const TEXTS = [
  '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>',
  '</textarea></script><script>window.hacked=1</script>',
  '"><svg onload=window.hacked=1> &lt;b&gt; &amp; {{7*7}} ${7*7}',
  '\u202Eright to left\u202C مرحبا שלום 👩‍👩‍👧‍👦🇯🇵 Z̷a̷l̷g̷o̷',
  "'; DROP TABLE people; -- <!-- ]]> \\u003cscript\\u003e",
];
const [MARKUP, TEXTAREA, ATTRIBUTES, DIRECTIONS, SQL] = TEXTS;
const HOSTILE = {
  role: MARKUP,
  goal: TEXTAREA,
  rows: [[ATTRIBUTES, DIRECTIONS, '40', 'L1'], [SQL, MARKUP, '35', 'L2'], [TEXTAREA, DIRECTIONS, '25', 'L3']],
};

async function expectHarmless(page) {
  expect(await page.evaluate(() => window.hacked)).toBeUndefined();
}

async function expectText(page, words) {
  await expect(page.getByText(words).first()).toBeAttached();
  await expectHarmless(page);
}

async function expectTargetsAsText(page) {
  for (const words of TEXTS) await expectText(page, words);
}

async function expectInFields(targets) {
  await expect(targets.role).toHaveValue(HOSTILE.role);
  await expect(targets.goal).toHaveValue(HOSTILE.goal);
  for (const [index, [task, kpi]] of HOSTILE.rows.entries()) {
    await expect(targets.task(index + 1)).toHaveValue(task);
    await expect(targets.kpi(index + 1)).toHaveValue(kpi);
  }
  await expectHarmless(targets.page);
}

test('hostile targets and comments are text for employee, manager and HR', async ({ enter, complaints }) => {
  test.setTimeout(90_000);
  const employee = await enter('EMP0105', 'Employee');
  const manager = await enter('EMP0093', 'Manager');
  const targets = new TargetsPage(employee);
  const team = new TeamPage(manager);
  const review = new ReviewPage(manager);

  await test.step('a comment that passes a question on', async () => {
    await team.open();
    await team.review('Luca Silva');
    await hydrated(manager);
    await review.passOn(TEXTAREA);
    await expect(review.recorded.first()).toBeVisible();
    await team.open();
    await team.review('Luca Silva');
    await expectText(manager, TEXTAREA);
  });

  await test.step('the employee reads the comment and answers in kind', async () => {
    await targets.open();
    await hydrated(employee);
    await expectText(employee, TEXTAREA);
    await targets.write(HOSTILE);
    await targets.saveNow();
    await employee.reload();
    await expectInFields(targets);
    await hydrated(employee);
    await expectInFields(targets);
  });

  await test.step('submitted, it is text for its writer', async () => {
    while (await targets.rows.count() > 3) await targets.choose(await targets.rows.count(), 'Remove');
    await targets.submit();
    await targets.state('With manager');
    await expectTargetsAsText(employee);
    await employee.reload();
    await hydrated(employee);
    await expectTargetsAsText(employee);
  });

  await test.step('and for the manager, who approves with a hostile comment', async () => {
    await team.open();
    await team.review('Luca Silva');
    await hydrated(manager);
    await expectTargetsAsText(manager);
    await manager.reload();
    await hydrated(manager);
    await expectTargetsAsText(manager);
    await review.askForChanges(MARKUP);
    await expect(review.recorded.first()).toBeVisible();
    await targets.open();
    await expectText(employee, MARKUP);
  });

  await test.step('and for HR', async () => {
    const hr = await enter('EMP0004', 'HR');
    const list = new SetListPage(hr);
    await list.read('EMP0105');
    await hydrated(hr);
    await expectTargetsAsText(hr);
    await new ReviewPage(hr).exempt(DIRECTIONS + MARKUP);
    await hr.reload();
    await hydrated(hr);
    await expectText(hr, MARKUP);
    await targets.open();
    await hydrated(employee);
    await expectText(employee, MARKUP);
  });

  expectQuietConsole(complaints);
});

test('a hostile year name is text wherever the year is named', async ({ page, signIn, complaints }) => {
  const name = '<b onclick=x>FY</b> 2031 </title>';
  await signIn('EMP0004', 'HR');
  const years = new YearsPage(page);
  await years.open();
  await hydrated(page);
  await page.getByText('Create a fiscal year').last().click();
  await years.create(name, '2031-04-01', '2032-03-31');
  await expect(years.year(name)).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(years.year(name)).toBeVisible();
  await page.goto(`/departments/sets?q=${encodeURIComponent(MARKUP)}`);
  await hydrated(page);
  await expectText(page, MARKUP);
  expectQuietConsole(complaints);
});

const TOO_LONG = 'x'.repeat(100_000);

// As a program would send it, which keeps to no `maxlength`.
async function fillBeyond(field, text) {
  await field.evaluate((control) => { control.removeAttribute('maxlength'); });
  await field.fill(text);
}

test('a long paste is not cut silently', async ({ page, signIn }) => {
  await signIn('EMP0067', 'Employee');
  const targets = new TargetsPage(page);
  await targets.open();
  await hydrated(page);
  await targets.task(1).fill('y'.repeat(2_500));
  await expect(targets.task(1)).toHaveValue('y'.repeat(2_500));
  await expect(targets.task(1)).toHaveAccessibleDescription('At most 2000 characters; this has 2500.');
});

test('characters are counted as people count them', async ({ page, signIn }) => {
  await signIn('EMP0067', 'Employee');
  const targets = new TargetsPage(page);
  await targets.open();
  await hydrated(page);
  await targets.task(1).fill('🙂'.repeat(2_000));
  await expect(targets.task(1)).toHaveValue('🙂'.repeat(2_000));
  await targets.saveNow();
});

test('a hundred thousand characters are refused with a message and stay in the field', async ({ page, signIn }) => {
  await signIn('EMP0067', 'Employee');
  const targets = new TargetsPage(page);
  await targets.open();
  await hydrated(page);
  await fillBeyond(targets.task(1), TOO_LONG);
  await expect(targets.task(1)).toHaveAccessibleDescription('At most 2000 characters; this has 100000.');
  await page.keyboard.press('Control+s');
  await expect(targets.says('Saved except for the marked fields')).toBeVisible();
  await expect(targets.task(1)).toHaveValue(TOO_LONG);
});

test('a comment of a hundred thousand characters is refused with a message', async ({ page, signIn }) => {
  await signIn('EMP0124', 'Manager');
  const team = new TeamPage(page);
  await team.open();
  await team.review('Sofía Shimizu');
  await hydrated(page);
  const comment = page.getByLabel(/^Comment for/);
  await page.getByText('Ask for changes', { exact: true }).click();
  await fillBeyond(comment, TOO_LONG);
  await page.getByRole('button', { name: /^Send back/ }).click();
  await expect(comment).toHaveAccessibleDescription(/At most 10000 characters; this has 100000/);
  await expect(comment).toHaveValue(TOO_LONG);
});
