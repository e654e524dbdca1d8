// The two pages of a review: the employee's own, and the one its reviewer, HR and the board read and move on.
import { expect } from '@playwright/test';

export const RATINGS = ['Far below', 'Below', 'Meets', 'Exceeds', 'Far exceeds'];

// The nine steps of the way. A badge that bears the name of one stands on the page twice.
const STEPS = ['Self-evaluation', 'With manager', 'Being evaluated', 'Evaluated', 'With HR', 'With the board', 'Approved', 'Feedback given', 'Closed'];

const DIFFICULTY = { L1: 125, L2: 100, L3: 75 };

// Weight times difficulty times rating, added up: at least two decimals, never rounded. Reckoned here once more, in whole
// ten-thousandths, so that the page is compared with something else than itself.
export function scoreOf(targets, ratings) {
  const units = targets.reduce((sum, { weight, difficulty }, index) => sum + weight * DIFFICULTY[difficulty] * ratings[index], 0);
  const digits = String(units % 10_000).padStart(4, '0').replace(/0{1,2}$/, '');
  return `${Math.floor(units / 10_000)}.${digits}`;
}

// What both pages have in common.
class ReviewSheet {
  constructor(page) {
    this.page = page;
    this.save = page.getByRole('button', { name: 'Save draft' });
    this.history = page.getByRole('region', { name: 'History of this review' });
  }

  target(number) {
    return this.page.getByRole('article', { name: new RegExp(`^Target ${number}: `) });
  }

  ratings(number) {
    return this.target(number).getByRole('group', { name: `Rating of target ${number}` });
  }

  rating(number, rating) {
    return this.ratings(number).getByRole('radio', { name: `${rating} ${RATINGS[rating - 1]}`, exact: true });
  }

  async rate(number, rating) {
    await this.rating(number, rating).check();
  }

  // With the keyboard: a digit picks, whichever of the five has the focus.
  async type(number, rating) {
    await this.ratings(number).getByRole('radio').first().focus();
    await this.page.keyboard.press(String(rating));
    await expect(this.rating(number, rating)).toBeChecked();
    await expect(this.rating(number, rating)).toBeFocused();
  }

  says(words) {
    return this.page.getByRole('status').filter({ hasText: words });
  }

  async expectSaved() {
    await expect(this.says(/^Saved /)).toBeVisible();
    await expect(this.save).toBeDisabled();
  }

  async saveNow() {
    await this.page.keyboard.press('Control+s');
    await this.expectSaved();
  }

  async expectState(state) {
    await expect(this.page.getByText(state, { exact: true })).toHaveCount(STEPS.includes(state) ? 2 : 1);
  }

  // The large figure of a score card; the same digits stand in its receipt.
  async expectFigure(card, score) {
    await expect(card.getByRole('paragraph').filter({ hasText: new RegExp(`^${score.replace('.', '\\.')}$`) })).toHaveCount(1);
  }

  // How the score of a card is computed, line by line.
  async unfoldReceipt(card) {
    await card.getByText('How is this computed', { exact: true }).first().click();
    return card.getByRole('table', { name: 'How is this computed' });
  }
}

export class MyReviewPage extends ReviewSheet {
  constructor(page) {
    super(page);
    this.job = page.getByLabel('Current job description', { exact: true });
    this.career = page.getByLabel('Career path', { exact: true });
    this.submitButton = page.getByRole('button', { name: 'Submit', exact: true });
    this.missing = page.getByRole('alert').filter({ hasText: 'before you can submit' });
    this.score = page.getByRole('region', { name: 'Your score so far' });
    this.result = page.getByRole('region', { name: 'Your result' });
    this.talk = page.getByRole('region', { name: 'The feedback talk' });
  }

  async open(year) {
    await this.page.goto(year ? `/review?year=${year}` : '/review');
    await expect(this.page.getByRole('heading', { level: 1, name: 'My review' })).toBeVisible();
  }

  words(number) {
    return this.target(number).getByLabel('Result', { exact: true });
  }

  async write({ job, career, ratings, results }) {
    await this.job.fill(job);
    await this.career.fill(career);
    for (const [index, rating] of ratings.entries()) {
      await this.rate(index + 1, rating);
      await this.words(index + 1).fill(results[index]);
    }
  }

  async submit() {
    await this.submitButton.click();
  }

