// A server that is told to leave (O4): not ready at once, still answering while the balancer learns, then gone, and nobody cut off.
import { test, expect } from '@playwright/test';
import { Server } from '../fixtures/server.js';

const DRAIN = 1200;

test('SIGTERM drains', async () => {
  const server = await Server.create({ env: { DRAIN_MS: String(DRAIN) } });
  const answers = [];
  const failures = [];
  let told = null;
  // Ten visitors who ask again and again until nobody answers any more.
  const visit = async () => {
    for (;;) {
      try {
        const answer = await fetch(`${server.url}/sign-in`);
        await answer.text();
        answers.push({ status: answer.status, at: Date.now() });
      } catch {
        failures.push(Date.now());
        return;
      }
    }
  };
  const visitors = Array.from({ length: 10 }, visit);
  await expect.poll(() => answers.length).toBeGreaterThan(50);
  const exit = new Promise((resolve) => { server.process.once('exit', (code, signal) => resolve({ code, signal })); });
  told = Date.now();
  server.process.kill('SIGTERM');
  await expect.poll(async () => (await fetch(`${server.url}/api/health/ready`)).status).toBe(503);
  expect((await fetch(`${server.url}/api/health/live`)).status).toBe(200);
  expect(Date.now() - told).toBeLessThan(DRAIN);
  await Promise.all(visitors);
  expect(await exit).toEqual({ code: 0, signal: null });
  expect(Date.now() - told).toBeLessThan(25_000);
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect(answers.filter(({ at }) => at > told).length).toBeGreaterThan(20);
  expect(Math.min(...failures) - told).toBeGreaterThanOrEqual(DRAIN - 50);
  await server.remove();
});
