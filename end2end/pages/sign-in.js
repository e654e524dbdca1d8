// The sign-in page, and the menu under one's name.
import { expect } from '@playwright/test';

export class SignInPage {
  constructor(page) {
    this.page = page;
  }

  async open() {
    await this.page.goto('/sign-in');
  }

  async signIn(login, password) {
    await this.page.getByLabel('Employee id or email').fill(login);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  // Signed in, acting as `role`.
  async enter(login, password, role) {
    await this.open();
    await this.signIn(login, password);
    await expect(this.page.getByRole('heading', { name: /^Hello, / })).toBeVisible();
    if (role && await this.actingAs(role).isHidden()) await this.actAs(role);
  }

  actingAs(role) {
    return this.page.getByText(`Acting as ${role}`);
  }

  // Opens the menu under the person's name, a <details> that works without scripts.
  async openMenu() {
    await this.page.getByRole('banner').getByRole('group').click();
  }

  async actAs(role) {
    await this.openMenu();
    await this.page.getByRole('banner').getByRole('button', { name: role, exact: true }).click();
    await expect(this.actingAs(role)).toBeAttached();
  }

  async signOut() {
    await this.openMenu();
    await this.page.getByRole('button', { name: 'Sign out' }).click();
    await expect(this.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  }
}
