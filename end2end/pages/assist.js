// Help with a text: the panel in the editors, the mark on what was taken over, HR's page.
import { expect } from '@playwright/test';

export class AssistPanel {
  // `label` names the field: "Target 1: Result".
  constructor(page, label) {
    this.page = page;
    const name = new RegExp(`^Help with writing\\s*: ${label}$`);
    this.openButton = page.getByRole('button', { name });
    this.panel = page.getByRole('region', { name });
    this.facts = this.panel.getByLabel(/^Your (facts|notes)/);
    this.suggestion = this.panel.getByRole('textbox', { name: 'Suggestion' });
    this.ask = this.panel.getByRole('button', { name: /^(Suggest a text|Try again)$/ });
    this.stop = this.panel.getByRole('button', { name: 'Stop' });
    this.accept = this.panel.getByRole('button', { name: 'Accept', exact: true });
    this.discard = this.panel.getByRole('button', { name: 'Discard' });
    this.close = this.panel.getByRole('button', { name: 'Close' });
    this.alert = this.panel.getByRole('alert');
    this.status = this.panel.getByRole('status');
    this.makePrompt = this.panel.getByRole('button', { name: 'Show the prompt' });
    this.prompt = this.panel.getByRole('textbox', { name: 'This is what leaves the company' });
    this.copy = this.panel.getByRole('button', { name: 'Copy the prompt' });
    this.answer = this.panel.getByRole('textbox', { name: 'The tool\'s answer' });
    this.useAnswer = this.panel.getByRole('button', { name: 'Use the answer' });
  }

  async open() {
    await this.openButton.click();
    await expect(this.panel).toBeVisible();
    await expect(this.facts).toBeFocused();
  }

  marks() {
    return this.panel.getByRole('listitem');
  }

  token(name) {
    return this.panel.getByRole('row').filter({ has: this.page.getByRole('cell', { name, exact: true }) }).getByRole('cell').nth(1);
  }
}

export class AssistancePage {
  constructor(page) {
    this.page = page;
    this.mode = page.getByLabel('Mode', { exact: true });
    this.model = page.getByLabel('Model', { exact: true });
    this.comment = page.getByLabel('Comment on a target, for reviewers', { exact: true }).and(page.getByRole('textbox'));
    this.test = page.getByRole('button', { name: 'Test the connection' });
  }

  async open() {
    await this.page.goto('/assistance');
    await expect(this.page.getByRole('heading', { level: 1, name: 'Writing assistance' })).toBeVisible();
  }

  limit(label) {
    return this.page.getByLabel(label, { exact: true });
  }

  async save() {
    await this.page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(this.page.getByText('Saved', { exact: true })).toBeVisible();
  }
}
