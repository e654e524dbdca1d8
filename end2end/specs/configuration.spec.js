// HR configures what a year is made of (R30), and corrects an archived review (R41).
import { test, expect, expectNoViolations, hydrated } from '../fixtures/test.js';
import { ask } from '../fixtures/functions.js';
import { ConfigurationPage } from '../pages/configuration.js';
import { CorrectionsPage } from '../pages/corrections.js';

for (const javaScriptEnabled of [true, false]) {
  test.describe(`scripts: ${javaScriptEnabled}`, () => {
    test.use({ javaScriptEnabled });

    test('a department is added, renamed, given a head and removed', async ({ page, signIn }) => {
      await signIn('EMP0004', 'HR');
      const pages = new ConfigurationPage(page);
      await pages.open('/departments');
      await pages.unfold('Add a department');
      await pages.send('Add the department', { Name: 'Field Service', 'Head (employee id)': 'EMP0046', Reason: 'A site of its own.' });
      await expect(page.getByRole('status').filter({ hasText: 'Added' })).toBeVisible();
      await expect(pages.row('Field Service')).toContainText('0');
      await pages.edit('Field Service');
      await expect(page.getByRole('heading', { level: 1, name: 'Field Service' })).toBeVisible();
      await pages.send('Save', { Name: 'Service <b>& Repair</b>', 'Head (employee id)': 'EMP9999' });
      await expect(page.getByText('We do not know this one. Check how it is written.')).toBeVisible();
      await pages.send('Save', { Name: 'Service <b>& Repair</b>', 'Head (employee id)': '' });
      await expect(page.getByRole('heading', { level: 1, name: 'Service <b>& Repair</b>' })).toBeVisible();
      await pages.unfold('Remove this department');
      await pages.send('Remove the department');
      await expect(page.getByRole('status').filter({ hasText: 'Removed' })).toBeVisible();
      await expect(page.getByText('Service <b>& Repair</b>')).toHaveCount(0);
    });

    test('a name that is taken is refused beside its field', async ({ page, signIn }) => {
      await signIn('EMP0004', 'HR');
      const { name } = (await ask(page, 'configured-departments'))[0];
      const pages = new ConfigurationPage(page);
      await pages.open('/departments');
      await pages.unfold('Add a department');
      await pages.send('Add the department', { Name: name.toUpperCase() });
      await expect(pages.field('Add the department', 'Name')).toHaveAccessibleDescription(/This is in use already/);
      await expect(pages.field('Add the department', 'Name')).toHaveValue(name.toUpperCase());
    });
  });
}

