// A large demo company moves from SQLite to PostgreSQL with `copy-database`, killed in the middle: started again it finishes, and everything
// is the same on the other side. Compared here once more, by other means than the program's own.
//   node scripts/load/copying.mjs --people 20000 --years 3 --kills 2 [--source pa.db]    a source that was made before
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from '../../end2end/fixtures/server.js';
import { Person, option, pause } from './client.mjs';
import { Postgres } from './servers.mjs';

const [people, years, kills] = [option('people', '20000'), option('years', '3'), Number(option('kills', 2))];
const folder = mkdtempSync(join(tmpdir(), 'pa-copying-'));
const source = option('source', join(folder, 'pa.db'));
const secrets = { SESSION_SECRET: 'for-measurements-only-0123456789abcdef', AUDIT_KEY: 'for-measurements-only-fedcba9876543210' };
const env = { ...process.env, ...secrets, DATABASE_URL: `file:${source}`, DEMO_MODE: 'true' };
const seconds = (since) => (performance.now() - since) / 1000;

// One line for each row, in an order both databases agree on.
const SCORES = `SELECT id || ' ' || state || ' ' || COALESCE(CAST(self_score AS TEXT), '-') || ' ' || COALESCE(CAST(score AS TEXT), '-') || ' ' || COALESCE(rank, '-')
  FROM reviews ORDER BY id`;
const LOCAL = `
import hashlib, json, sqlite3, sys
db = sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True)
tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT IN ('seaql_migrations', 'copy_progress')")]
scores = [row[0] for row in db.execute(sys.argv[2])]
print(json.dumps({"counts": {name: db.execute('SELECT COUNT(*) FROM "%s"' % name).fetchone()[0] for name in tables},
  "years": db.execute("SELECT COUNT(DISTINCT s.fiscal_year_id) FROM reviews w JOIN target_sets s ON s.id = w.set_id WHERE w.score IS NOT NULL AND s.person_id > 200").fetchone()[0],
  "reviews": len(scores), "scores": hashlib.sha256("\\n".join(scores).encode()).hexdigest()}))`;
const local = () => JSON.parse(execFileSync('python3', ['-c', LOCAL, source, SCORES], { encoding: 'utf8', maxBuffer: 1 << 28 }));
const copy = (to) => ['copy-database', '--from', `file:${source}`, '--to', to];

const postgres = await Postgres.start();
const began = performance.now();
try {
  if (!existsSync(source)) execFileSync(process.env.PA_BIN, ['seed-demo', '--people', people, '--years', years], { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const before = local();
  const rows = Object.values(before.counts).reduce((sum, count) => sum + count, 0);
  console.log(`the source: ${rows} rows, ${(statSync(source).size / 1e6).toFixed(0)} MB, made in ${seconds(began).toFixed(0)} s`);

  const finished = () => { try { return Number(postgres.sql('SELECT COUNT(*) FROM copy_progress')); } catch { return 0; } };
  let killed = 0;
  for (const from = performance.now(); killed < kills; killed += 1) {
    const child = spawn(process.env.PA_BIN, copy(postgres.url), { env, stdio: 'ignore' });
    const gone = new Promise((resolve) => { child.once('exit', resolve); });
    // In the middle of another table each time.
    const steps = finished();
    while (child.exitCode === null && finished() < steps + 4 && seconds(from) < 300) await pause(20);
    await pause(100);
    child.kill('SIGKILL');
    await gone;
    if (child.signalCode !== 'SIGKILL') throw new Error('the copy was over before it could be killed');
    // Nothing is ready on half a company.
    if (killed === 0) {
      const half = new Server();
      Object.assign(half, await place(postgres.url));
      half.launch();
      let answer = '';
      for (let tries = 0; tries < 200 && !answer; tries += 1) {
        answer = await fetch(`${half.url}/api/health/ready`).then((got) => got.text(), () => '');
        await pause(50);
      }
      await half.stop('SIGKILL');
      if (answer !== 'database: a copy into it is not finished') throw new Error(`on half a copy a server says “${answer}”`);
    }
  }
  const again = performance.now();
  const done = spawnSync(process.env.PA_BIN, copy(postgres.url), { env, encoding: 'utf8', maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`started again it does not finish: ${done.stderr}`);
  const finishing = seconds(again);

  const counts = Object.fromEntries(Object.keys(before.counts).map((name) => [name, Number(postgres.sql(`SELECT COUNT(*) FROM "${name}"`))]));
  const other = Object.keys(counts).filter((name) => counts[name] !== before.counts[name]);
  if (other.length) throw new Error(`other counts: ${other.map((name) => `${name} ${before.counts[name]} → ${counts[name]}`)}`);
  const scores = postgres.sql(`SELECT encode(sha256(convert_to(string_agg(line, chr(10) ORDER BY id), 'UTF8')), 'hex') FROM (SELECT id, line FROM (${SCORES.replace('SELECT id ||', 'SELECT id, id ||').replace('\n  FROM', ' AS line FROM')}) AS lines) AS all_lines`);
  if (scores !== before.scores) throw new Error('scores and ranks are not the same');
  const verified = execFileSync(process.env.PA_BIN, ['audit', 'verify'], { env: { ...env, DATABASE_URL: postgres.url }, encoding: 'utf8' }).trim();
  const after = local();
  if (JSON.stringify(after) !== JSON.stringify(before)) throw new Error('the source was changed');

  const full = spawnSync(process.env.PA_BIN, copy(postgres.url), { env, encoding: 'utf8' });
  if (full.status !== 1 || !/not empty/.test(full.stderr)) throw new Error(`a target that is not empty: code ${full.status}, ${full.stderr}`);

  // In one piece, for the figure.
  postgres.sql('CREATE DATABASE whole');
  const whole = performance.now();
  execFileSync(process.env.PA_BIN, copy(postgres.database('whole')), { env, stdio: 'ignore' });
  const took = seconds(whole);

  const server = await Server.create({ env: { ...secrets, DATABASE_URL: postgres.url } });
  try {
    await (await new Person(server.url, 'EMP0049').signIn()).json('my-targets', {});
  } finally {
    await server.remove();
  }
  console.log(`${before.counts.people} people with ${before.years} evaluated years, ${rows} rows in ${Object.keys(counts).length} tables copied and compared in ${took.toFixed(0)} s (${(rows / took).toFixed(0)} rows/s); `
    + `after ${killed} kills finished within ${finishing.toFixed(0)} s; same counts, same ${before.reviews} scores and ranks, the source unchanged; a full target is refused; ${verified}`);
} finally {
  await postgres.remove();
  rmSync(folder, { recursive: true, force: true });
}

async function place(url) {
  const port = await (await import('../deploy/proxies/proxies.mjs')).freePort();
  return { binary: process.env.PA_BIN, port, url: `http://127.0.0.1:${port}`, env: { ...env, DATABASE_URL: url, PORT: String(port), DRAIN_MS: '0' } };
}
