// My targets: the page an employee writes and submits them on.
import { expect } from '@playwright/test';
import { expectState } from './state.js';

export const WHOLE = {
  role: 'I run the checkout and answer for its availability.',
  goal: 'To lead a platform team.',
  rows: [
    ['Move the order service', 'No minute of downtime', '40', 'L1'],
    ['Halve the failed checkouts', 'Below 0.5 % from October', '35', 'L2'],
    ['Train two colleagues', 'Both closed one quarter alone', '25', 'L3'],
  ],
};

export class TargetsPage {
  constructor(page) {
    this.page = page;
    this.role = page.getByLabel('Current role', { exact: true });
    this.goal = page.getByLabel('Long-term goal', { exact: true });
    this.save = page.getByRole('button', { name: 'Save draft' });
    this.submitButton = page.getByRole('button', { name: 'Submit', exact: true });
    this.add = page.getByRole('button', { name: 'Add a target' });
    this.rows = page.getByRole('group', { name: /^Target \d$/ });
    this.missing = page.getByRole('alert').filter({ hasText: 'before you can submit' });
    this.state = (name) => expectState(page, name);
  }

  async open() {
    await this.page.goto('/targets');
    await expect(this.page.getByRole('heading', { level: 1, name: 'My targets' })).toBeVisible();
  }

  row(number) {
    return this.page.getByRole('group', { name: `Target ${number}`, exact: true });
  }

  task(number) {
    return this.row(number).getByLabel('Task', { exact: true });
  }

  kpi(number) {
    return this.row(number).getByLabel('KPI', { exact: true });
  }

  weight(number) {
    return this.row(number).getByLabel('Weight in percent');
  }

  difficulty(number) {
    return this.row(number).getByLabel('Difficulty', { exact: true });
  }

  says(words) {
    return this.page.getByRole('status').filter({ hasText: words });
  }

  async write({ role, goal, rows }) {
    await this.role.fill(role);
    await this.goal.fill(goal);
    for (const [index, [task, kpi, weight, level]] of rows.entries()) {
      await this.task(index + 1).fill(task);
      await this.kpi(index + 1).fill(kpi);
      await this.weight(index + 1).fill(weight);
      await this.difficulty(index + 1).selectOption(level);
    }
  }

  // Everything typed is on the server, and the page says so.
  async expectSaved() {
    await expect(this.says(/^Saved /)).toBeVisible();
    await expect(this.save).toBeDisabled();
  }

  async saveNow() {
    await this.page.keyboard.press('Control+s');
    await this.expectSaved();
  }

  async openMenu(number) {
    await this.row(number).getByRole('group').filter({ hasText: `More for target ${number}` }).click();
  }

  async choose(number, item) {
    await this.openMenu(number);
    await this.row(number).getByRole('button', { name: item }).click();
  }

  async submit() {
    await this.submitButton.click();
  }

  async takeBack(comment) {
    await this.page.getByText('Take back to change something').click();
    await this.page.getByLabel('Why').fill(comment);
    await this.page.getByRole('button', { name: 'Take back', exact: true }).click();
  }

  // The block that shows two texts for one field.
  conflict(field) {
    return this.page.getByRole('group', { name: `${field} was changed twice` });
  }
}