test('a department with people says who is in it', async ({ page, signIn }) => {
  await signIn('EMP0004', 'HR');
  const { name } = (await ask(page, 'configured-departments')).find((department) => department.people > 0);
  const pages = new ConfigurationPage(page);
  await pages.open('/departments');
  await pages.edit(name);
  await expect(page.getByText(/It can be removed once nothing uses it\. Still used by: .* Move these people first\./)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove the department' })).toHaveCount(0);
});

test('what somebody else changed first is shown and not overwritten', async ({ page, signIn, enter }) => {
  await signIn('EMP0004', 'HR');
  const { id, name } = (await ask(page, 'configured-departments'))[0];
  const other = await enter('EMP0004', 'HR');
  const [first, second] = [new ConfigurationPage(page), new ConfigurationPage(other)];
  await first.open(`/departments/${id}`);
  await second.open(`/departments/${id}`);
  await second.send('Save', { Name: `${name} East` });
  await expect(other.getByRole('heading', { level: 1, name: `${name} East` })).toBeVisible();
  await first.send('Save', { Name: `${name} West` });
  await expect(page.getByRole('alert')).toContainText('Somebody else changed this meanwhile');
  await expect(page.getByRole('alert')).toContainText(`${name} East`);
  await expect(first.field('Save', 'Name')).toHaveValue(`${name} West`);
  await first.send('Save');
  await expect(page.getByRole('heading', { level: 1, name: `${name} West` })).toBeVisible();
});

test('a type gets grades, and loses them', async ({ page, signIn }) => {
  await signIn('EMP0004', 'HR');
  const pages = new ConfigurationPage(page);
  await pages.open('/types');
  await pages.unfold('Add an employee type');
  await pages.send('Add the type', { Name: 'Apprentice' });
  await expect(page.getByRole('heading', { level: 1, name: 'Apprentice' })).toBeVisible();
  await pages.send('Add the grade', { Name: 'A1' });
  await expect(pages.row('A1')).toBeVisible();
  await pages.edit('A1');
  await expectNoViolations(page, 'a grade being changed');
  const grade = page.getByRole('region', { name: 'Change A1' });
  await grade.getByLabel('Name').fill('A2');
  await grade.getByRole('button', { name: 'Save' }).click();
  await expect(pages.row('A2')).toBeVisible();
  await pages.edit('A2');
  await pages.unfold('Remove A2');
  await pages.send('Remove the grade');
  await expect(pages.row('A2')).toHaveCount(0);
});

test('the due day of a running phase is moved', async ({ page, signIn }) => {
  await signIn('EMP0004', 'HR');
  const year = (await ask(page, 'years')).find(({ windows }) => windows.some((window) => !window.closed));
  await page.goto('/years');
  await page.getByRole('link', { name: `Change name, days or due day: ${year.year.name}` }).click();
  const pages = new ConfigurationPage(page);
  const later = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  await pages.send('Move the due day', { 'Due day': later, Reason: 'Holidays.' });
  await expect(page.getByRole('status').filter({ hasText: 'The due day is moved' })).toBeVisible();
  await expect(pages.field('Move the due day', 'Due day')).toHaveValue(later);
  await pages.send('Save', { Name: `${year.year.name} renamed` });
  await page.goto('/years');
  await expect(page.getByRole('heading', { level: 2, name: `${year.year.name} renamed` })).toBeVisible();
});

test('an archived review is corrected, and its score only after the board confirmed', async ({ page, signIn, enter }) => {
  test.setTimeout(120_000);
  await signIn('EMP0004', 'HR');
  const year = (await ask(page, 'years')).find(({ closing }) => closing.closed);
  const { departments } = await ask(page, 'results', { query: { year: year.year.id } });
  const { rows } = await ask(page, 'results', { query: { year: year.year.id, department: departments[0].department.id } });
  const { head } = rows.find((row) => row.head.state === 'archived' && !['EMP0001', 'EMP0002', 'EMP0004'].includes(row.head.owner.employee_no));
  const { manager_part: before } = await ask(page, 'review', { review: head.review });
  const old = before.content.items[0].rating;
  const rating = { meets: '4' }[old] ?? '3';

  await page.goto(`/reviews/${head.review}`);
  await hydrated(page);
  await expect(page.getByText(`Archived ${year.year.name}`)).toBeVisible();
  await page.getByRole('link', { name: 'Correct this review' }).click();
  const hr = new CorrectionsPage(page, head.review);
  await hr.choose('Overall summary');
  await hr.correctText('Corrected <b>summary</b>.', 'It was about somebody else.');
  await expect(page.getByText('The text is corrected')).toBeVisible();
  await hr.choose('Target 1: Rating');
  await hr.proposeRating(rating, 'Two targets were mixed up.');
  await expect(page.getByText('It waits for the director or the board')).toBeVisible();
  await expect(page.getByText('The director or a board member decides', { exact: false })).toBeVisible();
  await expectNoViolations(page, 'corrections as HR');
  expect((await ask(page, 'review', { review: head.review })).manager_part.receipt.total).toBe(before.receipt.total);

  const board = await enter('EMP0002', 'Board');
  const todo = board.getByRole('listitem').filter({ hasText: `Decide on a correction of the review of ${head.owner.name}` });
  await todo.getByRole('link').first().click();
  await expectNoViolations(board, 'corrections as the board');
  await new CorrectionsPage(board, head.review).decide('Confirm the correction', 'I have read the notes.');
  await expect(board.getByText('The correction is confirmed')).toBeVisible();

  const after = await ask(page, 'review', { review: head.review });
  expect(after.manager_part.receipt.total).not.toBe(before.receipt.total);
  const owner = await enter(head.owner.employee_no, 'Employee');
  await owner.goto(`/review?year=${year.year.id}`);
  await hydrated(owner);
  const corrected = owner.getByRole('region', { name: 'What was corrected' });
  await expect(corrected).toContainText('Corrected <b>summary</b>.');
  await expect(corrected).toContainText(before.content.summary.slice(0, 40));
  await expect(corrected).toContainText('Two targets were mixed up.');
  await expect(corrected).toContainText(after.manager_part.receipt.total);
  await expect(owner.getByRole('link', { name: 'Corrected' })).toHaveCount(2);
  await expectNoViolations(owner, 'a corrected review');
});
