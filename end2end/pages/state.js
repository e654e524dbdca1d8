// Where a set stands, as its page says it.
import { expect } from '@playwright/test';

const STEPS = ['Draft', 'With manager', 'Approved by manager', 'With HR', 'Approved by HR', 'Target setting complete'];

// The badge beside the title. The steps of the way below it bear some of the same words.
export async function expectState(page, state) {
  await expect(page.getByText(state, { exact: true })).toHaveCount(STEPS.includes(state) ? 2 : 1);
}
