// The delegation dashboard, the steps of giving one, and one by itself.
import { expect } from '@playwright/test';

export class DelegationPage {
  constructor(page) {
    this.page = page;
    this.figures = page.getByRole('navigation', { name: 'How reviewers are covered' });
    this.table = page.getByRole('table', { name: 'Delegations' });
    this.load = page.getByRole('region', { name: 'Load per reviewer' });
    this.timeline = page.getByRole('region', { name: 'Who covers whom' });
  }

  async open(show = '') {
    await this.page.goto(show ? `/delegation?show=${show}` : '/delegation');
    await expect(this.page.getByRole('heading', { level: 1, name: 'Delegation' })).toBeVisible();
  }

  async expectFigures({ covered, ending, uncovered, overdue }) {
    const words = { 'Covered now': covered, 'Ending within 14 days': ending, Uncovered: uncovered, Overdue: overdue };
    for (const [name, count] of Object.entries(words)) {
      if (count !== undefined) await expect(this.figures.getByRole('link', { name: new RegExp(`^${count} ?${name}`) })).toBeVisible();
    }
  }

  row(reviewer, delegate) {
    return this.table.getByRole('row').filter({ hasText: reviewer }).filter({ hasText: delegate });
  }

  // "2 own, 3 for others", as it stands beside the bar.
  async expectLoad(reviewer, words) {
    await expect(this.load.getByRole('listitem').filter({ hasText: reviewer }).first()).toContainText(words);
  }

  async goOn() {
    await this.page.getByRole('button', { name: 'Continue' }).click();
  }

  // Every step up to what will happen. `people` are names.
  async prepare({ whose, delegate, people = [], from, to, reason = 'Leave' }) {
    await this.page.goto('/delegation/new');
    if (whose) {
      await this.page.getByLabel('Employee id of the reviewer').fill(whose);
      await this.goOn();
    }
    await this.page.getByLabel('Employee id of whoever covers').fill(delegate);
    if (people.length) {
      await this.page.getByRole('radio', { name: /^Named people/ }).check();
      for (const name of people) await this.page.getByRole('checkbox', { name, exact: true }).check();
    }
    await this.goOn();
    await this.page.getByLabel('First day').fill(from);
    await this.page.getByLabel('Last day').fill(to);
    await this.page.getByLabel('Reason').selectOption({ label: reason });
    await this.goOn();
    await expect(this.page.getByRole('heading', { name: 'What will happen' })).toBeVisible();
  }

  async confirm(note) {
    await this.page.getByLabel('Note').fill(note);
    await this.page.getByRole('button', { name: /^(Delegate now|Ask them)$/ }).click();
    await expect(this.says(/^(It is delegated|Your colleague is asked)/)).toBeVisible();
  }

  says(words) {
    return this.page.getByRole('status').filter({ hasText: words });
  }

  async openFirst(reviewer, delegate) {
    await this.row(reviewer, delegate).getByRole('link').click();
    await expect(this.page.getByRole('heading', { level: 1, name: `${delegate} for ${reviewer}` })).toBeVisible();
  }

  async settle(verb) {
    await this.page.getByRole('button', { name: verb, exact: true }).click();
    await expect(this.says(/^(You accepted|You declined|The request is taken back|It is ended)/)).toBeVisible();
  }
}
