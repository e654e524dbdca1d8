// The same pages of a company of 200 and of one of 20,000, one request after the other: how long the server takes for each.
// And one page of a manager of 40 against that of a manager of 5.
//   node scripts/load/growth.mjs --people 20000 --runs 15
import { Server } from '../../end2end/fixtures/server.js';
import { MANAGER, resizeTeam } from '../../end2end/fixtures/teams.js';
import { Person, option, percentile } from './client.mjs';
import { launch, opened } from './pages.mjs';

// Who asks, as what, for which page, and what it is called.
const PAGES = [
  ['EMP0004', 'hr_admin', '/', 'home, HR'],
  ['EMP0004', 'hr_admin', '/departments', 'departments'],
  ['EMP0004', 'hr_admin', '/departments/sets', 'list of sets'],
  ['EMP0004', 'hr_admin', '/departments/sets?state=submitted_to_hr&page=2', 'list of sets, filtered'],
  ['EMP0004', 'hr_admin', '/people', 'directory'],
  ['EMP0004', 'hr_admin', '/people?sort=department', 'directory, by department'],
  ['EMP0004', 'hr_admin', '/people?q=mori', 'directory, searched'],
  ['EMP0004', 'hr_admin', '/results', 'results, HR'],
  ['EMP0004', 'hr_admin', '/results?marked=1', 'results, marked people'],
  ['EMP0004', 'hr_admin', '/delegation', 'delegation, HR'],
  ['EMP0004', 'hr_admin', '/people/chart', 'organisation chart'],
  ['EMP0004', 'hr_admin', '/people/chart?q=mori', 'organisation chart, searched'],
  ['EMP0004', 'hr_admin', '/people/transfers', 'transfers'],
  ['EMP0004', 'hr_admin', '/audit', 'audit log'],
  ['EMP0004', 'hr_admin', '/audit?who=EMP0046&kind=target_set', 'audit log, narrowed'],
  ['EMP0004', 'hr_admin', '/audit?q=deadline', 'audit log, searched'],
  ['EMP0002', 'board_member', '/results', 'results, board'],
  ['EMP0046', 'manager', '/', 'home, manager'],
  ['EMP0046', 'manager', '/delegation', 'delegation, manager'],
  ['EMP0046', 'manager', '/team', 'team'],
  ['EMP0046', 'manager', '/team/results', 'team results'],
  ['EMP0049', 'employee', '/', 'home, employee'],
];

async function load(server, cookie, path) {
  const began = performance.now();
  const answer = await fetch(server.url + path, { headers: { cookie, accept: 'text/html' } });
  const bytes = (await answer.text()).length;
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return { took: performance.now() - began, bytes };
}

const median = (runs) => percentile(runs.map(({ took }) => took).sort((a, b) => a - b), 0.5);

// Requests of all cases take turns, so that a busy moment of the machine meets each alike.
async function inTurns(cases, runs) {
  for (let run = 0; run < runs; run += 1) {
    for (const one of cases) one.runs.push(await load(one.server, one.cookie, one.path));
  }
}

async function signedIn(server, login, role) {
  const person = await new Person(server.url, login).signIn();
  if (role !== 'employee') await person.actAs(role);
  return person.cookie;
}

// Answers rows of: page, milliseconds in the small company, in the large one, the first time in the large one.
export async function measureGrowth(people, runs) {
  const [small, large] = [await Server.create({ demo: true }), await Server.create({ demo: true, people })];
  try {
    const rows = [];
    for (const [login, role, path, name] of PAGES) {
      const cases = [];
      for (const server of [small, large]) cases.push({ server, cookie: await signedIn(server, login, role), path, runs: [] });
      const [, first] = [await load(small, cases[0].cookie, path), await load(large, cases[1].cookie, path)];
      await inTurns(cases, runs);
      rows.push({ name, small: median(cases[0].runs), large: median(cases[1].runs), first: first.took });
    }
    return rows;
  } finally {
    await small.remove();
    await large.remove();
  }
}

// The server's time for the pages of a team of 5 and of one of 40, and, where there is a browser, until they react in it.
export async function measureTeams(runs) {
  const browser = process.env.CHROMIUM ? await launch() : null;
  const servers = [await Server.create({ demo: true }), await Server.create({ demo: true })];
  try {
    for (const [n, size] of [5, 40].entries()) await resizeTeam(servers[n], size);
    const rows = [];
    for (const path of ['/team', '/team/results']) {
      const cases = [];
      for (const server of servers) cases.push({ server, cookie: await signedIn(server, MANAGER, 'manager'), path, runs: [] });
      await inTurns(cases, runs);
      const opening = [[], []];
      for (let run = 0; browser && run < Math.min(runs, 7); run += 1) {
        for (const [n, one] of cases.entries()) opening[n].push({ took: await opened(browser, one.server, one.cookie, path) });
      }
      rows.push({ path, five: median(cases[0].runs), forty: median(cases[1].runs), opening: opening.map(median) });
    }
    return rows;
  } finally {
    await browser?.close();
    for (const server of servers) await server.remove();
  }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [people, runs] = [Number(option('people', 20_000)), Number(option('runs', 15))];
  for (const { name, small, large, first } of await measureGrowth(people, runs)) {
    console.log(`${name.padEnd(26)} 200: ${small.toFixed(1)} ms, ${people}: ${large.toFixed(1)} ms, ×${(large / small).toFixed(2)} (first ${first.toFixed(0)} ms)`);
  }
  for (const { path, five, forty, opening: [few, many] } of await measureTeams(runs)) {
    const shown = few ? `; in the browser ${few.toFixed(0)} and ${many.toFixed(0)} ms, ×${(many / few).toFixed(2)}` : '';
    console.log(`${path.padEnd(26)} 5 reports: ${five.toFixed(1)} ms, 40: ${forty.toFixed(1)} ms, ×${(forty / five).toFixed(2)}${shown}`);
  }
}
