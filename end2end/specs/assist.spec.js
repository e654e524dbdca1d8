// Help with writing (R35–R39): streamed beside one's facts, marked, accepted with a badge; and when it fails, nothing typed is lost.
import { test as base, expect, hydrated, visit, expectNoViolations, expectQuietConsole, Server } from '../fixtures/test.js';
import { ask, assessSelf, everybody, send } from '../fixtures/functions.js';
import { AssistPanel, AssistancePage } from '../pages/assist.js';
import { EvaluationPage, MyReviewPage } from '../pages/evaluation.js';
import { modelServer } from '../../scripts/ai/stub.mjs';

const HR = 'EMP0004';
const LIMITS = { first_token: '2', total: '6', per_person: '1', at_once: '2', waiting: '50', words: '180' };
const FACTS = '- failed payments went from 4 % to 2 %\n- refunds are still open';

const test = base.extend({
  model: async ({}, use) => {
    const server = modelServer();
    server.url = await server.listen();
    await use(server);
    await server.close();
  },

  demo: async ({ model }, use) => {
    const server = await Server.create({ demo: true, env: { OLLAMA_BASE_URL: model.url, AI_MODE: 'local', OLLAMA_MODEL: 'normal' } });
    await use(server);
    await server.remove();
  },
});

// HR sets the mode and how the model behaves.
async function setUp(hr, mode, model) {
  const { version } = await ask(hr, 'assistance', { test: false });
  const fields = Object.entries({ mode, model, ...LIMITS }).map(([name, value]) => [`form[${name}]`, value]);
  await send(hr, 'save-assistance', { ...Object.fromEntries(fields), reason: '', seen: String(version) });
}

// Somebody who writes their self-evaluation, with a manager outside of HR and the board.
async function writer(hr) {
  const all = await everybody(hr);
  return all.find(({ state, manager, department }) => state === 'self_eval_draft' && manager && !['Executive', 'Human Resources'].includes(department));
}

async function begin(enter, model = 'normal', mode = 'local') {
  const hr = await enter(HR, 'HR');
  await setUp(hr, mode, model);
  const one = await writer(hr);
  const page = await enter(one.login, 'Employee');
  await visit(page, '/review');
  return { hr, one, page, mine: new MyReviewPage(page), panel: new AssistPanel(page, 'Target 1: Result') };
}

test('a suggestion comes beside the facts, is edited, accepted and marked for everybody who reads it', async ({ enter, complaints }) => {
  const { hr, one, page, mine, panel } = await begin(enter);
  await panel.open();
  await panel.facts.fill(FACTS);
  await panel.ask.click();
  await expect(panel.suggestion).toHaveValue('Failed payments went from 4 % to 2 %. Refunds are still open.');
  await expect(panel.panel.getByText('Every number, date and name stands in your facts.')).toBeVisible();
  await expectNoViolations(page, 'the panel with a suggestion');
  await panel.suggestion.fill('Failed payments went from 4 % to 2 %. Refunds follow in 2031.');
  await expect(panel.marks()).toHaveText([/Date.*2031/]);
  await panel.suggestion.fill('Failed payments went from 4 % to 2 %. Refunds will follow.');
  await expect(mine.words(1)).not.toHaveValue(/Failed payments/);
  await panel.accept.click();
  await expect(panel.panel).toBeHidden();
  await expect(mine.words(1)).toHaveValue('Failed payments went from 4 % to 2 %. Refunds will follow.');
  await mine.expectSaved();
  await expect(mine.target(1).getByText('AI-assisted', { exact: true })).toBeVisible();
  await assessSelf(page);
  const manager = await enter(one.manager.login, 'Manager');
  for (const reader of [manager, hr]) {
    await reader.goto(`/reviews/${one.review}`);
    await expect(reader.getByText('AI-assisted', { exact: true })).toHaveCount(1);
    await reader.getByText('AI-assisted', { exact: true }).click();
    await expect(reader.getByText('failed payments went from 4 % to 2 %').first()).toBeVisible();
    await expect(reader.getByText('The company\'s Ollama, model normal', { exact: false })).toBeVisible();
  }
  await expectNoViolations(manager, 'a review with a marked text');
  expectQuietConsole(complaints);
});

