// One's own sessions, new ways in that need two people, and limits that people do not meet (R1a, R44, R45).
import { test, expect, PASSWORD, expectQuietConsole } from '../fixtures/test.js';
import { SignInPage } from '../pages/sign-in.js';

for (const javaScriptEnabled of [true, false]) {
  test.describe(`scripts: ${javaScriptEnabled}`, () => {
    test.use({ javaScriptEnabled });

    test('a session of another browser is seen and ended', async ({ page, signIn, enter, complaints }) => {
      const elsewhere = await enter('EMP0067');
      await signIn('EMP0067');
      await new SignInPage(page).openMenu();
      await page.getByRole('link', { name: 'Where you are signed in' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Where you are signed in' })).toBeVisible();
      await expect(page.getByRole('row').filter({ hasText: 'This one' })).toHaveCount(1);
      await expect(page.getByText('Chrome on Linux').first()).toBeVisible();
      await page.getByRole('button', { name: /^End\s*: Chrome on Linux/ }).click();
      await expect(page.getByText('It is ended', { exact: true })).toBeVisible();
      await expect(page.getByText('here and nowhere else').first()).toBeVisible();
      await elsewhere.goto('/targets');
      await expect(elsewhere.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      expectQuietConsole(complaints);
    });

    test('all others are ended at once', async ({ page, signIn, enter }) => {
      const others = [await enter('EMP0067'), await enter('EMP0067')];
      await signIn('EMP0067');
      await page.goto('/account/sessions');
      await page.getByRole('button', { name: 'End all others' }).click();
      await expect(page.getByText('All others are ended')).toBeVisible();
      for (const other of others) {
        await other.goto('/');
        await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      }
    });
  });
}

test('a board member’s new password takes a second person', async ({ page, signIn, enter, visitor }) => {
  await signIn('EMP0004', 'HR');
  await page.goto('/people/2');
  await page.getByRole('button', { name: 'Make a link for a new password' }).click();
  await expect(page.getByText('does not work yet')).toBeVisible();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  const owner = await visitor();
  await owner.goto(link);
  await expect(owner.getByRole('heading', { name: 'This link does not work any more' })).toBeVisible();
  await page.goto('/people/resets');
  await expect(page.getByText('somebody else has to agree')).toBeVisible();

  const director = await enter('EMP0001', 'General director');
  await director.getByRole('link', { name: /^Open\s*: Agree to a new way in/ }).click();
  await director.getByRole('button', { name: /^Agree\s*:/ }).click();
  await expect(director.getByText('You agreed')).toBeVisible();

  await owner.goto(link);
  await owner.getByLabel('New password', { exact: true }).fill('tulip kettle orbit');
  await owner.getByLabel('New password again').fill('tulip kettle orbit');
  await owner.getByRole('button', { name: 'Save password and sign in' }).click();
  await expect(owner.getByRole('heading', { name: /^Hello, / })).toBeVisible();
  await expect(owner.getByText('asked for a new way in to your account').first()).toBeAttached();
});

test('a common password is refused beside its field', async ({ page, signIn }) => {
  await signIn('EMP0067');
  await page.goto('/password');
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByLabel('New password', { exact: true }).fill('Summer-2026!!!');
  await page.getByLabel('New password again').fill('Summer-2026!!!');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('easy to guess')).toBeVisible();
});

test('somebody who clicks as fast as pages come is never too fast', async ({ demo, page, signIn, complaints }) => {
  await demo.stop();
  demo.env.REQUESTS_PER_SECOND = '10';
  demo.env.REQUESTS_BURST = '20';
  await demo.start();
  await signIn('EMP0004', 'HR');
  const navigation = page.getByRole('navigation', { name: 'Navigation' });
  for (let round = 0; round < 3; round += 1) {
    for (const name of ['Departments', 'People', 'Fiscal years', 'My targets', 'Home', 'Rank tables']) {
      await navigation.getByRole('link', { name, exact: false }).first().click();
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('That was too fast for us');
    }
  }
  expectQuietConsole(complaints);
});
