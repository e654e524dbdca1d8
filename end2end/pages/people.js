// Letting people in: set-up, import, invitations.
import { expect } from '@playwright/test';

async function choosePassword(page, password, button) {
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByLabel('New password again').fill(password);
  await page.getByRole('button', { name: button }).click();
}

export class SetupPage {
  constructor(page) {
    this.page = page;
  }

  async createAdmin(link, { id, name, email, password }) {
    await this.page.goto(link);
    await this.page.getByLabel('Employee id').fill(id);
    await this.page.getByLabel('Full name').fill(name);
    await this.page.getByLabel('Email').fill(email);
    await choosePassword(this.page, password, 'Create the account and sign in');
  }
}

export class ImportPage {
  constructor(page) {
    this.page = page;
  }

  async open() {
    await this.page.goto('/people/import');
  }

  async preview(file) {
    await this.page.getByLabel('Employee file').setInputFiles(file);
    await this.page.getByRole('button', { name: 'Show the preview' }).click();
    await expect(this.page.getByRole('navigation', { name: 'What becomes of the rows' })).toBeVisible();
  }

  async apply() {
    await this.page.getByRole('button', { name: 'Apply the import' }).click();
    await expect(this.page.getByText('The import is applied').first()).toBeVisible();
  }
}

export class InvitationsPage {
  constructor(page) {
    this.page = page;
  }

  async open() {
    await this.page.goto('/people/invitations');
  }

  async makeLinks() {
    await this.page.getByRole('button', { name: /^Make (a link|links) for/ }).click();
    await expect(this.page.getByRole('heading', { name: 'Links to hand out' })).toBeVisible();
  }

  async linkOf(name) {
    return this.page.getByRole('row', { name }).getByText(/^http/).innerText();
  }
}

export class InvitationPage {
  constructor(page) {
    this.page = page;
  }

  async accept(link, password) {
    await this.page.goto(link);
    await choosePassword(this.page, password, 'Save password and sign in');
    await expect(this.page.getByRole('heading', { name: /^Hello, / })).toBeVisible();
  }
}
