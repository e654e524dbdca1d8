// The lists from which sets are opened: the manager's team, HR's list of sets.
import { expect } from '@playwright/test';

export class TeamPage {
  constructor(page) {
    this.page = page;
  }

  async open() {
    await this.page.goto('/team');
    await expect(this.page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible();
  }

  row(name) {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('rowheader').filter({ hasText: name }) });
  }

  async expectState(name, state) {
    await expect(this.row(name).getByRole('cell').getByText(state, { exact: true })).toBeVisible();
  }

  async review(name) {
    await this.row(name).getByRole('link', { name }).click();
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
  }

  async openSubmit() {
    await this.page.getByText('Submit team to HR', { exact: true }).click();
  }

  async submit() {
    await this.openSubmit();
    await this.page.getByRole('button', { name: 'Submit now' }).click();
    await expect(this.page.getByText('Your team is with HR').first()).toBeVisible();
  }
}

export class SetListPage {
  constructor(page) {
    this.page = page;
  }

  async open(search) {
    await this.page.goto(`/departments/sets?q=${encodeURIComponent(search)}`);
  }

  row(text) {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('rowheader').filter({ hasText: text }) });
  }

  async expectState(text, state) {
    await expect(this.row(text).getByRole('cell').getByText(state, { exact: true })).toBeVisible();
  }

  async read(text) {
    await this.open(text);
    await this.row(text).getByRole('link', { name: 'Open' }).click();
    await expect(this.page.getByRole('heading', { name: 'History of these targets' })).toBeVisible();
  }
}
