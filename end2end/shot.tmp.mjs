import { chromium } from '@playwright/test';
const [,, login, role, scheme, width, out, ...paths] = process.argv;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
const page = await browser.newPage({ viewport: { width: +width, height: 900 }, colorScheme: scheme });
page.on('console', m => { if (['error','warning'].includes(m.type())) console.log('CONSOLE', m.text().slice(0,400)); });
page.on('pageerror', e => console.log('PAGEERROR', String(e).slice(0,400)));
const url = process.env.URL0 || 'http://127.0.0.1:3100';
let bytes = 0, n = 0;
page.on('response', async r => { n++; });
await page.goto(url + '/sign-in');
await page.screenshot({ path: `/tmp/shots/${out}-signin.png` });
await page.getByLabel('Employee id or email').fill(login);
await page.getByLabel('Password', { exact: true }).fill('try-the-demo-2026');
await page.getByRole('button', { name: 'Sign in', exact: true }).click();
await page.waitForLoadState('load');
if (role !== '-') {
  await page.locator('summary.menu__button').last().click();
  await page.getByRole('button', { name: role, exact: true }).click();
  await page.waitForLoadState('load');
}
for (const [i, p] of paths.entries()) {
  n = 0;
  const t = Date.now();
  await page.goto(url + p);
  await page.waitForLoadState('load');
  await page.waitForTimeout(1200);
  console.log(p, page.url(), 'requests', n);
  await page.screenshot({ path: `/tmp/shots/${out}-${i}.png`, fullPage: true });
}
await browser.close();
