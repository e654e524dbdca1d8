// A year of many reviews is closed; the server is killed without warning again and again while the job runs, and started again.
// Every review is archived whole, once, or not at all; the page says how far it is; somebody's autosaves go on meanwhile.
//   node scripts/load/closing.mjs --people 20000 --kills 20
import { execFileSync } from 'node:child_process';
import { Server } from '../../end2end/fixtures/server.js';
import { Person, integrity, option, pause, percentile } from './client.mjs';

const people = Number(option('people', 2000));
const kills = Number(option('kills', 3));
const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1);

// How the year stands in the database itself. A review is whole when its state, its history, the audit chain and the notice to its
// owner agree; `half` counts those that are not.
const STANDING = `
import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=20)
year, hr = int(sys.argv[2]), int(sys.argv[3])
db.executescript(f"""
CREATE TEMP TABLE of_year AS SELECT w.id, w.state, s.person_id FROM reviews w JOIN target_sets s ON s.id = w.set_id WHERE s.fiscal_year_id = {year};
CREATE TEMP TABLE history AS SELECT review_id AS id, COUNT(*) AS times, MAX(action) AS action, MAX(from_state) AS came_from, MAX(to_state) AS went_to
  FROM review_events WHERE action IN ('archive', 'close_unfinished') AND review_id IN (SELECT id FROM of_year) GROUP BY review_id;
CREATE TEMP TABLE chain AS SELECT subject_id AS id, COUNT(*) AS times FROM audit_entries
  WHERE subject_kind = 'review' AND action IN ('archive', 'close_unfinished') AND subject_id IN (SELECT id FROM of_year) GROUP BY subject_id;
CREATE TEMP TABLE told AS SELECT review_id AS id, COUNT(*) AS times FROM notices
  WHERE kind = 'close_unfinished' AND review_id IN (SELECT id FROM of_year) GROUP BY review_id;
""")
whole = db.execute("SELECT COUNT(*) FROM of_year").fetchone()[0]
closed = db.execute("SELECT COUNT(*) FROM of_year WHERE state IN ('archived', 'not_assessed')").fetchone()[0]
half = db.execute("""
SELECT COUNT(*) FROM of_year w LEFT JOIN history h ON h.id = w.id LEFT JOIN chain c ON c.id = w.id LEFT JOIN told t ON t.id = w.id
WHERE CASE WHEN w.state IN ('archived', 'not_assessed')
  THEN NOT (COALESCE(h.times, 0) = 1 AND COALESCE(c.times, 0) = 1 AND h.went_to = w.state
    AND w.state = CASE WHEN h.came_from IN ('feedback_delivered', 'board_approved') THEN 'archived' ELSE 'not_assessed' END
    AND COALESCE(t.times, 0) = CASE WHEN h.action = 'close_unfinished' AND w.person_id <> ? THEN 1 ELSE 0 END)
  ELSE COALESCE(h.times, 0) + COALESCE(c.times, 0) + COALESCE(t.times, 0) > 0 END""", (hr,)).fetchone()[0]
finished = db.execute("SELECT COUNT(*) FROM year_closings WHERE fiscal_year_id = ? AND finished_at IS NOT NULL", (year,)).fetchone()[0]
print(json.dumps({"whole": whole, "closed": closed, "half": half, "finished": finished}))
`;

function standing(server, year, hr) {
  const path = server.env.DATABASE_URL.replace('file:', '');
  return JSON.parse(execFileSync('python3', ['-c', STANDING, path, String(year), String(hr)], { encoding: 'utf8' }));
}

function check(server, year, hr, when) {
  const found = standing(server, year, hr);
  const verified = server.run('audit', 'verify');
  const health = integrity(server);
  if (found.half > 0 || health !== 'ok' || !verified.includes('whole')) {
    throw new Error(`${when}: ${found.half} reviews half archived; ${health}; ${verified}`);
  }
  return found;
}

