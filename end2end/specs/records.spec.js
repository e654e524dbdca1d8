// The audit log, one's own data, files of every kind, the organisation chart (R4, R7, R42, R43).
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, expect, expectNoViolations, expectQuietConsole } from '../fixtures/test.js';

async function download(page, name) {
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name }).click();
  const file = await waiting;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`scripts: ${javaScriptEnabled}`, () => {
    test.use({ javaScriptEnabled });

    test('HR finds what was done, follows a record and takes the log along', async ({ page, signIn, complaints }) => {
      await signIn('EMP0004', 'HR');
      await page.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: 'Audit log' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
      await page.getByLabel('What was done').selectOption({ label: 'Signed in' });
      await page.getByRole('button', { name: 'Narrow' }).click();
      await expect(page.getByRole('cell', { name: 'Signed in' }).first()).toBeVisible();
      await page.getByTitle('The history of this record').first().click();
      await expect(page.getByText('history', { exact: false }).first()).toBeVisible();
      const csv = await download(page, 'Export CSV');
      expect(csv.name).toMatch(/^audit-.*\.csv$/);
      expect(csv.text.split('\r\n').length).toBeGreaterThan(2);
      const lines = await download(page, 'Export JSON lines');
      expect(JSON.parse(lines.text.split('\n')[0]).record).toBe('person');
      await page.getByRole('link', { name: 'Show everything' }).click();
      await page.getByLabel('In what changed').fill('no such words anywhere');
      await page.getByRole('button', { name: 'Narrow' }).click();
      await expect(page.getByText('No entry matches')).toBeVisible();
      expectQuietConsole(complaints);
    });

    test('somebody takes their own data along, to read and for machines', async ({ page, signIn, visitor }) => {
      await signIn('EMP0049');
      await page.goto('/account/data');
      await expect(page.getByRole('heading', { level: 1, name: 'Your data' })).toBeVisible();
      const json = JSON.parse((await download(page, 'As JSON for other programs')).text);
      expect(json.person.employee_id).toBe('EMP0049');
      const readable = await download(page, 'As a page to read');
      expect(readable.name).toBe('personal-data-EMP0049.html');
      const kept = await visitor({ javaScriptEnabled: true });
      await kept.setContent(readable.text);
      await expect(kept.getByRole('heading', { level: 1 })).toContainText(json.person.full_name);
      await expectNoViolations(kept, 'the page to keep');
    });

    test('the organisation chart is opened, searched and left for a record', async ({ page, signIn, complaints }) => {
      await signIn('EMP0004', 'HR');
      await page.goto('/people');
      await page.getByRole('link', { name: 'Organisation chart' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Organisation chart' })).toBeVisible();
      await page.getByLabel('Name, employee id, email or job title').fill('EMP0049');
      await page.getByRole('button', { name: 'Search', exact: true }).click();
      await expect(page.getByText('1 person found')).toBeVisible();
      await page.getByTitle('Show in the chart').click();
      await expect(page.getByRole('navigation', { name: 'From the top down' })).toBeVisible();
      await page.getByRole('link', { name: /^Record of / }).first().click();
      await expect(page.getByRole('heading', { level: 2, name: 'Record' })).toBeVisible();
      expectQuietConsole(complaints);
    });

    test('the directory is taken along as it is narrowed', async ({ page, signIn }) => {
      await signIn('EMP0004', 'HR');
      await page.goto('/people?status=active&q=EMP004');
      const csv = await download(page, 'Export CSV');
      expect(csv.text.split('\r\n')[0]).toContain('employee_id,full_name,email');
      expect(csv.text.split('\r\n').filter((line) => line.startsWith('EMP004')).length).toBeGreaterThan(1);
      expect(csv.text).not.toContain('EMP0051');
    });

    test('a file whose headers nobody knows is mapped by hand and applied', async ({ page, signIn, complaints }) => {
      const folder = mkdtempSync(join(tmpdir(), 'pa-e2e-import-'));
      const file = join(folder, 'staff.csv');
      writeFileSync(file, Buffer.from('\ufeffNr\tWer\tPost\tWo\r\nNEW0001\tNora Neu\tnora.neu@example.com\tPlatform\r\n', 'utf16le'));
      await signIn('EMP0004', 'HR');
      await page.goto('/people/import');
      await page.getByLabel('Employee file').setInputFiles(file);
      await page.getByRole('button', { name: 'Show the preview' }).click();
      await expect(page.getByText('Some columns are not found by their headers')).toBeVisible();
      await expect(page.getByText('read as CSV in UTF-16')).toBeVisible();
      for (const [column, header] of [['Employee id', 'A: Nr'], ['Full name', 'B: Wer'], ['Email', 'C: Post'], ['Department', 'D: Wo']]) {
        await page.getByLabel(`${column} (required)`).selectOption({ label: header });
      }
      await page.getByRole('button', { name: 'Compare with these columns' }).click();
      await expect(page.getByRole('row').filter({ hasText: 'NEW0001' })).toBeVisible();
      await page.getByRole('button', { name: 'Apply the import' }).click();
      await expect(page.getByText('The import is applied').first()).toBeVisible();
      rmSync(folder, { recursive: true, force: true });
      expectQuietConsole(complaints);
    });

    test('an import is cancelled and compared again', async ({ page, signIn }) => {
      await signIn('EMP0004', 'HR');
      await page.goto('/people/import');
      await page.getByLabel('Employee file').setInputFiles({
        name: 'one.csv', mimeType: 'text/csv', buffer: Buffer.from('employee_id,full_name,email,department\nNEW0002,Nils Neu,nils.neu@example.com,Platform\n'),
      });
      await page.getByRole('button', { name: 'Show the preview' }).click();
      await page.getByRole('button', { name: 'Cancel the import' }).click();
      await expect(page.getByText('This import was cancelled')).toBeVisible();
      await page.getByRole('button', { name: 'Compare again' }).click();
      await expect(page.getByRole('button', { name: 'Apply the import' })).toBeEnabled();
    });
  });
}

test('HR takes along everything about somebody who asks', async ({ page, signIn }) => {
  await signIn('EMP0004', 'HR');
  await page.goto('/people/49/leaving');
  await expect(page.getByRole('heading', { name: 'Everything about this person' })).toBeVisible();
  const json = JSON.parse((await download(page, 'As JSON for other programs')).text);
  expect(json.person.employee_id).toBe('EMP0049');
  expect(json.notices).toBeUndefined();
});

test('the columns of a file can be mapped by everybody', async ({ page, signIn }) => {
  await signIn('EMP0004', 'HR');
  await page.goto('/people/import');
  await page.getByLabel('Employee file').setInputFiles({ name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from('Nr;Wer;Post;Wo\nNEW0009;Nora Neu;nora@example.com;Platform\n') });
  await page.getByRole('button', { name: 'Show the preview' }).click();
  await expect(page.getByText('Some columns are not found by their headers')).toBeVisible();
  await expectNoViolations(page, 'mapping columns');
});
