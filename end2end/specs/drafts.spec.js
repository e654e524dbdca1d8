// A draft that saves itself, and never loses a word (R10, R48).
import { test, expect, hydrated, expectQuietConsole } from '../fixtures/test.js';
import { TargetsPage } from '../pages/targets.js';

let targets;

test.beforeEach(async ({ page, signIn }) => {
  await signIn('EMP0067', 'Employee');
  targets = new TargetsPage(page);
  await targets.open();
  await hydrated(page);
});

test('saves by itself, and a reload shows what was saved', async ({ page, complaints }) => {
  await targets.role.fill('I run the checkout.');
  await expect(targets.says('Not saved yet')).toBeVisible();
  await expect(targets.save).toBeEnabled();
  await targets.expectSaved();
  await page.reload();
  await expect(targets.role).toHaveValue('I run the checkout.');
  expectQuietConsole(complaints);
});

test('leaving the page saves', async ({ page }) => {
  await targets.role.fill('typed just before leaving');
  await page.getByRole('link', { name: 'Home' }).click();
  await expect(page.getByRole('heading', { name: /^Hello/ })).toBeVisible();
  await page.getByRole('link', { name: 'My targets' }).click();
  await expect(targets.role).toHaveValue('typed just before leaving');
});

test.describe('two tabs on one draft', () => {
  let other;

  test.beforeEach(async ({ context }) => {
    other = new TargetsPage(await context.newPage());
    await other.open();
    await hydrated(other.page);
  });

  test('changes of different fields are merged', async () => {
    await other.goal.fill('from the other tab');
    await other.saveNow();
    await targets.role.fill('from this tab');
    await targets.saveNow();
    await expect(targets.goal).toHaveValue('from the other tab');
    await expect(targets.role).toHaveValue('from this tab');
  });

  test('two texts for one field are both shown, and mine can be kept', async ({ enter }) => {
    await other.role.fill('from the other tab');
    await other.saveNow();
    await targets.role.fill('from this tab');
    await targets.page.keyboard.press('Control+s');
    await expect(targets.says('One field was changed twice')).toBeVisible();
    const conflict = targets.conflict('Current role');
    await expect(conflict).toContainText('from this tab');
    await expect(conflict).toContainText('from the other tab');
    // The other tab finds what waits in this browser, and asks as well: the server keeps the other text until somebody picks.
    await other.page.reload();
    await hydrated(other.page);
    await expect(other.conflict('Current role')).toContainText('from the other tab');
    const elsewhere = new TargetsPage(await enter('EMP0067', 'Employee'));
    await elsewhere.open();
    await hydrated(elsewhere.page);
    await expect(elsewhere.role).toHaveValue('from the other tab');
    await conflict.getByRole('button', { name: 'Keep yours' }).click();
    await targets.expectSaved();
    await expect(conflict).toBeHidden();
    await other.page.reload();
    await expect(other.role).toHaveValue('from this tab');
  });

  test('two texts for one field are both shown, and the other can be taken', async () => {
    await other.role.fill('from the other tab');
    await other.saveNow();
    await targets.role.fill('from this tab');
    await targets.page.keyboard.press('Control+s');
    await targets.conflict('Current role').getByRole('button', { name: 'Take this one' }).click();
    await expect(targets.role).toHaveValue('from the other tab');
    await targets.expectSaved();
  });

  test('with two texts for one field nothing is submitted', async () => {
    await other.role.fill('from the other tab');
    await other.saveNow();
    await targets.role.fill('from this tab');
    await targets.page.keyboard.press('Control+s');
    await expect(targets.conflict('Current role')).toBeVisible();
    await targets.submit();
    await expect(targets.page.getByRole('alert').first()).toBeVisible();
    await expect(targets.conflict('Current role')).toBeVisible();
    await targets.state('Draft');
  });
});