test('what nobody gave is marked before it is accepted, and a discarded suggestion leaves nothing', async ({ enter, complaints }) => {
  const { page, mine, panel } = await begin(enter, 'inventing');
  await panel.open();
  await panel.facts.fill(FACTS);
  await panel.ask.click();
  await expect(panel.suggestion).toHaveValue(/Kenji Tanaka/);
  await expect(panel.marks()).toHaveText([/Number.*47/, /Name.*Kenji Tanaka/, /Date.*4 March 2019/]);
  await expectNoViolations(page, 'the panel with marks');
  await panel.discard.click();
  await expect(panel.suggestion).toBeHidden();
  await expect(panel.facts).toHaveValue(FACTS);
  await panel.close.click();
  await expect(panel.openButton).toBeFocused();
  await page.reload();
  await hydrated(page);
  await expect(mine.target(1).getByText('AI-assisted')).toHaveCount(0);
  expectQuietConsole(complaints);
});

test('stopping ends the request and leaves what has come', async ({ enter, model }) => {
  const { panel } = await begin(enter, 'stalling');
  await panel.open();
  await panel.facts.fill(FACTS);
  await panel.ask.click();
  await expect(panel.panel.getByText('This will not', { exact: false })).toBeVisible();
  expect(model.seen.open).toBe(1);
  await panel.stop.click();
  await expect(panel.suggestion).toHaveValue('This will not ');
  await expect.poll(() => model.seen.open).toBe(0);
  await panel.accept.click();
  await expect(panel.panel).toBeHidden();
});

test('closing the tab ends the request too', async ({ enter, model }) => {
  const { page, panel } = await begin(enter, 'stalling');
  await panel.open();
  await panel.facts.fill(FACTS);
  await panel.ask.click();
  await expect.poll(() => model.seen.open).toBe(1);
  await page.close();
  await expect.poll(() => model.seen.open).toBe(0);
});

for (const [name, words] of [
  ['hanging', 'said nothing in the time'],
  ['stalling', 'did not finish in the time'],
  ['flooding', 'did not stop writing'],
  ['broken', 'broke off in the middle'],
  ['garbage', 'cannot be read'],
]) {
  test(`a model that is ${name} leads to a clear message and to copy and paste, with everything typed still there`, async ({ enter, model }) => {
    const { page, mine, panel } = await begin(enter, name);
    await mine.words(1).fill('typed before');
    await panel.open();
    await expect(panel.facts).toHaveValue('typed before');
    await panel.facts.fill(FACTS);
    await panel.ask.click();
    await expect(panel.alert).toContainText(words);
    await expect.poll(() => model.seen.open).toBe(0);
    await expect(panel.makePrompt).toBeVisible();
    await expect(panel.facts).toHaveValue(FACTS);
    await expect(mine.words(1)).toHaveValue('typed before');
    await mine.expectSaved();
    await page.reload();
    await hydrated(page);
    await expect(panel.facts).toHaveValue(FACTS);
    await expect(mine.words(1)).toHaveValue('typed before');
  });
}

test('a hostile answer is text', async ({ enter, complaints }) => {
  const { page, mine, panel } = await begin(enter, 'hostile');
  await panel.open();
  await panel.facts.fill(FACTS);
  await panel.ask.click();
  await expect(panel.suggestion).toHaveValue(/<script>alert\(1\)<\/script>/);
  await panel.accept.click();
  await expect(mine.words(1)).toHaveValue(/<script>/);
  await mine.expectSaved();
  await page.reload();
  await hydrated(page);
  await mine.target(1).getByText('AI-assisted', { exact: true }).click();
  await expect(page.getByRole('link', { name: 'click' })).toHaveCount(0);
  await expect(page.getByRole('img', { name: 'x' })).toHaveCount(0);
  expectQuietConsole(complaints);
});

test('a prompt is carried by hand without names, and the answer gets them back', async ({ enter, complaints }) => {
  const { one, page, mine, panel } = await begin(enter, '', 'web');
  await expect(panel.ask).toHaveCount(0);
  await panel.open();
  await panel.facts.fill(`- ${one.manager.name} asked for it\n- 3 teams use it`);
  await panel.makePrompt.click();
  await expect(panel.prompt).toHaveValue(/3 teams use it/);
  await expect(panel.prompt).not.toHaveValue(new RegExp(one.manager.name));
  const token = await panel.token(one.manager.name).innerText();
  await expectNoViolations(page, 'the panel with a prompt');
  await panel.answer.fill(`As ${token} asked, three teams use it now.`);
  await panel.useAnswer.click();
  await expect(panel.suggestion).toHaveValue(`As ${one.manager.name} asked, three teams use it now.`);
  await page.reload();
  await hydrated(page);
  await expect(panel.suggestion).toHaveValue(`As ${one.manager.name} asked, three teams use it now.`);
  await panel.accept.click();
  await expect(mine.words(1)).toHaveValue(`As ${one.manager.name} asked, three teams use it now.`);
  await expect(mine.target(1).getByText('AI-assisted', { exact: true })).toBeVisible();
  expectQuietConsole(complaints);
});

