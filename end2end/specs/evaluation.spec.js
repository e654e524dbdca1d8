// The second half of the year, as the people concerned live it: self-evaluation, evaluation, HR, board, talk, objection, closing.
import { test, expect, hydrated, visit, expectNoViolations, expectQuietConsole } from '../fixtures/test.js';
import { ask, assessSelf, evaluate } from '../fixtures/functions.js';
import { EvaluationPage, MyReviewPage, scoreOf } from '../pages/evaluation.js';
import { ResultsPage, TeamResultsPage } from '../pages/results.js';
import { YearsPage } from '../pages/years.js';

// A team of three in the demo company that has written next to nothing yet.
const [SOFIA, THAO, DAIKI] = [
  { login: 'EMP0127', name: 'Sofía Shimizu', review: 715 },
  { login: 'EMP0136', name: 'Thảo Lê', review: 724 },
  { login: 'EMP0145', name: 'Daiki Rossi', review: 733 },
];
const [MANAGER, HR, BOARD] = [{ login: 'EMP0124', name: 'João Trần' }, { login: 'EMP0004', name: 'Arjun Vũ' }, { login: 'EMP0002', name: 'Haruto Matsumoto' }];
const DEPARTMENT = 'Quality Assurance';
const YEAR = 'FY 2025';

const SELF = {
  job: 'I test the checkout and answer for its releases.',
  career: 'To lead a test team.',
  ratings: [3, 4, 5],
  results: ['The guide is in use since May.', 'Eleven sessions, all recorded.', 'First reply within three hours.'],
};

// A word that stands in everything the manager writes.
const CANARY = 'zyzzyva';
const THEIRS = {
  ratings: [4, 5, 3],
  comments: [`Used by every newcomer, ${CANARY}.`, `Well visited, ${CANARY}.`, `Not in summer, ${CANARY}.`],
  summary: `A good year, ${CANARY}.`,
};

// Never later than the company's own day, wherever it is.
const today = () => new Date().toISOString().slice(0, 10);

// Everything a browser is sent for these pages, what is embedded in them included.
async function sent(page, ...paths) {
  const texts = await Promise.all(paths.map(async (path) => (await page.request.get(path)).text()));
  return texts.join('\n');
}

const OWN = ['/', '/review', '/targets?year=4', `/reviews/${SOFIA.review}`, '/team/results', '/results'];

// Neither a word nor a number of the reviewer's has reached the person concerned.
async function expectNothingTold(page, score) {
  const all = await sent(page, ...OWN) + JSON.stringify(await ask(page, 'my-review'));
  expect(all).not.toContain(CANARY);
  for (const written of [`>${score}<`, `"${score}"`]) expect(all).not.toContain(written);
}

async function expectReads(page, is) {
  const all = await sent(page, `/reviews/${SOFIA.review}`) + JSON.stringify(await ask(page, 'review', { review: SOFIA.review }));
  expect(all.includes(CANARY)).toBe(is);
}

