// A manager of forty evaluates the whole team and hands it to HR without touching a mouse (issue 3, R17, R48).
import { test, expect, hydrated } from '../fixtures/test.js';
import { MANAGER, resizeTeam } from '../fixtures/teams.js';

const REPORTS = 40;
// So many presses of Tab lead to anything on a page.
const FAR = 120;

// Goes there as one goes with the keyboard; answers how far it was.
async function tabTo(page, target) {
  for (let presses = 1; presses <= FAR; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return presses;
  }
  throw new Error(`${target} cannot be reached with Tab`);
}

async function press(page, target) {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

// One report, from "Start" to "Complete". Where the focus is after a step is where the next one begins.
async function evaluate(page) {
  const start = page.getByRole('button', { name: 'Start the evaluation' });
  await expect(start).toBeVisible();
  await press(page, start);
  const complete = page.getByRole('button', { name: 'Complete', exact: true });
  await expect(complete).toBeVisible();
  const accept = page.getByRole('radio', { name: /^Accept/ });
  if (await accept.count()) {
    await tabTo(page, accept);
    await page.keyboard.press('Space');
  }
  const targets = await page.getByRole('article', { name: /^Target \d: / }).count();
  for (let number = 1; number <= targets; number += 1) {
    const target = page.getByRole('article', { name: new RegExp(`^Target ${number}: `) });
    await tabTo(page, target.getByRole('group', { name: `Rating of target ${number}` }).getByRole('radio').first());
    await page.keyboard.press(String(2 + (number % 4)));
    await tabTo(page, target.getByLabel('Comment', { exact: true }));
    await page.keyboard.insertText(`Seen in quarter ${number}.`);
  }
  await tabTo(page, page.getByRole('textbox', { name: 'Overall summary' }));
  await page.keyboard.insertText('A good year.');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('status').filter({ hasText: /^Saved / })).toBeVisible();
  await press(page, complete);
  await expect(page.getByText('The evaluation is complete').first()).toBeVisible();
}

test('forty reports are evaluated and submitted with the keyboard alone', async ({ demo, page, signIn }) => {
  test.setTimeout(900_000);
  await resizeTeam(demo, REPORTS, { fresh: true });
  await signIn(MANAGER, 'Manager');
  await hydrated(page);
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await hydrated(page);
  await press(page, page.getByRole('link', { name: /^Evaluation/ }).first());
  await expect(page).toHaveURL(/\/team\/results/);
  await hydrated(page);
  const names = await page.getByRole('table').getByRole('rowheader').getByRole('link').allTextContents();
  expect(names).toHaveLength(REPORTS);
  // In the order of names, as "next" goes.
  await press(page, page.getByRole('link', { name: 'Person', exact: true }));
  await expect(page).toHaveURL(/sort=person/);
  await hydrated(page);
  await press(page, page.getByRole('table').getByRole('rowheader').getByRole('link').first());
  await hydrated(page);
  await evaluate(page);
  for (let done = 2; done <= REPORTS; done += 1) {
    const before = page.url();
    // The way on has the focus: Enter goes.
    await expect(page.getByRole('link', { name: /^Next report: / }).first()).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(before);
    await evaluate(page);
  }
  await expect(page.getByRole('link', { name: 'To the team' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/team\/results/);
  await hydrated(page);
  await press(page, page.getByText('Submit team to HR', { exact: true }));
  await press(page, page.getByRole('button', { name: 'Submit now' }));
  await expect(page.getByText("Your team's evaluations are with HR").first()).toBeVisible();
  await expect(page.getByRole('table').getByText('With HR', { exact: true })).toHaveCount(REPORTS);
});
