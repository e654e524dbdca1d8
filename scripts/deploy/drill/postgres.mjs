// The disasters of the scale set-up (O14), with the application at work: the database server is destroyed and restored from the off-site
// repository of the shipped pgBackRest configuration; then the site is lost and the standby of the other one promoted.
//   PA_BIN=… node scripts/deploy/drill/postgres.mjs [--wait 70]      how long people write before the disaster, in seconds
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Person, option, pause, signedIn } from '../../load/client.mjs';
import { seed, start } from '../../load/replicas.mjs';
import { Postgres } from '../../load/servers.mjs';
import { Diary, found } from './people.mjs';

const OBJECTIVES = { rpo: 15 * 60, rto: 3600 };
const lines = [];
const wait = Number(option('wait', 10)) * 1000;
const shipped = (name) => readFileSync(new URL(`../../../deploy/${name}`, import.meta.url), 'utf8');

// Only folders, the port and the second repository differ from what is shipped.
function backRest(server) {
  const { folder } = server;
  for (const name of ['repo1', 'repo2', 'spool', 'log-backup', 'lock']) mkdirSync(join(folder, name));
  server.file = join(folder, 'pgbackrest.conf');
  writeFileSync(server.file, shipped('backup/pgbackrest.conf')
    .replaceAll('/var/lib/pgbackrest', `${folder}/repo1`).replaceAll('/var/spool/pgbackrest', `${folder}/spool`).replaceAll('/var/log/pgbackrest', `${folder}/log-backup`)
    .replace('/var/lib/postgresql/16/main', server.data).replace(/^pg1-port=.*/m, `pg1-port=${server.port}`).replaceAll('/var/run/postgresql', folder)
    .replace('repo2-type=s3', 'repo2-type=posix').replace(/^repo2-s3.*\n/gm, '').replace(/^repo2-path=.*/m, `repo2-path=${folder}/repo2`)
    .replace('[global]\n', `[global]\nlock-path=${folder}/lock\nrepo1-cipher-pass=drill-only-1\nrepo2-cipher-pass=drill-only-2\n`).replace(/^pg1-path/m, "pg1-user=pa\npg1-path"));
  if (process.getuid() === 0) execFileSync('chown', ['-R', 'postgres', folder]);
}
const rest = (server, ...args) => server.as('pgbackrest', `--config=${server.file}`, '--stanza=pa-assistant', '--log-level-console=warn', ...args);

async function working(postgres) {
  const [server] = await start(postgres, { env: { APP_BASE_URL: 'http://127.0.0.1', SIGN_IN_NETWORKS: '127.0.0.0/8=100000', REQUESTS_PER_SECOND: '1000', REQUESTS_BURST: '1000', DRAIN_MS: '0' } });
  return { server, people: await signedIn(Number(option('people', 30)), (login) => new Person(server.url, login)) };
}

// After the way back: what was lost, whether everything is whole, that work goes on.
async function afterwards(what, { server, people }, diary, at, done) {
  const rto = (done - at) / 1000;
  const { gone, seconds } = diary.lost(await found(people), at);
  const audit = server.run('audit', 'verify').trim();
  if (!audit.includes('whole')) throw new Error(audit);
  for (const person of people) await person.openDraft();
  await people[0].save('work goes on');
  if (seconds > OBJECTIVES.rpo || rto > OBJECTIVES.rto) throw new Error(`${what}: RPO ${seconds} s, RTO ${rto} s: beyond the objectives`);
  return `${what}: ${gone} of ${diary.acknowledged} acknowledged saves lost, RPO ${seconds.toFixed(1)} s (objective 15 min), RTO ${rto.toFixed(1)} s (objective 1 h); ${audit}`;
}

async function until(works) {
  for (const deadline = Date.now() + 120_000; ; await pause(50)) {
    if (await works().then(() => true, () => false)) return Date.now();
    if (Date.now() > deadline) throw new Error('it did not come back within two minutes');
  }
}

