// The second half of the year, as the people concerned live it: self-evaluation, evaluation, HR, board, talk, objection, closing.
import { test, expect, hydrated, visit, expectNoViolations, expectQuietConsole } from '../fixtures/test.js';
import { ask, assessSelf, evaluate, everybody } from '../fixtures/functions.js';
import { EvaluationPage, MyReviewPage, scoreOf } from '../pages/evaluation.js';
import { ResultsPage, TeamResultsPage } from '../pages/results.js';
import { YearsPage } from '../pages/years.js';

const [HR, BOARD] = [{ login: 'EMP0004', name: 'Arjun Vũ' }, { login: 'EMP0002', name: 'Haruto Matsumoto' }];
const YEAR = 'FY 2025';

// The demo company is in the middle of its evaluation; who stands where is looked up, not known. Left out is whoever has, or
// works for somebody who has, a second role.
const ELSEWHERE = ['Executive', 'Human Resources'];

async function standing(hr, state) {
  const all = (await everybody(hr)).filter(({ department, manager }) => manager && !ELSEWHERE.includes(department));
  const plain = all.filter(({ manager }) => all.some(({ login }) => login === manager.login));
  return plain.filter((one) => one.state === state);
}

// The smallest team in which everybody still writes.
async function beginners(hr) {
  const all = await everybody(hr);
  const teams = (await standing(hr, 'self_eval_draft')).map(({ manager }) => all.filter((one) => one.manager?.login === manager.login));
  const whole = teams.filter((team) => team.every(({ state }) => state === 'self_eval_draft'));
  return whole.sort((one, other) => one.length - other.length)[0];
}

function selfOf(targets) {
  return {
    job: 'I test the checkout and answer for its releases.',
    career: 'To lead a test team.',
    ratings: targets.map((_, index) => [3, 4, 5, 2, 4][index]),
    results: targets.map((_, index) => `Reached in quarter ${index + 1}.`),
  };
}

// A word that stands in everything the manager writes.
const CANARY = 'zyzzyva';

function evaluationOf(targets) {
  return {
    ratings: targets.map((_, index) => [4, 5, 3, 4, 2][index]),
    comments: targets.map((_, index) => `Seen in quarter ${index + 1}, ${CANARY}.`),
    summary: `A good year, ${CANARY}.`,
  };
}

// Never later than the company's own day, wherever it is.
const today = () => new Date().toISOString().slice(0, 10);

// Everything a browser is sent for these pages, what is embedded in them included.
async function sent(page, ...paths) {
  const texts = await Promise.all(paths.map(async (path) => (await page.request.get(path)).text()));
  return texts.join('\n');
}

// Neither a word nor a number of the reviewer's has reached the person concerned.
async function expectNothingTold(page, review, score) {
  const all = await sent(page, '/', '/review', '/targets?year=4', `/reviews/${review}`, '/team/results', '/results')
    + JSON.stringify(await ask(page, 'my-review'));
  expect(all).not.toContain(CANARY);
  for (const written of [`>${score}<`, `"${score}"`]) expect(all).not.toContain(written);
}

async function expectReads(page, review, is) {
  const all = await sent(page, `/reviews/${review}`) + JSON.stringify(await ask(page, 'review', { review }));
  expect(all.includes(CANARY)).toBe(is);
}

