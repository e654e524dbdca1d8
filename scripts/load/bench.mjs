// Measures and prints the table of docs/benchmarks.md. Every row stands beside its reference from the same run.
//   CHROMIUM=… PA_BIN=… PA_BARE=… SITE_ROOT=… node scripts/load/bench.mjs
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Server } from '../../end2end/fixtures/server.js';
import { Person, everybody } from './client.mjs';
import { measureGrowth, measureTeams } from './growth.mjs';
import { measureImport } from './importing.mjs';
import { measurePages } from './pages.mjs';
import { measureSecrecy } from './secrecy.mjs';
import { siege } from './siege.mjs';

// The system this one replaces, measured once on such a machine.
const ORIGINAL = { requests: 165, p99: 525, memory: 299 };
const rss = (pid) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
const ms = (value) => `${value.toFixed(1)} ms`;

function wrk(url, cookie) {
  const out = execFileSync('wrk', ['-t1', '-c32', '-d8s', '--latency', '-H', `Cookie: ${cookie}`, url], { encoding: 'utf8' });
  const unit = { us: 0.001, ms: 1, s: 1000 };
  const [, value, scale] = /99%\s+([\d.]+)(us|ms|s)/.exec(out);
  const bad = /Non-2xx or 3xx responses: (\d+)/.exec(out);
  if (bad) throw new Error(`${url}: ${bad[0]}`);
  return { requests: Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]), p99: Number(value) * unit[scale] };
}

const rows = [];
const row = (what, measured, reference) => { rows.push([what, measured, reference]); console.log(`${what}: ${measured}  [${reference}]`); };

const began = performance.now();
const server = await Server.create({ demo: true });
await server.stop();
const start = performance.now();
await server.start();
row('Process start to ready', ms(performance.now() - start), 'must ≤ 500 ms');
row('Memory, idle', `${rss(server.process.pid).toFixed(0)} MB`, 'must ≤ 30 MB');

const employee = await new Person(server.url, 'EMP0049').signIn();
const bare = spawn(process.env.PA_BARE, [], { env: { ...server.env, PORT: '0', BARE_PERSON: 'EMP0049' }, stdio: ['ignore', 'pipe', 'inherit'] });
const bareUrl = await new Promise((resolve) => { bare.stdout.once('data', (line) => resolve(String(line).trim())); });
for (const [name, path] of [['Dashboard', '/'], ['Target page', '/targets']]) {
  const ours = wrk(server.url + path, employee.cookie);
  const theirs = wrk(bareUrl + path, employee.cookie);
  row(`${name}, requests/s at 32 connections`, ours.requests.toFixed(0), `${theirs.requests.toFixed(0)} bare, ${((100 * ours.requests) / theirs.requests).toFixed(0)} %; original ${ORIGINAL.requests}`);
  row(`${name}, p99`, ms(ours.p99), `${ms(theirs.p99)} bare; original ${ORIGINAL.p99} ms`);
}
bare.kill();
row('Memory, after load', `${rss(server.process.pid).toFixed(0)} MB`, `must ≤ 100 MB; original ${ORIGINAL.memory} MB`);

for (const [path, bytes, took] of await measurePages(server, Person)) {
  row(`First visit ${path}`, `${(bytes / 1000).toFixed(0)} KB${took === null ? '' : `, hydrated after ${took.toFixed(0)} ms`}`, 'must ≤ 250 KB sign-in, 330 KB any page, 700 ms');
}
const people = await everybody(server, 200);
const saves = await siege(server, people, 24);
row(`${people.length} people autosaving, SQLite`, `p50 ${ms(saves.p50)}, p99 ${ms(saves.p99)}`, `must p99 ≤ 100 ms; ${saves.wrong} lost or doubled, ${saves.failed} failed of ${saves.saves}`);
await server.remove();

for (const { name, small, large, first } of await measureGrowth(20_000, 15)) {
  row(`Page of a company of 20,000: ${name}`, `${ms(large)}, ×${(large / small).toFixed(2)}; first time ${ms(first)}`, `${ms(small)} at 200; must ≤ ×1.5`);
}
for (const { path, five, forty, opening: [few, many] } of await measureTeams(15)) {
  row(`${path} with 40 reports`, `server ${ms(forty)}, usable after ${ms(many)}, ×${(many / few).toFixed(2)}`, `${ms(five)} and ${ms(few)} with 5`);
}

const { compared, applied, memory } = await measureImport(20_000);
row('Import of 20,000 employees by page', `compared after ${compared.toFixed(1)} s, applied after ${applied.toFixed(1)} s; +${memory.toFixed(0)} MiB`, 'must ≤ 20 s, +64 MiB');

for (const { path, empty, full } of await measureSecrecy(200)) {
  row(`Own ${path}, the reviewer's half full`, `${full.toFixed(2)} ms, ×${(full / empty).toFixed(3)}`, `${empty.toFixed(2)} ms with it empty (R18)`);
}

const table = rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const text = `# Benchmarks\n\nWritten by \`make bench\`: release build, SQLite, demo company of 200, everything on one machine. Figures move with the machine;\nthe reference beside each was measured in the same run or is a recorded constant.\n\n| what | measured | reference |\n| --- | --- | --- |\n${table}\n`;
writeFileSync(new URL('../../docs/benchmarks.md', import.meta.url), text);
console.log(`done in ${((performance.now() - began) / 1000).toFixed(0)} s`);
