// A rollout as it is done: the schema is brought forward while the release before serves, replicas are replaced one by one, both releases
// serve side by side; then back, on the newer schema. Nobody notices: no request fails.
//   PA_BIN=… PA_BIN_BEFORE=… node scripts/load/rollout.mjs --sessions 20 --rate 40 --drain 5000
// Without PA_BIN_BEFORE the executable is tried next to itself, and what a next release might add is done to the schema by hand.
import { execFileSync } from 'node:child_process';
import { Nginx } from '../deploy/proxies/proxies.mjs';
import { notAsAcknowledged, option, pause, signedIn } from './client.mjs';
import { Visitor, seed, start, steadily, summary } from './replicas.mjs';
import { Postgres } from './servers.mjs';

const [after, before] = [process.env.PA_BIN, process.env.PA_BIN_BEFORE ?? process.env.PA_BIN];
const [sessions, rate, drain] = [Number(option('sessions', 20)), Number(option('rate', 40)), option('drain', '5000')];
// What a release may do to the schema while the one before serves: add.
const AHEAD = `
ALTER TABLE people ADD COLUMN of_the_next_release TEXT;
CREATE TABLE of_the_next_release (id BIGINT PRIMARY KEY, person_id BIGINT REFERENCES people (id));
CREATE INDEX people_of_the_next_release ON people (of_the_next_release);
INSERT INTO seaql_migrations (version, applied_at) VALUES ('m99991231_000001_of_the_next_release', 0);`;

async function replace(replica, binary) {
  await replica.stop('SIGTERM');
  if (replica.process.exitCode !== 0) throw new Error(`a replica left with ${replica.process.exitCode}`);
  replica.binary = binary;
  await replica.start();
}

const postgres = await Postgres.start();
const [replicas, people] = [[], []];
let proxy;
try {
  seed(postgres, before);
  replicas.push(...await start(postgres, { count: 3, binary: before, env: { DRAIN_MS: drain } }));
  proxy = await Nginx.start({ replicas: replicas.map(({ port }) => `127.0.0.1:${port}`), checked: true });
  people.push(...await signedIn(sessions, (login, n) => new Visitor(proxy.https, login, n)));
  let over = false;
  const load = steadily(people, rate, () => over);
  await pause(1000);
  const migrations = () => Number(postgres.sql('SELECT COUNT(*) FROM seaql_migrations'));
  const had = migrations();
  if (after === before) postgres.sql(AHEAD);
  else execFileSync(after, ['migrate', 'up'], { env: { ...replicas[0].env } });
  const added = migrations() - had;
  for (const replica of replicas) await replica.ready();
  await pause(2000);
  for (const replica of replicas) {
    await replace(replica, after);
    await pause(1000);
  }
  await pause(1000);
  // One command takes it back (scripts/deploy/rollout.sh … --undo); the schema stays.
  const undoing = performance.now();
  for (const replica of replicas) await replace(replica, before);
  const undone = (performance.now() - undoing) / 1000;
  await pause(1000);
  over = true;
  const told = await load;
  const wrong = await notAsAcknowledged(people);
  const audit = replicas[0].run('audit', 'verify').trim();
  const who = after === before ? 'this release next to itself on a schema that is ahead' : 'the release before next to this one';
  console.log(`${who} (${added} migrations): ${told.sent} requests from ${people.length} sessions while it was rolled out and taken back, ${told.failed} failed, ${summary(told.took)}; back within ${undone.toFixed(0)} s; ${wrong} lost or doubled; ${audit}`);
  process.exitCode = told.failed || wrong || !audit.includes('whole') ? 1 : 0;
} finally {
  for (const person of people) person.leave();
  await proxy?.stop();
  for (const replica of replicas) await replica.remove();
  await postgres.remove();
}
