// Transferring people: the questions, their preview, the list of what is planned and made, and what a former reviewer reads.
import { expect } from '@playwright/test';

export class TransferPage {
  constructor(page) {
    this.page = page;
    this.preview = page.getByRole('region', { name: 'This will happen' }).first();
    this.lines = page.getByRole('table', { name: 'This will happen' });
    this.list = page.getByRole('table', { name: 'Transfers, planned and made' });
    this.handedOver = page.getByRole('table', { name: 'Handed over' });
  }

  async ask({ who = '', teamOf = '', manager, department, on, reason = '' }) {
    await this.page.goto('/people/transfers/new');
    await this.page.getByLabel('Employee ids').fill(who);
    await this.page.getByLabel('And everybody who reports to').fill(teamOf);
    if (manager) await this.page.getByLabel('Their employee id').fill(manager);
    else await this.page.getByLabel('New manager').selectOption({ label: 'The manager stays' });
    if (department) await this.page.getByLabel('New department').selectOption({ label: department });
    if (on) await this.page.getByLabel('First day').fill(on);
    await this.page.getByLabel('Reason').fill(reason);
    await this.page.getByRole('button', { name: 'Preview' }).click();
  }

  async confirm(name) {
    await this.page.getByRole('button', { name }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Transfers' })).toBeVisible();
  }

  row(name) {
    return this.list.getByRole('row').filter({ hasText: name });
  }
}
