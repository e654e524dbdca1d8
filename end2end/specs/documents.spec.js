// Pages without code of their own: what is typed into their forms outlives whatever happens before the server has it.
import { test, expect, hydrated } from '../fixtures/test.js';
import { SignInPage } from '../pages/sign-in.js';

const LEAVING = '/people/49/leaving';
const reasonOf = (page) => page.getByLabel('Reason', { exact: true });

async function open(page) {
  await page.goto(LEAVING);
  await hydrated(page);
}

test('text sent to a server that was gone is back in its form, until the server has it', async ({ demo, page, signIn }) => {
  await signIn('EMP0004', 'HR');
  await open(page);
  await reasonOf(page).fill('Went to another company.');
  await demo.stop('SIGKILL');
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await page.waitForURL(/chrome-error/);
  await demo.start();
  await open(page);
  await expect(reasonOf(page)).toHaveValue('Went to another company.');
  await page.getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByRole('button', { name: 'Deactivate' })).toBeHidden();
  await open(page);
  await expect(page.getByRole('button', { name: 'Reactivate' })).toBeVisible();
  await expect(reasonOf(page)).toHaveValue('');
});

test('text that was not sent waits for its writer, and for nobody else', async ({ page, signIn }) => {
  await signIn('EMP0004', 'HR');
  await open(page);
  await reasonOf(page).fill('Typed, then looked elsewhere.');
  await page.goto('/people/50/leaving');
  await hydrated(page);
  await expect(reasonOf(page)).toHaveValue('');
  await open(page);
  await expect(reasonOf(page)).toHaveValue('Typed, then looked elsewhere.');
  await new SignInPage(page).signOut();
  await signIn('EMP0004', 'HR');
  await open(page);
  await expect(reasonOf(page)).toHaveValue('');
});