const beganAt = performance.now();
const server = await Server.create({ demo: true, people });
try {
  console.log(`${people} people seeded and served after ${seconds(beganAt)} s`);
  const hr = await (await new Person(server.url, 'EMP0004').signIn()).actAs('hr_admin');
  const writer = await new Person(server.url, 'EMP0049').signIn();
  if (!await writer.openDraft()) throw new Error('EMP0049 has nothing to write');
  const person = Number(hr.stamp.split('.')[0]);
  const closing = async () => (await hr.json('years', {})).find(({ year }) => year.id === closed.id).closing;
  const [{ year: closed, closing: before }] = (await hr.json('years', {})).filter((one) => one.closing.may_close);
  const form = { year: String(closed.id), reason: 'The year is over.', confirm: closed.name, anyway: '1', acting_as: hr.stamp };
  const asked = performance.now();
  const answer = await hr.post('close-year', 'application/x-www-form-urlencoded', new URLSearchParams(form));
  if (!answer.ok) throw new Error(`close-year: ${answer.status} ${await answer.text()}`);
  console.log(`${before.total} reviews, closing ${closed.name}: answered after ${seconds(asked)} s`);

  let last = 0;
  let hits = 0;
  // Short at first, so that small years are hit too; each is killed at another moment of its work.
  for (let kill = 1; kill <= kills; kill += 1) {
    await pause(20 + Math.random() * Math.min(600, 40 * (people / 1000)));
    await server.stop('SIGKILL');
    const { whole, closed: done, finished } = check(server, closed.id, person, `after kill ${kill}`);
    if (whole !== before.total || done < last) throw new Error(`kill ${kill}: ${done} of ${whole} closed, ${last} before`);
    if (!finished) hits += 1;
    last = done;
    server.launch();
    // Some are killed before they serve, others while they do.
    if (kill === kills || Math.random() < 0.5) await server.ready();
  }
  await server.ready();
  const resumed = performance.now();
  const seen = [];
  let closedNow = false;
  const writing = (async () => {
    for (let n = 0; !closedNow; n += 1) await writer.save(`EMP0049 writes while the year is closed, number ${n}`);
  })();
  for (let page = ''; !page.includes('http-equiv="refresh"'); ) {
    const now = await closing();
    seen.push(now.done);
    if (now.closed) break;
    page = await (await fetch(`${server.url}/years`, { headers: { cookie: hr.cookie, accept: 'text/html' } })).text();
  }
  for (;;) {
    const now = await closing();
    seen.push(now.done);
    if (now.closed) break;
    await pause(20);
    if (seconds(resumed) > 300) throw new Error(`not finished after five minutes: ${now.done} of ${now.total}`);
  }
  const took = seconds(resumed);
  closedNow = true;
  await writing;
  if (seen.some((done, n) => n > 0 && done < seen[n - 1]) || seen.at(-1) !== before.total) throw new Error(`the page counted ${seen}`);
  const { set } = await writer.json('my-targets', {});
  if (writer.acknowledged && set.draft.current_role !== writer.text) throw new Error('an autosave was lost');
  const saves = [...writer.took].sort((a, b) => a - b);
  const { whole, closed: done, half, finished } = check(server, closed.id, person, 'at the end');
  if (done !== whole || !finished) throw new Error(`${done} of ${whole} closed, finished: ${finished}`);
  if (hits < Math.min(kills, 1)) throw new Error('the job was over before the first kill: nothing was tried');
  console.log(`the last ${done - last} took ${took} s; progress was read ${seen.length} times; ${saves.length} autosaves meanwhile, p50 ${percentile(saves, 0.5).toFixed(0)} ms, max ${(saves.at(-1) ?? 0).toFixed(0)} ms`);
  console.log(`${whole} reviews closed, ${kills} kills of which ${hits} in the middle; ${half} half archived, none twice; database and audit chain whole after each`);
} finally {
  await server.remove();
}