test('a reviewer gets help with a comment and with the summary', async ({ enter }) => {
  const { one, page } = await begin(enter);
  await assessSelf(page);
  const manager = await enter(one.manager.login, 'Manager');
  const theirs = new EvaluationPage(manager);
  await theirs.open(one.review);
  await theirs.start();
  await hydrated(manager);
  const comment = new AssistPanel(manager, 'Target 1: Comment');
  await comment.open();
  await comment.facts.fill('- good work');
  await comment.ask.click();
  await expect(comment.suggestion).toHaveValue('Good work.');
  await comment.accept.click();
  await expect(theirs.comment(1)).toHaveValue('Good work.');
  const summary = new AssistPanel(manager, 'Overall summary');
  await summary.open();
  await summary.facts.fill('- a calm year');
  await summary.ask.click();
  await expect(summary.suggestion).toHaveValue('A calm year.');
  await summary.accept.click();
  await expect(theirs.summary).toHaveValue('A calm year.');
  await expectNoViolations(manager, 'the editor with marked texts');
});

test('an expired session takes nothing that was typed', async ({ enter, visitor, complaints }) => {
  const { one, page, panel } = await begin(enter);
  await panel.open();
  await panel.facts.fill(FACTS);
  await panel.ask.click();
  await expect(panel.suggestion).toHaveValue(/Refunds/);
  await page.context().clearCookies();
  await panel.accept.click();
  await expect(panel.alert).toBeVisible();
  await expect(panel.suggestion).toHaveValue(/Refunds/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
  const other = await visitor();
  await other.goto('/sign-in');
  expect(await other.evaluate(() => Object.keys(localStorage).length)).toBe(0);
  expect(one.login).toBeTruthy();
  expectQuietConsole(complaints, 401);
});

test('HR sets it up, tests the connection, and can switch it off without a trace', async ({ enter, complaints }) => {
  const { hr, page, panel } = await begin(enter);
  const settings = new AssistancePage(hr);
  await settings.open();
  await expectNoViolations(hr, 'the page of the writing assistance');
  await settings.test.click();
  await expect(hr.getByText('Ollama 0.5.1 answers.')).toBeVisible();
  await expect(hr.getByText('It has normal', { exact: false })).toBeVisible();
  await settings.comment.fill('Say {facts} and {who}');
  await hr.getByRole('button', { name: 'Save the templates' }).click();
  await expect(hr.getByText('There is no place named {who} here.', { exact: false })).toBeVisible();
  await expect(settings.comment).toHaveValue('Say {facts} and {who}');
  await settings.open();
  await settings.mode.selectOption('off');
  await settings.save();
  await page.reload();
  await hydrated(page);
  await expect(panel.openButton).toHaveCount(0);
  await expect(page.getByText('Help with writing')).toHaveCount(0);
  expectQuietConsole(complaints);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the prompt is a page of its own, and the answer goes into the draft', async ({ enter, model }) => {
    const hr = await enter(HR, 'HR');
    await setUp(hr, 'local', 'normal');
    const one = await writer(hr);
    const page = await enter(one.login, 'Employee');
    const mine = new MyReviewPage(page);
    await mine.open();
    await mine.words(1).fill('- typed without scripts');
    await page.getByRole('button', { name: /^Help with writing\s*: Target 1: Result$/ }).click();
    await expect(page.getByRole('textbox', { name: 'Your facts' })).toHaveValue('- typed without scripts');
    await page.getByRole('button', { name: 'Show the prompt' }).click();
    await expect(page.getByText('| - typed without scripts', { exact: false })).toBeVisible();
    await page.getByRole('textbox', { name: 'The tool\'s answer' }).fill('It was typed.');
    await page.getByRole('button', { name: 'Put the answer into the text' }).click();
    await expect(mine.words(1)).toHaveValue('It was typed.');
    await expect(mine.target(1).getByText('AI-assisted', { exact: true })).toBeVisible();
    expect(model.seen.asked).toHaveLength(0);
  });
});
