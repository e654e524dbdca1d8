// HR's configuration: departments and heads, employee types and grades, a year's name and due day.
export class ConfigurationPage {
  constructor(page) {
    this.page = page;
  }

  async open(part = '') {
    await this.page.goto(`/configuration${part}`);
  }

  row(name) {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }

  async edit(name) {
    await this.page.getByRole('link', { name: `Change ${name}`, exact: true }).click();
  }

  async unfold(title) {
    await this.page.getByText(title, { exact: true }).click();
  }

  // A field of the form that ends with this button.
  field(button, label) {
    // Forms here have no names of their own; the button says which is meant.
    // eslint-disable-next-line playwright/no-raw-locators
    const form = this.page.locator('form').filter({ has: this.page.getByRole('button', { name: button, exact: true }) });
    return form.getByLabel(label, { exact: true });
  }

  async send(button, texts = {}) {
    for (const [label, text] of Object.entries(texts)) await this.field(button, label).fill(text);
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }
}
