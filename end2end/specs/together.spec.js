// Two who evaluate the same review at the same time: one completes it, the other is told and keeps the text.
import { test, expect, hydrated } from '../fixtures/test.js';
import { ask, everybody } from '../fixtures/functions.js';
import { EvaluationPage } from '../pages/evaluation.js';

const [HR, MANAGER] = ['EMP0004', 'EMP0046'];

test('one completes the review, the other is told and keeps what was written', async ({ enter }) => {
  const hr = await enter(HR, 'HR');
  const all = await everybody(hr);
  const { review } = all.find(({ manager, state, self }) => manager?.login === MANAGER && state === 'manager_eval_in_progress' && self);
  const [one, other] = [await enter(MANAGER, 'Manager'), await enter(MANAGER, 'Manager')];
  const [first, second] = [new EvaluationPage(one), new EvaluationPage(other)];
  for (const page of [first, second]) {
    await page.open(review);
    await hydrated(page.page);
  }
  const { targets } = await ask(one, 'review', { review });
  await first.write({ ratings: targets.map(() => 4), comments: targets.map((_, n) => `Seen in quarter ${n + 1}.`), summary: 'From the first of us.' });
  await first.complete();

  await second.summary.fill('From the other, who was slower.');
  await second.completeButton.click();
  await expect(other.getByRole('alert').filter({ hasText: 'Somebody may have moved it on meanwhile' }).first()).toBeVisible();
  await expect(second.summary).toHaveValue('From the other, who was slower.');
  await other.reload();
  await hydrated(other);
  await expect(other.getByText('Text in this browser that was never sent')).toBeVisible();
  await other.getByText('Show the text', { exact: true }).click();
  await expect(other.getByText('From the other, who was slower.').first()).toBeVisible();
  await expect(other.getByText('From the first of us.').first()).toBeVisible();
  const { manager_part: part } = await ask(one, 'review', { review });
  expect(part.content.summary).toBe('From the first of us.');
});