  async confirmRead() {
    await this.page.getByRole('button', { name: 'I have read this' }).click();
    await expect(this.page.getByRole('button', { name: 'I have read this' })).toHaveCount(0);
  }

  async respond(fold, words, send) {
    await this.page.getByRole('group').filter({ hasText: new RegExp(`^${fold}`) }).getByText(fold, { exact: true }).first().click();
    await this.page.getByLabel(fold, { exact: true }).fill(words);
    await this.page.getByRole('button', { name: send }).click();
  }

  // What is typed and not sent does not go with another button of the same card.
  async expectToKeep(words) {
    await this.page.getByRole('group').filter({ hasText: /^Remark/ }).getByText('Remark', { exact: true }).first().click();
    const remark = this.page.getByLabel('Remark', { exact: true });
    await remark.fill(words);
    await this.page.getByRole('button', { name: 'I have read this' }).click();
    await expect(this.page.getByRole('alert').filter({ hasText: 'not sent yet' })).toBeVisible();
    await expect(remark).toHaveValue(words);
    await remark.fill('');
  }

  async remark(words) {
    await this.respond('Remark', words, 'Save the remark');
    await expect(this.talk.getByText(words)).toBeVisible();
  }

  async object(words) {
    await this.respond('Object to the result', words, 'Send the objection');
    await expect(this.talk.getByText(words)).toBeVisible();
  }
}

export class EvaluationPage extends ReviewSheet {
  constructor(page) {
    super(page);
    this.startButton = page.getByRole('button', { name: 'Start the evaluation' });
    this.completeButton = page.getByRole('button', { name: 'Complete', exact: true });
    this.summary = page.getByRole('textbox', { name: 'Overall summary' });
    this.missing = page.getByRole('alert').filter({ hasText: 'before this is complete' });
    this.score = page.getByRole('region', { name: 'Your score for this review' });
    this.result = page.getByRole('region', { name: 'Score', exact: true });
    this.done = page.getByText('It is recorded');
    this.completed = page.getByText('The evaluation is complete');
    this.next = page.getByRole('link', { name: /^Next report: / });
    this.foot = page.getByRole('region', { name: 'Decide and go on' });
  }

  async open(review) {
    await this.page.goto(`/reviews/${review}`);
  }

  async expectAbout(name) {
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
  }

  async start() {
    await this.startButton.click();
    await expect(this.completeButton).toBeVisible();
  }

  comment(number) {
    return this.target(number).getByLabel('Comment', { exact: true });
  }

  async write({ ratings, comments, summary }) {
    for (const [index, rating] of ratings.entries()) {
      await this.rate(index + 1, rating);
      await this.comment(index + 1).fill(comments[index]);
    }
    await this.summary.fill(summary);
  }

  async complete() {
    await this.completeButton.click();
    await expect(this.completed.first()).toBeVisible();
  }

  // A step that needs a comment: the fold bears the same word as its button.
  async sendDecision(verb, words) {
    await this.page.getByText(verb, { exact: true }).first().click();
    await this.foot.getByRole('textbox').fill(words);
    await this.page.getByRole('button', { name: verb, exact: true }).click();
  }

  async decide(verb, words) {
    await this.sendDecision(verb, words);
    await expect(this.done.first()).toBeVisible();
  }

  async recordTalk(day, note) {
    await this.page.getByLabel('Day of the talk').fill(day);
    await this.page.getByLabel('Note', { exact: true }).fill(note);
    await this.page.getByRole('button', { name: 'Record the talk' }).click();
    await expect(this.page.getByRole('button', { name: 'Record the talk' })).toHaveCount(0);
  }

  async adjust(rank, reason) {
    await this.page.getByText('Adjust the rank', { exact: true }).click();
    await this.page.getByLabel('Rank', { exact: true }).selectOption(rank);
    await this.page.getByLabel('Reason', { exact: true }).fill(reason);
    await this.page.getByRole('button', { name: 'Adjust', exact: true }).click();
    await expect(this.done.first()).toBeVisible();
  }

  async answer(words) {
    await this.page.getByLabel('Answer', { exact: true }).fill(words);
    await this.page.getByRole('button', { name: 'Send the answer' }).click();
    await expect(this.page.getByRole('button', { name: 'Send the answer' })).toHaveCount(0);
  }
}