async function archive() {
  const postgres = await Postgres.start();
  let work;
  try {
    backRest(postgres);
    await postgres.down();
    postgres.configure(shipped('backup/postgresql.conf').replace('pgbackrest --stanza', `pgbackrest --config=${postgres.file} --stanza`).split('\n'));
    await postgres.up();
    rest(postgres, 'stanza-create');
    rest(postgres, 'check');
    seed(postgres);
    work = await working(postgres);
    const diary = new Diary(work.people);
    for (const repo of ['1', '2']) rest(postgres, `--repo=${repo}`, '--type=full', 'backup');
    diary.write();
    await pause(wait);
    // A full drill waits until segments are archived by themselves; a short one asks for it, and then writes on.
    if (wait < 60_000) {
      postgres.sql('SELECT pg_switch_wal()');
      rest(postgres, 'check');
      await pause(2000);
    }

    const at = Date.now();
    await postgres.kill();
    rmSync(postgres.data, { recursive: true });
    rmSync(join(postgres.folder, 'repo1'), { recursive: true });
    await diary.stop();
    postgres.as('mkdir', '-m', '0700', postgres.data, join(postgres.folder, 'repo1'));
    rest(postgres, '--repo=2', 'restore');
    await postgres.up();
    // The application was not touched: it finds its database again. Signing in writes, which a database that is still being restored does not.
    const done = await until(() => work.people[0].signIn());
    lines.push(await afterwards('PostgreSQL destroyed, restored from the off-site repository', work, diary, at, done));

    // With another key the archive stays closed, and what stands in the data folder stays.
    const right = readFileSync(postgres.file, 'utf8');
    writeFileSync(postgres.file, right.replace('repo2-cipher-pass=drill-only-2', 'repo2-cipher-pass=another'));
    await postgres.down();
    const refusal = (() => { try { return rest(postgres, '--repo=2', '--delta', 'restore') && null; } catch (error) { return error.stdout + error.stderr; } })();
    if (!refusal || !/cipher|decrypt|unable to (load|open|read)/i.test(refusal)) throw new Error(`a wrong key: ${refusal}`);
    console.log(`  a wrong key: ${refusal.split('\n').find((line) => /cipher|decrypt|unable to/i.test(line)).replaceAll(postgres.folder, '…')}`);
    writeFileSync(postgres.file, right);
    await postgres.up();
    await until(() => work.people[0].signIn());
  } finally {
    await work?.server.remove();
    await postgres.remove();
  }
}

// As deploy/postgres/primary.sh and standby.sh have it: a slot, a copy of the primary, then its stream.
async function site() {
  const primary = await Postgres.start({ settings: ['wal_level = replica', 'max_wal_senders = 6'] });
  let [standby, work] = [];
  try {
    seed(primary);
    standby = await Postgres.standbyOf(primary);
    work = await working(primary);
    const diary = new Diary(work.people);
    diary.write();
    await pause(Math.min(wait, 10_000));

    const at = Date.now();
    await primary.kill();
    rmSync(primary.data, { recursive: true });
    await work.server.stop('SIGKILL');
    await diary.stop();
    await standby.control('promote');
    // At the other site the application is started on the standby's address (docs/operations/disaster.md).
    work.server.env.DATABASE_URL = standby.url;
    await work.server.start();
    const done = await until(() => work.people[0].signIn());
    lines.push(await afterwards('the site lost, the standby promoted', work, diary, at, done));
  } finally {
    await work?.server.remove();
    await standby?.remove();
    await primary.remove();
  }
}

if (spawnSync('pgbackrest', ['version']).status === 0) await archive();
else if (process.env.CI) throw new Error('pgBackRest is missing and CI must not skip it');
else console.log('SKIPPED: pgBackRest is missing');
await site();
console.log(lines.map((line) => line.replace(/\.$/, '')).join('; '));
