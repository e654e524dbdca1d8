// The sign-in page, and the menu under one's name.
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
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  // Opens the menu under the person's name, a <details> that works without scripts.
  async openMenu() {
    await this.page.getByRole('banner').getByRole('group').click();
  }

  async actAs(role) {
    await this.openMenu();
    await this.page.getByRole('button', { name: role, exact: true }).click();
    await this.page.getByText(`Acting as ${role}`).waitFor();
  }

  async signOut() {
    await this.openMenu();
    await this.page.getByRole('button', { name: 'Sign out' }).click();
    await this.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  }
}
