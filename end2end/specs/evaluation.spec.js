// The second half of the year, as the people concerned live it: self-evaluation, evaluation, HR, board, talk, objection, closing.
import { test, expect, hydrated, expectQuietConsole } from '../fixtures/test.js';
import { ask, assessSelf, evaluate } from '../fixtures/functions.js';
import { EvaluationPage, MyReviewPage, scoreOf } from '../pages/evaluation.js';
import { ResultsPage, TeamResultsPage } from '../pages/results.js';

// A team of three in the demo company that has written next to nothing yet.
const [SOFIA, THAO, DAIKI] = [
  { login: 'EMP0127', name: 'Sofía Shimizu', review: 715 },
  { login: 'EMP0136', name: 'Thảo Lê', review: 724 },
  { login: 'EMP0145', name: 'Daiki Rossi', review: 733 },
];
const [MANAGER, HR, BOARD] = [{ login: 'EMP0124', name: 'João Trần' }, { login: 'EMP0004', name: 'Arjun Vũ' }, { login: 'EMP0002', name: 'Haruto Matsumoto' }];
const DEPARTMENT = 'Quality Assurance';

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
