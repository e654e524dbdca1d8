// R18 by the clock: does the time of an answer tell its owner whether the reviewer has begun, and how much was written?
// Two people whose reviews stand in the same state ask for the same pages in turns, one with an empty reviewer's half and one with a full
// one; then the halves are changed over, so that what differs between the two people cancels out.
//   node scripts/load/secrecy.mjs --runs 300
import { execFileSync } from 'node:child_process';
import { Server } from '../../end2end/fixtures/server.js';
import { Person, option, percentile } from './client.mjs';

const PAGES = ['/', '/review', '/targets', '/help'];
const FUNCTIONS = ['my-review', 'home'];
const LONG = 'canary '.repeat(1400);

// Two employees whose review is being evaluated; both can sign in.
const FIND = `
import sqlite3, sys
with sqlite3.connect(sys.argv[1], timeout=20) as db:
    rows = db.execute("""SELECT p.employee_no, w.id FROM reviews w JOIN target_sets s ON s.id = w.set_id JOIN people p ON p.id = s.person_id
        JOIN phase_windows f ON f.fiscal_year_id = s.fiscal_year_id AND f.phase = 'evaluation' AND f.closed_at IS NULL
        WHERE w.state = 'manager_eval_in_progress' AND w.self_submitted_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM people r WHERE r.manager_id = p.id)
        ORDER BY p.id LIMIT 2""").fetchall()
    for no, _ in rows:
        db.execute("""INSERT OR IGNORE INTO accounts (person_id, password_hash, must_change, created_at)
            SELECT id, (SELECT password_hash FROM accounts LIMIT 1), 0, 1 FROM people WHERE employee_no = ?""", (no,))
    print(' '.join(f'{no}:{review}' for no, review in rows))
`;

const FILL = `
import sqlite3, sys
path, empty, full, text = sys.argv[1:5]
with sqlite3.connect(path, timeout=20) as db:
    db.execute("UPDATE reviews SET manager_draft = '', manager_version = 0, manager_saved_at = NULL, summary = '' WHERE id = ?", (empty,))
    db.execute("UPDATE review_items SET rating = NULL, comment = '' WHERE review_id = ?", (empty,))
    db.execute("UPDATE reviews SET manager_draft = ?, manager_version = 40, manager_saved_at = 1, summary = ? WHERE id = ?", (text, text, full))
    db.execute("UPDATE review_items SET rating = 5, comment = ? WHERE review_id = ?", (text, full))
`;

const python = (server, script, ...args) =>
  execFileSync('python3', ['-c', script, server.env.DATABASE_URL.replace('file:', ''), ...args], { encoding: 'utf8' }).trim();

async function ask(person, path) {
  const began = performance.now();
  const text = path.startsWith('/')
    ? await (await fetch(person.url + path, { headers: { cookie: person.cookie, accept: 'text/html' } })).text()
    : JSON.stringify(await person.json(path, {}));
  const took = performance.now() - began;
  if (text.includes('canary')) throw new Error(`${path} showed the reviewer's half to its owner`);
  return took;
}

const median = (values) => percentile([...values].sort((a, b) => a - b), 0.5);

// Rows of: what was asked for, milliseconds with the reviewer's half empty and full.
export async function measureSecrecy(runs) {
  const server = await Server.create({ demo: true });
  try {
    const found = python(server, FIND).split(' ').map((pair) => pair.split(':'));
    if (found.length !== 2) throw new Error('the demo data has no two reviews in evaluation');
    const people = [];
    for (const [login] of found) people.push(await new Person(server.url, login).signIn());
    const took = new Map([...PAGES, ...FUNCTIONS].map((path) => [path, [[[], []], [[], []]]]));
    for (const full of [0, 1]) {
      python(server, FILL, found[1 - full][1], found[full][1], LONG);
      for (let run = 0; run < runs; run += 1) {
        for (const [path, times] of took) {
          for (const who of run % 2 ? [0, 1] : [1, 0]) times[full][who].push(await ask(people[who], path));
        }
      }
    }
    return [...took].map(([path, times]) => ({
      path,
      empty: (median(times[0][1]) + median(times[1][0])) / 2,
      full: (median(times[0][0]) + median(times[1][1])) / 2,
    }));
  } finally {
    await server.remove();
  }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  for (const { path, empty, full } of await measureSecrecy(Number(option('runs', 300)))) {
    console.log(`${path.padEnd(12)} empty: ${empty.toFixed(2)} ms, full: ${full.toFixed(2)} ms, ×${(full / empty).toFixed(3)}`);
  }
}