test('a team is evaluated, decided on and told', async ({ enter, complaints }) => {
  test.setTimeout(300_000);
  const employee = await enter(SOFIA.login, 'Employee');
  const manager = await enter(MANAGER.login, 'Manager');
  const hr = await enter(HR.login, 'HR');
  const board = await enter(BOARD.login, 'Board');
  const mine = new MyReviewPage(employee);
  const theirs = new EvaluationPage(manager);
  const team = new TeamResultsPage(manager);
  const checked = new EvaluationPage(hr);
  const consolidation = new ResultsPage(hr);
  const decided = new EvaluationPage(board);
  const results = new ResultsPage(board);
  const { review: { targets } } = await ask(employee, 'my-review');
  const [own, score] = [scoreOf(targets, SELF.ratings), scoreOf(targets, THEIRS.ratings)];

  await test.step('Home leads the employee to the self-evaluation', async () => {
    await employee.goto('/');
    await employee.getByRole('link', { name: /Write and submit your self-evaluation/ }).click();
    await hydrated(employee);
    await mine.expectState('Self-evaluation');
    await expect(mine.score).toContainText('0 of 3 rated');
  });

  await test.step('submitting with something missing says everything at once', async () => {
    await mine.job.fill(SELF.job);
    await mine.submit();
    await expect(mine.missing).toContainText('7 things are missing before you can submit');
    await expect(mine.career).toBeFocused();
    await expect(mine.career).toHaveAccessibleDescription(/Please fill this in/);
    await expect(mine.ratings(2)).toHaveAccessibleDescription(/Please pick one/);
    await mine.missing.getByRole('link', { name: 'Target 3: Result: Please fill this in.' }).click();
    await expect(mine.words(3)).toBeFocused();
    await mine.expectState('Self-evaluation');
  });

  await test.step('rating with the keyboard shows the score as it grows', async () => {
    await mine.type(1, 5);
    await expect(mine.score).toContainText('1 of 3 rated');
    await employee.keyboard.press('ArrowLeft');
    await expect(mine.rating(1, 4)).toBeChecked();
    await mine.type(1, SELF.ratings[0]);
    await mine.type(2, SELF.ratings[1]);
    await mine.type(3, SELF.ratings[2]);
    await expect(mine.score).toContainText('All 3 targets rated');
    await mine.expectFigure(mine.score, own);
    const receipt = await mine.unfoldReceipt(mine.score);
    await expect(receipt.getByRole('row', { name: 'Total' })).toContainText(own);
  });

  await test.step('the page saves by itself, and what was written is there again', async () => {
    await mine.career.fill(SELF.career);
    await mine.words(1).fill(SELF.results[0]);
    await expect(mine.says('Not saved yet')).toBeVisible();
    await mine.expectSaved();
    await employee.reload();
    await hydrated(employee);
    await expect(mine.career).toHaveValue(SELF.career);
    await expect(mine.words(1)).toHaveValue(SELF.results[0]);
    await expect(mine.rating(3, 5)).toBeChecked();
  });

  await test.step('nobody else reads the draft', async () => {
    for (const reader of [manager, hr, board]) {
      expect(await sent(reader, `/reviews/${SOFIA.review}`)).not.toContain(SELF.career);
    }
    await theirs.open(SOFIA.review);
    await expect(manager.getByText(`The self-evaluation belongs to ${SOFIA.name} until it is submitted.`)).toBeVisible();
  });

  await test.step('submitting the whole hands it to the manager', async () => {
    await mine.write(SELF);
    await mine.submit();
    await expect(employee.getByText('Your self-evaluation is submitted')).toBeVisible();
    await mine.expectState('With manager');
    await expect(employee.getByText(`${MANAGER.name} evaluates it next.`)).toBeVisible();
  });

  await test.step('the manager finds it on Home and hands it back with a comment', async () => {
    await manager.goto('/');
    await manager.getByRole('link', { name: new RegExp(`Evaluate ${SOFIA.name}`) }).click();
    await theirs.expectAbout(SOFIA.name);
    await hydrated(manager);
    await expect(manager.getByText(SELF.results[1])).toBeVisible();
    await theirs.decide('Hand back', 'Please say how often the guide was used.');
    await theirs.expectState('Self-evaluation');
  });

  await test.step('the employee reads why and submits again', async () => {
    await employee.goto('/review');
    await hydrated(employee);
    await expect(employee.getByText(`${MANAGER.name} handed your self-evaluation back`)).toBeVisible();
    await expect(employee.getByText('Please say how often the guide was used.').first()).toBeVisible();
    await mine.words(1).fill(`${SELF.results[0]} Nine newcomers used it.`);
    await mine.submit();
    await mine.expectState('With manager');
  });

  await test.step('the manager starts; everything missing is said at once', async () => {
    await theirs.open(SOFIA.review);
    await hydrated(manager);
    await theirs.start();
    await expect(manager.getByText('Nine newcomers used it.')).toBeVisible();
    await theirs.completeButton.click();
    await expect(theirs.missing).toContainText('7 things are missing before this is complete');
    await expect(theirs.rating(1, 1)).toBeFocused();
  });

  await test.step('the manager rates and comments, with the score and the rank in sight', async () => {
    await theirs.type(1, THEIRS.ratings[0]);
    await theirs.type(2, THEIRS.ratings[1]);
    await expect(theirs.score).toContainText('2 of 3 rated');
    await expect(theirs.score).toContainText('The rank shows once every target is rated.');
    await theirs.type(3, THEIRS.ratings[2]);
    await theirs.expectFigure(theirs.score, score);
    await expect(theirs.score).toContainText(/Rank A\+/);
    await expect(theirs.score).toContainText(own);
    const receipt = await theirs.unfoldReceipt(theirs.score);
    await expect(receipt.getByRole('row')).toHaveCount(5);
    await expect(receipt.getByRole('row', { name: /^1 50 % × 1\.00 × 4 = 2\.00$/ })).toBeVisible();
    await expect(receipt.getByRole('row', { name: 'Total' })).toContainText(score);
    await theirs.write(THEIRS);
    await theirs.saveNow();
    await expectReads(hr, false);
    await expectReads(board, false);
    await expectNothingTold(employee, score);
  });

  await test.step('complete; a link leads to the next report', async () => {
    await theirs.complete();
    await theirs.expectState('Evaluated');
    await expect(theirs.result).toContainText(score);
    await expectReads(hr, true);
    await expectReads(board, false);
    await expectNothingTold(employee, score);
    await expect(theirs.next).toBeFocused();
    const name = (await theirs.next.innerText()).replace('Next report: ', '').trim();
    expect([THAO.name, DAIKI.name]).toContain(name);
    await manager.keyboard.press('Enter');
    await theirs.expectAbout(name);
  });

  await test.step('the team does not go while somebody is missing', async () => {
    await team.open();
    await team.expectState(SOFIA.name, 'Evaluated');
    await team.openSubmit();
    await expect(team.missing).toHaveCount(2);
  });

  await test.step('HR moves one on without a self-evaluation, the other is written', async () => {
    await checked.open(DAIKI.review);
    await hydrated(hr);
    await checked.decide('Move on without a self-evaluation', 'On leave until April.');
    await checked.expectState('With manager');
    await assessSelf(await enter(THAO.login, 'Employee'));
    for (const { review } of [THAO, DAIKI]) await evaluate(manager, review, { rating: 3, words: `As agreed, ${CANARY}.` });
  });

  await test.step('the manager submits the team', async () => {
    await manager.goto('/');
    await expect(manager.getByRole('link', { name: /Submit your team's evaluations to HR/ })).toBeVisible();
    await team.open();
    await team.submit();
    await team.expectState(SOFIA.name, 'With HR');
    await expect(team.row(SOFIA.name)).toContainText(score);
  });

  await test.step('HR reads it and confirms the department', async () => {
    await consolidation.openDepartment(DEPARTMENT);
    await consolidation.expectState(SOFIA.name, 'With HR');
    await consolidation.review(SOFIA.name);
    await expect(hr.getByText(THEIRS.comments[0])).toBeVisible();
    await consolidation.openDepartment(DEPARTMENT);
    await hydrated(hr);
    await consolidation.confirm(DEPARTMENT);
    await consolidation.openDepartment(DEPARTMENT);
    await consolidation.expectState(SOFIA.name, 'With the board');
    await expectReads(board, true);
    await expectNothingTold(employee, score);
  });

  await test.step('the board adjusts one rank and approves, final', async () => {
    await results.openDepartment(DEPARTMENT);
    await results.review(THAO.name);
    await hydrated(board);
    await decided.adjust('B', `Compared with the others, ${CANARY}.`);
    await expect(decided.result).toContainText('Computed rank');
    await results.openDepartment(DEPARTMENT);
    await hydrated(board);
    await results.openStep(`Approve ${DEPARTMENT}`);
    await expect(board.getByText('This is final.')).toBeVisible();
    await results.openStep(`Approve ${DEPARTMENT}`);
    await results.approve(DEPARTMENT, today(), `Decided together, ${CANARY}.`);
    await expect(board.getByText('The results are approved').first()).toBeVisible();
    await expect(board.getByText(`Decided together, ${CANARY}.`)).toBeVisible();
    await results.openDepartment(DEPARTMENT);
    await results.expectState(SOFIA.name, 'Approved by the board');
    await expectNothingTold(employee, score);
  });

  await test.step('the manager records the talk', async () => {
    await manager.goto('/');
    await manager.getByRole('link', { name: new RegExp(`Talk with ${SOFIA.name} about the result`) }).click();
    await theirs.expectAbout(SOFIA.name);
    await hydrated(manager);
    await theirs.recordTalk(today(), 'We agreed on a course in autumn.');
    await theirs.expectState('Feedback given');
  });

  await test.step('the employee reads the result', async () => {
    await employee.goto('/');
    await employee.getByRole('link', { name: /Read your result/ }).click();
    await hydrated(employee);
    await mine.expectFigure(mine.result, score);
    await expect(mine.result).toContainText('Rank A+');
    for (const words of [...THEIRS.comments, THEIRS.summary, 'We agreed on a course in autumn.']) {
      await expect(employee.getByText(words)).toBeVisible();
    }
    const receipt = await mine.unfoldReceipt(mine.result);
    await expect(receipt.getByRole('row', { name: 'Total' })).toContainText(score);
  });

  await test.step('confirms reading, leaves a remark and objects', async () => {
    await mine.confirmRead();
    await mine.remark('Thank you for the year.');
    await mine.object('The third rating leaves out July.');
    await expect(mine.talk).toContainText('HR answers in writing. You will be told.');
    await expect(employee.getByText('Object to the result', { exact: true })).toHaveCount(0);
  });

  await test.step('HR answers the objection, and both stay with the review', async () => {
    await hr.goto('/');
    await hr.getByRole('link', { name: new RegExp(`Answer the objection of ${SOFIA.name}`) }).click();
    await hydrated(hr);
    await expect(hr.getByText('The third rating leaves out July.')).toBeVisible();
    await checked.answer('July was looked at: the rating stands.');
    await mine.open();
    await hydrated(employee);
    await expect(mine.talk).toContainText('The third rating leaves out July.');
    await expect(mine.talk).toContainText('July was looked at: the rating stands.');
    await employee.getByText('Who of HR and the board read this').click();
    for (const reader of [HR.name, BOARD.name]) await expect(employee.getByRole('listitem').filter({ hasText: `${reader}, ` }).first()).toBeVisible();
    await theirs.open(SOFIA.review);
    await expect(manager.getByText('Thank you for the year.')).toBeVisible();
  });

  expectQuietConsole(complaints, 404, 422);
});

test('HR closes the year over what is unfinished, and only when it is meant', async ({ enter, complaints }) => {
  test.setTimeout(180_000);
  const hr = await enter(HR.login, 'HR');
  const years = new YearsPage(hr);
  const reason = 'The year is over.';

  await test.step('the leftovers are named', async () => {
    await years.open();
    await hydrated(hr);
    await years.unfoldArchiving(YEAR);
    await expect(years.year(YEAR)).toContainText('169 of them are not finished');
    await expect(years.leftover(YEAR, SOFIA.name)).toContainText('Self-evaluation');
  });

  await test.step('without meaning it, it is refused, and what was typed stays', async () => {
    await years.archive(YEAR, { reason, reasons: { [SOFIA.name]: 'She left.' } });
    await expect(years.year(YEAR).getByRole('alert')).toContainText('Not every review is finished');
    await expect(years.year(YEAR).getByLabel('Reason', { exact: true })).toHaveValue(reason);
    await expect(years.year(YEAR).getByLabel(`Reason for ${SOFIA.name}`)).toHaveValue('She left.');
  });

  await test.step('a slip in the name closes nothing', async () => {
    await years.archive(YEAR, { reason, typed: 'FY 2024', anyway: true });
    await expect(years.year(YEAR).getByLabel(`Type ${YEAR} to confirm`)).toHaveAccessibleDescription(/./);
    await expect(years.year(YEAR).getByRole('button', { name: 'Close the fiscal year for good' })).toBeVisible();
  });

  await test.step('with a reason it archives, and the page says how far it is', async () => {
    await years.archive(YEAR, { reason, anyway: true, reasons: { [SOFIA.name]: 'She is on leave until May.' } });
    await expect(hr.getByText('The year is being closed').first()).toBeVisible();
    await expect(years.year(YEAR).getByText(`Archived ${YEAR}`)).toBeVisible({ timeout: 60_000 });
    await expect(years.year(YEAR)).toContainText('197 reviews');
  });

  await test.step('everybody reads what became of theirs', async () => {
    const told = new MyReviewPage(await enter('EMP0133', 'Employee'));
    await told.open();
    await told.expectState('Archived');
    await expect(told.result).toContainText('3.30');
    const untold = new MyReviewPage(await enter('EMP0018', 'Employee'));
    await untold.open();
    await untold.expectState('Archived');
    await expect(untold.result).toContainText('3.05');
    await expect(untold.talk).toContainText('The year was closed before a talk was recorded.');
    const left = new MyReviewPage(await enter(SOFIA.login, 'Employee'));
    await left.open();
    await left.expectState('Not assessed');
    await expect(left.history).toContainText('She is on leave until May.');
    await expect(left.submitButton).toHaveCount(0);
  });

  expectQuietConsole(complaints);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('an employee saves and submits the self-evaluation', async ({ enter }) => {
    const mine = new MyReviewPage(await enter(SOFIA.login, 'Employee'));
    await mine.open();
    await mine.job.fill(SELF.job);
    await mine.rate(2, 4);
    await mine.save.click();
    await expect(mine.says(/^Saved /)).toBeVisible();
    await mine.open();
    await expect(mine.job).toHaveValue(SELF.job);
    await expect(mine.rating(2, 4)).toBeChecked();
    await mine.submit();
    await expect(mine.missing).toContainText('6 things are missing before you can submit');
    await expect(mine.ratings(1)).toHaveAccessibleDescription(/Please pick one/);
    await expect(mine.job).toHaveValue(SELF.job);
    await mine.write(SELF);
    await mine.submit();
    await expect(mine.page.getByText('Your self-evaluation is submitted')).toBeVisible();
    await mine.expectState('With manager');
  });

  test('a manager starts, is told what is missing, and completes', async ({ enter }) => {
    const theirs = new EvaluationPage(await enter('EMP0173', 'Manager'));
    await theirs.open(762);
    await theirs.expectAbout('Ren Lê');
    await theirs.start();
    await theirs.rate(1, 4);
    await theirs.comment(1).fill(THEIRS.comments[0]);
    await theirs.completeButton.click();
    await expect(theirs.missing).toContainText('5 things are missing before this is complete');
    await expect(theirs.comment(1)).toHaveValue(THEIRS.comments[0]);
    await expect(theirs.rating(1, 4)).toBeChecked();
    await theirs.write(THEIRS);
    await theirs.complete();
    await theirs.expectState('Evaluated');
    // 0.5 × 1.00 × 4 + 0.3 × 1.25 × 5 + 0.2 × 1.00 × 3
    await theirs.expectFigure(theirs.result, '4.475');
  });

  test('a manager hands back with a comment, and not without', async ({ enter }) => {
    const theirs = new EvaluationPage(await enter('EMP0173', 'Manager'));
    await theirs.open(763);
    await theirs.sendDecision('Hand back', ' ');
    await expect(theirs.foot.getByRole('textbox')).toHaveAccessibleDescription(/Please fill this in/);
    await theirs.open(763);
    await theirs.sendDecision('Hand back', 'What about May?');
    await theirs.expectState('Self-evaluation');
  });
});

test('the pages of an evaluation with everything that can be open', async ({ enter }) => {
  test.setTimeout(180_000);
  const mine = new MyReviewPage(await enter(SOFIA.login, 'Employee'));
  await visit(mine.page, '/review');
  await mine.rate(1, 4);
  await mine.target(2).getByRole('checkbox', { name: /This target changed/ }).check();
  await mine.submit();
  await expect(mine.missing).toBeVisible();
  await mine.unfoldReceipt(mine.score);
  await expectNoViolations(mine.page, 'the self-evaluation');

  const theirs = new EvaluationPage(await enter('EMP0173', 'Manager'));
  await visit(theirs.page, '/reviews/762');
  await theirs.page.getByText('Hand back', { exact: true }).first().click();
  await expectNoViolations(theirs.page, 'a review before it is evaluated');
  await theirs.start();
  await theirs.rate(1, 4);
  await theirs.completeButton.click();
  await expect(theirs.missing).toBeVisible();
  await theirs.unfoldReceipt(theirs.score);
  await expectNoViolations(theirs.page, 'the evaluation');
  await visit(theirs.page, '/team/results');
  await new TeamResultsPage(theirs.page).openSubmit();
  await expectNoViolations(theirs.page, 'the team’s results');

  const hr = await enter(HR.login, 'HR');
  await visit(hr, '/results?department=6&open=all');
  await new ResultsPage(hr).openStep('Confirm Mobile Engineering');
  await hr.getByText('What the marks mean').click();
  await expectNoViolations(hr, 'the consolidation');
  await visit(hr, '/years');
  await new YearsPage(hr).unfoldArchiving(YEAR);
  await expectNoViolations(hr, 'closing the year');

  const board = await enter(BOARD.login, 'Board');
  await visit(board, '/results?department=8');
  await new ResultsPage(board).openStep('Approve Product Engineering');
  await expectNoViolations(board, 'the board’s decision');
});

const MARKUP = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const TEXTAREA = '</textarea></script><script>window.hacked=1</script>';
const ATTRIBUTES = '"><svg onload=window.hacked=1> &lt;b&gt; &amp; {{7*7}}';

// As the server drew it and as the browser does.
async function expectText(page, ...texts) {
  for (const reloaded of [false, true]) {
    if (reloaded) await page.reload();
    await hydrated(page);
    for (const words of texts) await expect(page.getByText(words).first()).toBeAttached();
    expect(await page.evaluate(() => window.hacked)).toBeUndefined();
  }
}

test('hostile words are text for employee, manager and HR', async ({ enter, complaints }) => {
  test.setTimeout(120_000);
  const mine = new MyReviewPage(await enter('EMP0176', 'Employee'));
  const theirs = new EvaluationPage(await enter('EMP0173', 'Manager'));
  const hr = await enter(HR.login, 'HR');

  await test.step('in a self-evaluation', async () => {
    await visit(mine.page, '/review');
    await mine.write({ job: MARKUP, career: TEXTAREA, ratings: [3, 3, 3], results: [TEXTAREA, MARKUP, ATTRIBUTES] });
    await mine.saveNow();
    await mine.page.reload();
    await hydrated(mine.page);
    await expect(mine.words(1)).toHaveValue(TEXTAREA);
    await expect(mine.words(3)).toHaveValue(ATTRIBUTES);
    await mine.submit();
    await mine.expectState('With manager');
    await expectText(mine.page, MARKUP, TEXTAREA, ATTRIBUTES);
  });

  await test.step('in the comment it comes back with', async () => {
    await visit(theirs.page, '/reviews/764');
    await expectText(theirs.page, MARKUP, TEXTAREA, ATTRIBUTES);
    await theirs.decide('Hand back', ATTRIBUTES + MARKUP);
    await visit(mine.page, '/review');
    await expectText(mine.page, ATTRIBUTES + MARKUP);
    await mine.submit();
    await mine.expectState('With manager');
  });

  await test.step('in an evaluation', async () => {
    await visit(theirs.page, '/reviews/764');
    await theirs.start();
    await theirs.write({ ratings: [2, 3, 4], comments: [TEXTAREA, MARKUP, ATTRIBUTES], summary: TEXTAREA + MARKUP });
    await theirs.saveNow();
    await theirs.page.reload();
    await hydrated(theirs.page);
    await expect(theirs.summary).toHaveValue(TEXTAREA + MARKUP);
    await theirs.complete();
    await expectText(theirs.page, TEXTAREA + MARKUP, ATTRIBUTES);
    await visit(hr, '/reviews/764');
    await expectText(hr, TEXTAREA + MARKUP, ATTRIBUTES);
  });

  await test.step('and around a talk', async () => {
    const other = new EvaluationPage(await enter('EMP0015', 'Manager'));
    const told = new MyReviewPage(await enter('EMP0018', 'Employee'));
    await visit(other.page, '/reviews/607');
    await other.recordTalk(today(), TEXTAREA);
    await visit(told.page, '/review');
    await expectText(told.page, TEXTAREA);
    await told.remark(MARKUP);
    await told.object(ATTRIBUTES);
    await expectText(told.page, TEXTAREA, MARKUP, ATTRIBUTES);
    await visit(hr, '/reviews/607');
    await expectText(hr, TEXTAREA, MARKUP, ATTRIBUTES);
    await new EvaluationPage(hr).answer(TEXTAREA + ATTRIBUTES);
    await expectText(hr, TEXTAREA + ATTRIBUTES);
    await visit(told.page, '/review');
    await expectText(told.page, TEXTAREA + ATTRIBUTES);
  });

  expectQuietConsole(complaints);
});

// Every way into the figures is a link; each has to lead there with scripts as well as without.
for (const javaScriptEnabled of [true, false]) {
  test.describe(`drilling down, scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test('HR goes from the company to a department, a reviewer and a person', async ({ enter }) => {
      const results = new ResultsPage(await enter(HR.login, 'HR'));
      await results.open();
      await results.department(DEPARTMENT).click();
      await expect(results.page.getByRole('heading', { level: 2, name: DEPARTMENT, exact: true })).toBeVisible();
      await results.department(MANAGER.name).click();
      await expect(results.page.getByRole('heading', { level: 2, name: `${DEPARTMENT}, reviewed by ${MANAGER.name}` })).toBeVisible();
      await results.review(SOFIA.name);
    });

    test('a manager sorts the team by score', async ({ enter }) => {
      const team = new TeamResultsPage(await enter('EMP0093', 'Manager'));
      await team.open();
      await team.page.getByRole('link', { name: 'Mine', exact: true }).click();
      await expect(team.page.getByRole('columnheader', { name: 'Mine' })).toHaveAttribute('aria-sort', 'ascending');
      await expect(team.page.getByRole('rowheader').first()).toContainText('Đức Hayashi');
    });
  });
}