test.describe('without a connection', () => {
  test('what is typed is kept and sent when the server is back', async ({ demo, page }) => {
    await demo.stop('SIGKILL');
    await targets.role.fill('typed while the server was down');
    await page.keyboard.press('Control+s');
    await expect(targets.says('No connection')).toBeVisible();
    await expect(targets.role).toHaveValue('typed while the server was down');
    await demo.start();
    await targets.expectSaved();
    await page.reload();
    await expect(targets.role).toHaveValue('typed while the server was down');
  });

  test('what was never sent is back after the page was closed', async ({ demo, page, context }) => {
    await demo.stop('SIGKILL');
    await targets.role.fill('typed while the server was down');
    await page.keyboard.press('Control+s');
    await expect(targets.says('No connection')).toBeVisible();
    await page.close();
    await demo.start();
    targets = new TargetsPage(await context.newPage());
    await targets.open();
    await expect(targets.role).toHaveValue('typed while the server was down');
    await expect(targets.says('Text from your last visit was still in this browser')).toBeVisible();
    await targets.expectSaved();
  });

  test('a browser that is offline says so', async ({ page, context }) => {
    await context.setOffline(true);
    await targets.role.fill('typed offline');
    await expect(targets.says('No connection')).toBeVisible();
    await context.setOffline(false);
    await targets.expectSaved();
    await page.reload();
    await expect(targets.role).toHaveValue('typed offline');
  });
});

test('what was typed before the page woke up is kept and saved', async ({ page }) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route(/\.wasm$/, async (route) => { await held; await route.continue(); });
  await page.reload({ waitUntil: 'commit' });
  await targets.role.fill('typed very early');
  await targets.weight(1).fill('55');
  await targets.difficulty(1).selectOption('L3');
  release();
  await hydrated(page);
  await expect(targets.role).toHaveValue('typed very early');
  await targets.expectSaved();
  await page.reload();
  await expect(targets.role).toHaveValue('typed very early');
  await expect(targets.weight(1)).toHaveValue('55');
  await expect(targets.difficulty(1)).toHaveValue('L3');
});

test('a block of cells from a spreadsheet fills the grid', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(() => navigator.clipboard.writeText(
    'Move the order service\tNo downtime\t40 %\tL1\nHalve the errors\t"Below 0.5 %\nfrom October"\t35\t1.00\nTrain two\tBoth alone\t25\tL3\nA fourth\tDone\t0\tL2\n'));
  await targets.task(1).focus();
  await page.keyboard.press('Control+v');
  await expect(targets.rows).toHaveCount(4);
  await expect(targets.says('4 rows pasted.')).toBeVisible();
  await expect(targets.task(1)).toHaveValue('Move the order service');
  await expect(targets.weight(1)).toHaveValue('40');
  await expect(targets.kpi(2)).toHaveValue('Below 0.5 %\nfrom October');
  await expect(targets.difficulty(2)).toHaveValue('L2');
  await expect(targets.task(4)).toHaveValue('A fourth');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(targets.task(1)).not.toHaveValue('Move the order service');
});

test('the grid is driven from the keyboard', async ({ page }) => {
  await targets.weight(1).fill('40');
  await page.keyboard.press('Enter');
  await expect(targets.weight(2)).toBeFocused();
  await page.keyboard.type('35');
  await page.keyboard.press('ArrowDown');
  await expect(targets.weight(3)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(targets.weight(2)).toBeFocused();
  await expect(targets.weight(2)).toHaveValue('35');
  await page.keyboard.press('Tab');
  await expect(targets.difficulty(2)).toBeFocused();
  await targets.saveNow();
  await targets.weight(2).fill('99');
  await page.keyboard.press('Escape');
  await expect(targets.weight(2)).toHaveValue('35');
});

test('Enter in a text is a line break, and F2 selects it', async ({ page }) => {
  await targets.task(1).fill('one');
  await page.keyboard.press('Enter');
  await page.keyboard.type('two');
  await expect(targets.task(1)).toHaveValue('one\ntwo');
  await page.keyboard.press('F2');
  await page.keyboard.type('three');
  await expect(targets.task(1)).toHaveValue('three');
});

test('a removed target comes back by Undo', async ({ page }) => {
  await targets.task(2).fill('A target to keep');
  const before = await targets.rows.count();
  await targets.choose(2, 'Remove');
  await expect(targets.rows).toHaveCount(before - 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(targets.task(2)).toHaveValue('A target to keep');
});
