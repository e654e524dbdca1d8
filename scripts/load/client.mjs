// A person at a browser, without the browser: signs in, keeps the cookie, saves drafts as the page does.
import { randomBytes } from 'node:crypto';

import { execFileSync } from 'node:child_process';

export const PASSWORD = 'try-the-demo-2026';
const FORM = 'application/x-www-form-urlencoded';

export class Person {
  constructor(url, login) {
    Object.assign(this, { url, login, cookie: '', acknowledged: 0, version: 0, text: '', took: [], patience: 60_000 });
  }

  async post(path, type, body) {
    const answer = await fetch(`${this.url}/api/${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': type, accept: 'application/json', origin: this.url, cookie: this.cookie },
      body,
      signal: AbortSignal.timeout(this.patience),
    });
    const set = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('pa_session='));
    if (set) [this.cookie] = set.split(';');
    return answer;
  }

  async json(path, body) {
    const answer = await this.post(path, 'application/json', JSON.stringify(body));
    const text = await answer.text();
    if (!answer.ok) throw Object.assign(new Error(`${path} as ${this.login}: ${answer.status} ${text.slice(0, 200)}`), { status: answer.status });
    return JSON.parse(text);
  }

  async signIn() {
    const answer = await this.post('sign-in', FORM, new URLSearchParams({ login: this.login, password: PASSWORD }));
    if (!answer.ok) throw new Error(`${this.login} cannot sign in: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
    const session = await this.json('session', {});
    this.stamp = `${session.person_id}.${session.role}`;
    return this;
  }

  async actAs(role) {
    await (await this.post('switch-role', FORM, new URLSearchParams({ role, acting_as: this.stamp }))).arrayBuffer();
    this.stamp = `${this.stamp.split('.')[0]}.${role}`;
    return this;
  }

  async openDraft() {
    const { set } = await this.json('my-targets', {});
    if (!set?.editable) return false;
    Object.assign(this, { set: set.head.set, version: set.version, startVersion: set.version, text: set.draft.current_role });
    return true;
  }

  // A review of this manager's team that is being written.
  async openReview() {
    const { rows } = await this.json('team-results', {});
    return rows.find((row) => row.head.state === 'manager_eval_in_progress').head.review;
  }

  // One autosave. `saveId` stays the same until it is answered, as in the page.
  async save(text, saveId = randomBytes(12).toString('hex')) {
    const patch = { changes: [{ field: 'CurrentRole', was: this.text, now: text }] };
    const began = performance.now();
    const outcome = await this.json('save-draft', { set: this.set, save_id: saveId, patch, acting_as: this.stamp });
    this.took.push(performance.now() - began);
    if (outcome.conflicts.length) throw new Error(`${this.login}: an unexpected conflict`);
    Object.assign(this, { text, version: outcome.version });
    this.acknowledged += 1;
  }
}

// Every set of this year a draft, and everybody an account: the load is people writing, not people waiting. For both databases.
export const DRAFTS = `
UPDATE target_revisions SET state = 'draft' WHERE set_id IN (SELECT id FROM target_sets WHERE fiscal_year_id = (SELECT MAX(id) FROM fiscal_years));
UPDATE target_sets SET exempt_at = NULL, exempt_reason = NULL;
INSERT INTO accounts (person_id, password_hash, must_change, created_at)
  SELECT p.id, (SELECT password_hash FROM accounts LIMIT 1), false, 1 FROM people p WHERE true ON CONFLICT DO NOTHING;`;

function makeDrafts(server) {
  const path = server.env.DATABASE_URL.replace('file:', '');
  execFileSync('python3', ['-c', 'import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=20).executescript(sys.argv[2])', path, DRAFTS]);
}

export function integrity(server) {
  const path = server.env.DATABASE_URL.replace('file:', '');
  const check = 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("PRAGMA integrity_check").fetchone()[0])';
  return execFileSync('python3', ['-c', check, path], { encoding: 'utf8' }).trim();
}

export const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
export const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// Everybody of the demo company who has an open draft, signed in. `make` gives the person of an employee id and a number.
export async function signedIn(count, make) {
  const people = [];
  for (let n = 1; people.length < count && n <= 200; n += 1) {
    const person = make(`EMP${String(n).padStart(4, '0')}`, n);
    try {
      await person.signIn();
    } catch {
      continue; // not invited yet
    }
    if (await person.openDraft()) people.push(person);
  }
  return people;
}

// The same on a scratch SQLite database, whose sets are made drafts first.
export async function everybody(server, count) {
  makeDrafts(server);
  return signedIn(count, (login) => new Person(server.url, login));
}

// Whose draft is not exactly what was acknowledged: another text, or written more or less often.
export async function notAsAcknowledged(people) {
  let wrong = 0;
  for (const person of people) {
    const { set } = await person.json('my-targets', {});
    if (set.draft.current_role === person.text && set.version - person.startVersion === person.acknowledged) continue;
    wrong += 1;
    console.error(`${person.login}: version ${set.version} after ${person.startVersion} and ${person.acknowledged} saves, “${set.draft.current_role}”`);
  }
  return wrong;
}

export const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
