// First visits in a real browser with an empty cache: bytes transferred, and milliseconds from navigation to hydrated.
import { createRequire } from 'node:module';

const { chromium } = createRequire(new URL('../../end2end/package.json', import.meta.url))('@playwright/test');

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const PAGES = [
  ['EMP0049', null, '/'], ['EMP0049', null, '/targets'], ['EMP0046', 'manager', '/team'], ['EMP0004', 'hr_admin', '/departments'],
  ['EMP0004', 'hr_admin', '/people'], ['EMP0004', 'hr_admin', '/years'], ['EMP0049', null, '/help'],
  ['EMP0049', null, '/review'], ['EMP0046', 'manager', '/team/results'], ['EMP0046', 'manager', '/reviews/'], ['EMP0004', 'hr_admin', '/results'],
  ['EMP0004', 'hr_admin', '/ranks'], ['EMP0046', 'manager', '/delegation'], ['EMP0004', 'hr_admin', '/delegation'], ['EMP0004', 'hr_admin', '/audit'],
  ['EMP0004', 'hr_admin', '/people/transfers'], ['EMP0004', 'hr_admin', '/people/chart'], ['EMP0004', 'hr_admin', '/people/import'],
  ['EMP0004', 'hr_admin', '/configuration'],
];

async function visit(browser, url, path, cookies) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  if (cookies) await context.addCookies(cookies);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
  const began = performance.now();
  await page.goto(url + path);
  // Signing in needs no scripts. A locator asks without `eval`, which the content security policy forbids.
  if (path !== '/sign-in') await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
  const took = performance.now() - began;
  await page.waitForLoadState('networkidle');
  await context.close();
  return { bytes, took };
}

export const launch = () => chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGS });

// Milliseconds from an empty cache to a page that reacts.
export async function opened(browser, server, cookie, path) {
  const [name, value] = cookie.split('=');
  return (await visit(browser, server.url, path, [{ name, value, url: server.url }])).took;
}

export async function measurePages(server, Person) {
  const browser = await launch();
  const rows = [];
  const signIn = await visit(browser, server.url, '/sign-in');
  rows.push(['/sign-in', signIn.bytes, null]);
  for (const [login, role, path] of PAGES) {
    const person = await new Person(server.url, login).signIn();
    if (role) await person.actAs(role);
    // The first review of the manager's team that is being written.
    const place = path === '/reviews/' ? path + await person.openReview() : path;
    const [name, value] = person.cookie.split('=');
    const runs = [];
    for (let run = 0; run < 3; run += 1) runs.push(await visit(browser, server.url, place, [{ name, value, url: server.url }]));
    runs.sort((a, b) => a.took - b.took);
    rows.push([path, runs[1].bytes, runs[1].took]);
  }
  await browser.close();
  return rows;
}