test('a team is evaluated, decided on and told', async ({ enter, complaints }) => {
  test.setTimeout(300_000);
  const hr = await enter(HR.login, 'HR');
  const [one, absent, ...others] = await beginners(hr);
  const { review, name, department } = one;
  const employee = await enter(one.login, 'Employee');
  const manager = await enter(one.manager.login, 'Manager');
  const board = await enter(BOARD.login, 'Board');
  const mine = new MyReviewPage(employee);
  const theirs = new EvaluationPage(manager);
  const team = new TeamResultsPage(manager);
  const checked = new EvaluationPage(hr);
  const consolidation = new ResultsPage(hr);
  const decided = new EvaluationPage(board);
  const results = new ResultsPage(board);
  const { review: { targets } } = await ask(employee, 'my-review');
  const count = targets.length;
  const [self, evaluation] = [selfOf(targets), evaluationOf(targets)];
  const [own, score] = [scoreOf(targets, self.ratings), scoreOf(targets, evaluation.ratings)];

  await test.step('Home leads the employee to the self-evaluation', async () => {
    await employee.goto('/');
    await employee.getByRole('link', { name: /Write and submit your self-evaluation/ }).click();
    await hydrated(employee);
    await mine.expectState('Self-evaluation');
  });

  await test.step('submitting with something missing says everything at once', async () => {
    await mine.job.fill(self.job);
    await mine.career.fill('');
    await mine.submit();
    await expect(mine.missing).toContainText(/\d things are missing before you can submit/);
    await expect(mine.career).toBeFocused();
    await expect(mine.career).toHaveAccessibleDescription(/Please fill this in/);
    await expect(mine.ratings(2)).toHaveAccessibleDescription(/Please pick one/);
    await mine.missing.getByRole('link', { name: `Target ${count}: Result: Please fill this in.` }).click();
    await expect(mine.words(count)).toBeFocused();
    await mine.expectState('Self-evaluation');
  });

  await test.step('rating with the keyboard shows the score as it grows', async () => {
    await mine.type(1, 5);
    await expect(mine.score).toContainText(`1 of ${count} rated`);
    await employee.keyboard.press('ArrowLeft');
    await expect(mine.rating(1, 4)).toBeChecked();
    for (const [index, rating] of self.ratings.entries()) await mine.type(index + 1, rating);
    await expect(mine.score).toContainText(`All ${count} targets rated`);
    await mine.expectFigure(mine.score, own);
    const receipt = await mine.unfoldReceipt(mine.score);
    await expect(receipt.getByRole('row', { name: 'Total' })).toContainText(own);
  });

  await test.step('the page saves by itself, and what was written is there again', async () => {
    await mine.career.fill(self.career);
    await mine.words(1).fill(self.results[0]);
    await expect(mine.says('Not saved yet')).toBeVisible();
    await mine.expectSaved();
    await employee.reload();
    await hydrated(employee);
    await expect(mine.career).toHaveValue(self.career);
    await expect(mine.words(1)).toHaveValue(self.results[0]);
    await expect(mine.rating(2, self.ratings[1])).toBeChecked();
  });

  await test.step('nobody else reads the draft', async () => {
    for (const reader of [manager, hr, board]) {
      expect(await sent(reader, `/reviews/${review}`)).not.toContain(self.career);
    }
    await theirs.open(review);
    await expect(manager.getByText(`The self-evaluation belongs to ${name} until it is submitted.`)).toBeVisible();
  });

  await test.step('submitting the whole hands it to the manager', async () => {
    await mine.write(self);
    await mine.submit();
    await expect(employee.getByText('Your self-evaluation is submitted')).toBeVisible();
    await mine.expectState('With manager');
    await expect(employee.getByText(`${one.manager.name} evaluates it next.`)).toBeVisible();
  });

  await test.step('the manager finds it on Home and hands it back with a comment', async () => {
    await manager.goto('/');
    await manager.getByRole('link', { name: new RegExp(`Evaluate ${name}`) }).click();
    await theirs.expectAbout(name);
    await hydrated(manager);
    await expect(manager.getByText(self.results[1])).toBeVisible();
    await theirs.decide('Hand back', 'Please say how often the guide was used.');
    await theirs.expectState('Self-evaluation');
  });

  await test.step('the employee reads why and submits again', async () => {
    await employee.goto('/review');
    await hydrated(employee);
    await expect(employee.getByText(`${one.manager.name} handed your self-evaluation back`)).toBeVisible();
    await expect(employee.getByText('Please say how often the guide was used.').first()).toBeVisible();
    await mine.words(1).fill(`${self.results[0]} Nine newcomers used it.`);
    await mine.submit();
    await mine.expectState('With manager');
  });

  await test.step('the manager starts; everything missing is said at once', async () => {
    await theirs.open(review);
    await hydrated(manager);
    await theirs.start();
    await expect(manager.getByText('Nine newcomers used it.')).toBeVisible();
    await theirs.completeButton.click();
    await expect(theirs.missing).toContainText(`${2 * count + 1} things are missing before this is complete`);
    await expect(theirs.rating(1, 1)).toBeFocused();
  });

  await test.step('the manager rates and comments, with the score and the rank in sight', async () => {
    await theirs.type(1, evaluation.ratings[0]);
    await expect(theirs.score).toContainText(`1 of ${count} rated`);
    await expect(theirs.score).toContainText('The rank shows once every target is rated.');
    for (const [index, rating] of evaluation.ratings.entries()) await theirs.type(index + 1, rating);
    await theirs.expectFigure(theirs.score, score);
    await expect(theirs.score).toContainText(/Rank \S/);
    await expect(theirs.score).toContainText(own);
    const receipt = await theirs.unfoldReceipt(theirs.score);
    await expect(receipt.getByRole('row')).toHaveCount(count + 2);
    await expect(receipt.getByRole('row').nth(1)).toContainText(`× ${evaluation.ratings[0]}= ${scoreOf(targets.slice(0, 1), evaluation.ratings)}`);
    await expect(receipt.getByRole('row', { name: 'Total' })).toContainText(score);
    await theirs.write(evaluation);
    await theirs.saveNow();
    await expectReads(hr, review, false);
    await expectReads(board, review, false);
    await expectNothingTold(employee, review, score);
  });

  await test.step('complete; a link leads to the next report', async () => {
    await theirs.complete();
    await theirs.expectState('Evaluated');
    await expect(theirs.result).toContainText(score);
    await expectReads(hr, review, true);
    await expectReads(board, review, false);
    await expectNothingTold(employee, review, score);
    await expect(theirs.next).toBeFocused();
    const next = (await theirs.next.innerText()).replace('Next report: ', '').trim();
    expect([absent, ...others].map((other) => other.name)).toContain(next);
    await manager.keyboard.press('Enter');
    await theirs.expectAbout(next);
  });

  await test.step('the team does not go while somebody is missing', async () => {
    await team.open();
    await team.expectState(name, 'Evaluated');
    await team.openSubmit();
    await expect(team.missing).toHaveCount(1 + others.length);
  });

  await test.step('HR moves one on without a self-evaluation, the others are written', async () => {
    await checked.open(absent.review);
    await hydrated(hr);
    await checked.decide('Move on without a self-evaluation', 'On leave until April.');
    await checked.expectState('With manager');
    for (const other of others) await assessSelf(await enter(other.login, 'Employee'));
    for (const other of [absent, ...others]) await evaluate(manager, other.review, { rating: 3, words: `As agreed, ${CANARY}.` });
  });

  await test.step('the manager submits the team', async () => {
    await manager.goto('/');
    await expect(manager.getByRole('link', { name: /Submit your team's evaluations to HR/ })).toBeVisible();
    await team.open();
    await team.submit();
    await team.expectState(name, 'With HR');
    await expect(team.row(name)).toContainText(score);
  });

  await test.step('HR reads it and confirms the department', async () => {
    await consolidation.openDepartment(department);
    await consolidation.expectState(name, 'With HR');
    await consolidation.review(name);
    await expect(hr.getByText(evaluation.comments[0])).toBeVisible();
    await consolidation.openDepartment(department);
    await hydrated(hr);
    await consolidation.confirm(department);
    await consolidation.openDepartment(department);
    await consolidation.expectState(name, 'With the board');
    await expectReads(board, review, true);
    await expectNothingTold(employee, review, score);
  });

  await test.step('the board adjusts one rank and approves, final', async () => {
    await results.openDepartment(department);
    await results.review(absent.name);
    await hydrated(board);
    await decided.adjust('B', `Compared with the others, ${CANARY}.`);
    await expect(decided.result).toContainText('Computed rank');
    await results.openDepartment(department);
    await hydrated(board);
    await results.openStep(`Approve ${department}`);
    await expect(board.getByText('This is final.')).toBeVisible();
    // What was typed outlives a look elsewhere.
    await board.getByLabel('Notes of the meeting').fill('Begun, then looked something up.');
    await board.goto('/');
    await results.openDepartment(department);
    await hydrated(board);
    await results.openStep(`Approve ${department}`);
    await expect(board.getByLabel('Notes of the meeting')).toHaveValue('Begun, then looked something up.');
    await results.openStep(`Approve ${department}`);
    await results.approve(department, today(), `Decided together, ${CANARY}.`);
    await expect(board.getByText('The results are approved').first()).toBeVisible();
    await expect(board.getByText(`Decided together, ${CANARY}.`)).toBeVisible();
    await results.openDepartment(department);
    await results.expectState(name, 'Approved by the board');
    await expectNothingTold(employee, review, score);
  });

  await test.step('the manager records the talk', async () => {
    await manager.goto('/');
    await manager.getByRole('link', { name: new RegExp(`Talk with ${name} about the result`) }).click();
    await theirs.expectAbout(name);
    await hydrated(manager);
    await theirs.recordTalk(today(), 'We agreed on a course in autumn.');
    await theirs.expectState('Feedback given');
  });

  await test.step('the employee reads the result', async () => {
    await employee.goto('/');
    await employee.getByRole('link', { name: /Read your result/ }).click();
    await hydrated(employee);
    await mine.expectFigure(mine.result, score);
    await expect(mine.result).toContainText(/Rank \S/);
    for (const words of [...evaluation.comments, evaluation.summary, 'We agreed on a course in autumn.']) {
      await expect(employee.getByText(words)).toBeVisible();
    }
    const receipt = await mine.unfoldReceipt(mine.result);
    await expect(receipt.getByRole('row', { name: 'Total' })).toContainText(score);
  });

  await test.step('confirms reading, leaves a remark and objects', async () => {
    await mine.expectToKeep('Begun, and not sent.');
    await mine.confirmRead();
    await mine.remark('Thank you for the year.');
    await mine.object('The third rating leaves out July.');
    await expect(mine.talk).toContainText('HR answers in writing. You will be told.');
    await expect(employee.getByText('Object to the result', { exact: true })).toHaveCount(0);
  });

  await test.step('HR answers the objection, and both stay with the review', async () => {
    await hr.goto('/');
    await hr.getByRole('link', { name: new RegExp(`Answer the objection of ${name}`) }).click();
    await hydrated(hr);
    await expect(hr.getByText('The third rating leaves out July.')).toBeVisible();
    await checked.answer('July was looked at: the rating stands.');
    await mine.open();
    await hydrated(employee);
    await expect(mine.talk).toContainText('The third rating leaves out July.');
    await expect(mine.talk).toContainText('July was looked at: the rating stands.');
    await employee.getByText('Who of HR and the board read this').click();
    for (const reader of [HR.name, BOARD.name]) await expect(employee.getByRole('listitem').filter({ hasText: `${reader}, ` }).first()).toBeVisible();
    await theirs.open(review);
    await expect(manager.getByText('Thank you for the year.')).toBeVisible();
  });

  expectQuietConsole(complaints, 404, 422);
});

test('HR closes the year over what is unfinished, and only when it is meant', async ({ enter, complaints }) => {
  test.setTimeout(180_000);
  const hr = await enter(HR.login, 'HR');
  const [draft] = await standing(hr, 'self_eval_draft');
  const [told] = await standing(hr, 'feedback_delivered');
  const [decided] = await standing(hr, 'board_approved');
  const years = new YearsPage(hr);
  const reason = 'The year is over.';

  await test.step('the leftovers are named', async () => {
    await years.open();
    await hydrated(hr);
    await years.unfoldArchiving(YEAR);
    await expect(years.year(YEAR)).toContainText(/\d+ of them are not finished/);
    await expect(years.leftover(YEAR, draft.name)).toContainText('Self-evaluation');
  });

  await test.step('without meaning it, it is refused, and what was typed stays', async () => {
    await years.archive(YEAR, { reason, reasons: { [draft.name]: 'She left.' } });
    await expect(years.year(YEAR).getByRole('alert')).toContainText('Not every review is finished');
    await expect(years.year(YEAR).getByLabel('Reason', { exact: true })).toHaveValue(reason);
    await expect(years.year(YEAR).getByLabel(`Reason for ${draft.name}`)).toHaveValue('She left.');
  });

  await test.step('a slip in the name closes nothing', async () => {
    await years.archive(YEAR, { reason, typed: 'FY 2024', anyway: true });
    await expect(years.year(YEAR).getByLabel(`Type ${YEAR} to confirm`)).toHaveAccessibleDescription(/./);
    await expect(years.year(YEAR).getByRole('button', { name: 'Close the fiscal year for good' })).toBeVisible();
  });

  await test.step('with a reason it archives, and the page says how far it is', async () => {
    await years.archive(YEAR, { reason, anyway: true, reasons: { [draft.name]: 'She is on leave until May.' } });
    await expect(hr.getByText('The year is being closed').first()).toBeVisible();
    await expect(years.year(YEAR).getByText(`Archived ${YEAR}`)).toBeVisible({ timeout: 60_000 });
    await expect(years.year(YEAR)).toContainText(/Closed .+, \d+ reviews/);
  });

  await test.step('everybody reads what became of theirs', async () => {
    const knows = new MyReviewPage(await enter(told.login, 'Employee'));
    await knows.open();
    await knows.expectState('Archived');
    await knows.expectFigure(knows.result, told.score);
    const untold = new MyReviewPage(await enter(decided.login, 'Employee'));
    await untold.open();
    await untold.expectState('Archived');
    await untold.expectFigure(untold.result, decided.score);
    await expect(untold.talk).toContainText('The year was closed before a talk was recorded.');
    const left = new MyReviewPage(await enter(draft.login, 'Employee'));
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
    const [one] = await beginners(await enter(HR.login, 'HR'));
    const mine = new MyReviewPage(await enter(one.login, 'Employee'));
    const { review: { targets } } = await ask(mine.page, 'my-review');
    const self = selfOf(targets);
    await mine.open();
    await mine.job.fill(self.job);
    await mine.rate(2, 4);
    await mine.save.click();
    await expect(mine.says(/^Saved /)).toBeVisible();
    await mine.open();
    await expect(mine.job).toHaveValue(self.job);
    await expect(mine.rating(2, 4)).toBeChecked();
    await mine.submit();
    await expect(mine.missing).toContainText(/\d things are missing before you can submit/);
    await expect(mine.ratings(targets.length)).toHaveAccessibleDescription(/Please pick one/);
    await expect(mine.job).toHaveValue(self.job);
    await mine.write(self);
    await mine.submit();
    await expect(mine.page.getByText('Your self-evaluation is submitted')).toBeVisible();
    await mine.expectState('With manager');
  });

  test('a manager starts, is told what is missing, and completes', async ({ enter }) => {
    const [one] = await standing(await enter(HR.login, 'HR'), 'self_eval_submitted');
    const theirs = new EvaluationPage(await enter(one.manager.login, 'Manager'));
    const { targets } = await ask(theirs.page, 'review', { review: one.review });
    const evaluation = evaluationOf(targets);
    await theirs.open(one.review);
    await theirs.expectAbout(one.name);
    await theirs.start();
    await theirs.rate(1, 4);
    await theirs.comment(1).fill(evaluation.comments[0]);
    await theirs.completeButton.click();
    await expect(theirs.missing).toContainText(`${2 * targets.length - 1} things are missing before this is complete`);
    await expect(theirs.comment(1)).toHaveValue(evaluation.comments[0]);
    await expect(theirs.rating(1, 4)).toBeChecked();
    await theirs.write(evaluation);
    await theirs.complete();
    await theirs.expectState('Evaluated');
    await theirs.expectFigure(theirs.result, scoreOf(targets, evaluation.ratings));
  });

  test('a manager hands back with a comment, and not without', async ({ enter }) => {
    const [one] = await standing(await enter(HR.login, 'HR'), 'self_eval_submitted');
    const theirs = new EvaluationPage(await enter(one.manager.login, 'Manager'));
    await theirs.open(one.review);
    await theirs.sendDecision('Hand back', ' ');
    await expect(theirs.foot.getByRole('textbox')).toHaveAccessibleDescription(/Please fill this in/);
    await theirs.open(one.review);
    await theirs.sendDecision('Hand back', 'What about May?');
    await theirs.expectState('Self-evaluation');
  });
});

test('the pages of an evaluation with everything that can be open', async ({ enter }) => {
  test.setTimeout(180_000);
  const hr = await enter(HR.login, 'HR');
  const [draft] = await beginners(hr);
  const [submitted] = await standing(hr, 'self_eval_submitted');
  const { departments } = await ask(hr, 'results', { query: {} });
  const mine = new MyReviewPage(await enter(draft.login, 'Employee'));
  await visit(mine.page, '/review');
  await mine.rate(1, 4);
  await mine.target(2).getByRole('checkbox', { name: /This target changed/ }).check();
  await mine.submit();
  await expect(mine.missing).toBeVisible();
  await mine.unfoldReceipt(mine.score);
  await expectNoViolations(mine.page, 'the self-evaluation');

  const theirs = new EvaluationPage(await enter(submitted.manager.login, 'Manager'));
  await visit(theirs.page, `/reviews/${submitted.review}`);
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

  const { department: waiting } = departments.find(({ to_confirm: count }) => count > 0);
  await visit(hr, `/results?department=${waiting.id}&open=all`);
  await new ResultsPage(hr).openStep(`Confirm ${waiting.name}`);
  await hr.getByText('What the marks mean').click();
  await expectNoViolations(hr, 'the consolidation');
  await visit(hr, '/years');
  await new YearsPage(hr).unfoldArchiving(YEAR);
  await expectNoViolations(hr, 'closing the year');

  const board = await enter(BOARD.login, 'Board');
  const { departments: parts } = await ask(board, 'results', { query: {} });
  const { department: ready } = parts.find(({ to_approve: count }) => count > 0);
  await visit(board, `/results?department=${ready.id}`);
  await new ResultsPage(board).openStep(`Approve ${ready.name}`);
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
  const hr = await enter(HR.login, 'HR');
  const [draft] = await beginners(hr);
  const [approved] = await standing(hr, 'board_approved');
  const mine = new MyReviewPage(await enter(draft.login, 'Employee'));
  const theirs = new EvaluationPage(await enter(draft.manager.login, 'Manager'));
  const { review: { targets } } = await ask(mine.page, 'my-review');
  const words = targets.map((_, index) => [TEXTAREA, MARKUP, ATTRIBUTES][index % 3]);
  const ratings = targets.map(() => 3);

  await test.step('in a self-evaluation', async () => {
    await visit(mine.page, '/review');
    await mine.write({ job: MARKUP, career: TEXTAREA, ratings, results: words });
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
    await visit(theirs.page, `/reviews/${draft.review}`);
    await expectText(theirs.page, MARKUP, TEXTAREA, ATTRIBUTES);
    await theirs.decide('Hand back', ATTRIBUTES + MARKUP);
    await visit(mine.page, '/review');
    await expectText(mine.page, ATTRIBUTES + MARKUP);
    await mine.submit();
    await mine.expectState('With manager');
  });

  await test.step('in an evaluation', async () => {
    await visit(theirs.page, `/reviews/${draft.review}`);
    await theirs.start();
    await theirs.write({ ratings, comments: words, summary: TEXTAREA + MARKUP });
    await theirs.saveNow();
    await theirs.page.reload();
    await hydrated(theirs.page);
    await expect(theirs.summary).toHaveValue(TEXTAREA + MARKUP);
    await theirs.complete();
    await expectText(theirs.page, TEXTAREA + MARKUP, ATTRIBUTES);
    await visit(hr, `/reviews/${draft.review}`);
    await expectText(hr, TEXTAREA + MARKUP, ATTRIBUTES);
  });

  await test.step('and around a talk', async () => {
    const other = new EvaluationPage(await enter(approved.manager.login, 'Manager'));
    const told = new MyReviewPage(await enter(approved.login, 'Employee'));
    await visit(other.page, `/reviews/${approved.review}`);
    await other.recordTalk(today(), TEXTAREA);
    await visit(told.page, '/review');
    await expectText(told.page, TEXTAREA);
    await told.remark(MARKUP);
    await told.object(ATTRIBUTES);
    await expectText(told.page, TEXTAREA, MARKUP, ATTRIBUTES);
    await visit(hr, `/reviews/${approved.review}`);
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
      const [one] = await beginners(results.page);
      await results.open();
      await results.department(one.department).click();
      await expect(results.page.getByRole('heading', { level: 2, name: one.department, exact: true })).toBeVisible();
      await results.department(one.manager.name).click();
      await expect(results.page.getByRole('heading', { level: 2, name: `${one.department}, reviewed by ${one.manager.name}` })).toBeVisible();
      await results.review(one.name);
    });

    test('a manager sorts the team by score', async ({ enter }) => {
      const told = await standing(await enter(HR.login, 'HR'), 'feedback_delivered');
      const [{ manager }] = told;
      const reports = told.filter((one) => one.manager.login === manager.login);
      const lowest = Math.min(...reports.map(({ score }) => Number(score)));
      const team = new TeamResultsPage(await enter(manager.login, 'Manager'));
      await team.open();
      await team.page.getByRole('link', { name: 'Mine', exact: true }).click();
      await expect(team.page.getByRole('columnheader', { name: 'Mine' })).toHaveAttribute('aria-sort', 'ascending');
      const names = reports.filter(({ score }) => Number(score) === lowest).map(({ name }) => name);
      const first = await team.page.getByRole('rowheader').first().getByRole('link').innerText();
      expect(names).toContain(first.trim());
    });
  });
}
