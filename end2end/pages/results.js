// The lists of results: a manager's team, and the company for HR and the board.
import { expect } from '@playwright/test';

class Results {
  constructor(page) {
    this.page = page;
  }

  row(name) {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('rowheader').filter({ has: this.page.getByRole('link', { name, exact: true }) }) });
  }

  async expectState(name, state) {
    await expect(this.row(name).getByRole('cell').getByText(state, { exact: true })).toBeVisible();
  }

  async review(name) {
    await this.row(name).getByRole('link', { name, exact: true }).click();
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
}

export class TeamResultsPage extends Results {
  async open() {
    await this.page.goto('/team/results');
    await expect(this.page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible();
  }

  get missing() {
    return this.page.getByRole('list', { name: 'Still missing' }).getByRole('listitem');
  }

  async openSubmit() {
    await this.page.getByText('Submit team to HR', { exact: true }).click();
  }

  async submit() {
    await this.openSubmit();
    await this.page.getByRole('button', { name: 'Submit now' }).click();
    await expect(this.page.getByText("Your team's evaluations are with HR").first()).toBeVisible();
  }
}

export class ResultsPage extends Results {
  async open() {
    await this.page.goto('/results');
    await expect(this.page.getByRole('heading', { level: 1, name: /^(Consolidation|Results)$/ })).toBeVisible();
  }

  department(name) {
    return this.page.getByRole('table', { name: /^Departments with/ }).getByRole('link', { name, exact: true });
  }

  // The people of one department, and what may be done with them. Going there by a click has a test of its own.
  async openDepartment(name) {
    await this.open();
    await this.page.goto(await this.department(name).getAttribute('href'));
    await expect(this.page.getByRole('heading', { level: 2, name, exact: true })).toBeVisible();
  }

  async openStep(name) {
    await this.page.getByText(name, { exact: true }).click();
  }

  async confirm(place) {
    await this.openStep(`Confirm ${place}`);
    await this.page.getByRole('button', { name: 'Submit to board' }).click();
    await expect(this.page.getByText('Submitted to the board').first()).toBeVisible();
  }

  async approve(place, day, notes) {
    await this.openStep(`Approve ${place}`);
    await this.page.getByLabel('Day of the meeting').fill(day);
    await this.page.getByLabel('Notes of the meeting').fill(notes);
    await this.page.getByRole('button', { name: 'Approve, final' }).click();
  }
}
