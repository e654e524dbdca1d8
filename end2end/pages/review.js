// One person's targets as a reviewer or HR reads and decides them.
import { expect } from '@playwright/test';
import { expectState } from './state.js';

export class ReviewPage {
  constructor(page) {
    this.page = page;
    this.approveButton = page.getByRole('button', { name: /^Approve/ });
    this.recorded = page.getByText('Your decision is recorded');
    this.history = page.getByRole('region', { name: 'History of these targets' });
    this.state = (name) => expectState(page, name);
  }

  async open(set) {
    await this.page.goto(`/sets/${set}`);
  }

  async approve() {
    await this.approveButton.click();
  }

  // The decisions that need a comment: the fold they hide in, and the start of the button that sends them.
  async comment(fold, words, send) {
    await this.page.getByText(fold, { exact: true }).click();
    await this.page.getByLabel(/^Comment for/).fill(words);
    await this.page.getByRole('button', { name: send }).click();
  }

  async askForChanges(words) {
    await this.comment('Ask for changes', words, /^Send back/);
  }

  async askTheManager(words) {
    await this.comment('Ask the manager for changes', words, /^Send back/);
  }

  async passOn(words) {
    await this.comment('Pass on to the employee', words, /^Pass on to/);
  }

  async exempt(reason) {
    await this.page.getByText('Exempt for this year', { exact: true }).click();
    await this.page.getByLabel('Reason', { exact: true }).fill(reason);
    await this.page.getByRole('button', { name: 'Exempt', exact: true }).click();
    await expect(this.recorded.first()).toBeVisible();
  }
}
