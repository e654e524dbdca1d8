// The fiscal years: creating one, opening and closing its target setting.
export class YearsPage {
  constructor(page) {
    this.page = page;
  }

  async open() {
    await this.page.goto('/years');
  }

  async create(name, first, last) {
    await this.page.getByLabel('Name', { exact: true }).fill(name);
    await this.page.getByLabel('First day').fill(first);
    await this.page.getByLabel('Last day').fill(last);
    await this.page.getByRole('button', { name: 'Create the year' }).click();
  }

  year(name) {
    return this.page.getByRole('region', { name, exact: true });
  }

  async openTargetSetting(name, due) {
    await this.year(name).getByRole('textbox', { name: 'Due day' }).fill(due);
    await this.year(name).getByRole('button', { name: 'Open target setting' }).click();
  }

  async unfoldClosing(name) {
    await this.year(name).getByText(`Close target setting: ${name}`).click();
  }

  async close(name, reason, typed) {
    await this.year(name).getByLabel('Reason').fill(reason);
    await this.year(name).getByLabel(`Type ${name} to confirm`).fill(typed);
    await this.year(name).getByRole('button', { name: 'Close target setting for good' }).click();
  }

  async unfoldArchiving(name) {
    await this.year(name).getByText(`Close the fiscal year: ${name}`).click();
  }

  leftover(name, person) {
    return this.year(name).getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: person, exact: true }) });
  }

  async archive(name, { reason, typed = name, anyway = false, reasons = {} }) {
    const year = this.year(name);
    for (const [person, words] of Object.entries(reasons)) await year.getByLabel(`Reason for ${person}`, { exact: true }).fill(words);
    await year.getByRole('checkbox', { name: /although these are not finished/ }).setChecked(anyway);
    await year.getByLabel('Reason', { exact: true }).fill(reason);
    await year.getByLabel(`Type ${name} to confirm`).fill(typed);
    await year.getByRole('button', { name: 'Close the fiscal year for good' }).click();
  }
}
