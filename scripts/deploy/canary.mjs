// No secret in any log, at the finest level either (O6): every secret setting, password, session, one-time link and text of a review is a
// word of its own; people sign in, fail, write, lose their password; PostgreSQL, Redis and the directory go away; backups and copies
// fail. Then none of these words stands in anything the program said.
//   PA_BIN=… node scripts/deploy/canary.mjs
import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from '../../end2end/fixtures/server.js';
import { PASSWORD, Person, pause } from '../load/client.mjs';
import { Postgres, Redis } from '../load/servers.mjs';
import { freePort } from './proxies/proxies.mjs';

const folder = mkdtempSync(join(tmpdir(), 'pa-canary-'));
const words = [['a demo password', PASSWORD]];
const keep = (what, word) => words.push([what, word]);
const canary = (what, length) => {
  const word = `Canary${randomBytes(16).toString('hex')}`.slice(0, length);
  keep(what, word);
  return word;
};
const said = [];
const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

// A command that may fail; what it says is kept.
async function run(args, env) {
  const child = spawn(process.env.PA_BIN, args, { env, cwd: folder });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { output += chunk; });
  const timer = setTimeout(() => child.kill('SIGKILL'), 180_000);
  const code = await new Promise((resolve) => { child.once('exit', resolve); });
  clearTimeout(timer);
  // One-time links are printed for whoever asked for them on the command line, and to nobody else.
  said.push([`pa-assistant ${args[0]}`, output]);
  return { code, output };
}

// Answers are of no interest: whatever happens, it must not be written down.
const quietly = (work) => work.then((answer) => answer, () => null);

async function visit(server) {
  const person = (login) => new Person(server.url, login);
  const known = (who, whose) => keep(`${whose} session`, who.cookie.split('=')[1]);
  const stranger = person('EMP0049');
  const guess = (login, password) => quietly(stranger.post('sign-in', FORM, new URLSearchParams({ login, password })));
  await guess('EMP0049', canary('a wrong password'));
  await guess(canary('a password typed as the name'), 'x');
  await guess('somebody@example.com', canary('a directory password'));
  for (let n = 0; n < 7; n += 1) await guess('EMP0050', canary(`guess ${n}`));

  const writer = await person('EMP0049').signIn();
  known(writer, 'an employee');
  await writer.openDraft();
  await quietly(writer.save(canary('a target')));
  writer.text = 'not what is there';
  await quietly(writer.save(canary('a conflicting target')));
  await quietly(writer.save(`${canary('a target with a nul')}\u0000`));
  for (const body of [`{"set": "${canary('a body that is no request')}`, `{"${canary('an unknown field')}": 1}`, `[${canary('half a body')}`]) await quietly(writer.post('save-draft', JSON_TYPE, body));
  const mine = await quietly(writer.json('my-review', { year: null }));
  if (!mine?.review) throw new Error('nobody writes an evaluation');
  const { head, targets } = mine.review;
  const half = (texts, more = {}) => new URLSearchParams({ 'form[review]': head.review, 'form[save_id]': 'a', 'form[base_version]': '0', 'form[intent]': 'submit', acting_as: writer.stamp, ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [`form[texts][${name}]`, text])), ...more });
  await quietly(writer.post('self-evaluation-form', FORM, half({ job_description: canary('a job description'), career_path: canary('a career path'), [`result-${targets[0].key}`]: canary('a result') })));
  await quietly(writer.json('save-self-evaluation', { review: head.review, save_id: 'b', changes: [{ field: 'CareerPath', was: '', now: canary('a self-evaluation') }], acting_as: writer.stamp }));
  await quietly(writer.post('change-password', FORM, new URLSearchParams({ current: canary('a wrong present password'), new: canary('a new password'), again: 'another', acting_as: writer.stamp })));
  const secret = canary('a changed password');
  await quietly(writer.post('change-password', FORM, new URLSearchParams({ current: PASSWORD, new: secret, again: secret, acting_as: writer.stamp })));
  known(writer, 'a second');

  const manager = await (await person('EMP0046').signIn()).actAs('manager');
  known(manager, 'a manager');
  const review = await manager.openReview();
  await quietly(manager.json('save-evaluation', { review, save_id: 'c', changes: [{ field: 'Summary', was: '', now: canary('a summary') }], acting_as: manager.stamp }));
  await quietly(manager.post('move-review', FORM, new URLSearchParams({ review, action: 'return', seen: 'nothing', comment: canary('a comment'), acting_as: manager.stamp })));

  const hr = await (await person('EMP0004').signIn()).actAs('hr_admin');
  known(hr, 'HR');
  const links = await hr.json('invite', { person: null, acting_as: hr.stamp });
  if (!links.length) throw new Error('nobody was invited');
  const token = /invitation\/([\w-]+)/.exec(JSON.stringify(links))[1];
  keep('an invitation', token);
  const get = (path, cookie = '') => quietly(fetch(server.url + path, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' }).then((answer) => answer.text()));
  await get(`/invitation/${token}`);
  await get(`/invitation/${canary('a link that opens nothing')}`);
  await get(`/set-up/${canary('a setup link')}`);
  const first = canary('a first password');
  await quietly(stranger.post('accept-invitation', FORM, new URLSearchParams({ token, new: first, again: 'another' })));
  await quietly(stranger.post('accept-invitation', FORM, new URLSearchParams({ token, new: first, again: first })));
  known(stranger, 'an invited person');
  await get(`/people?q=${canary('a search')}`, hr.cookie);
  await quietly(writer.json('look-up-person', { employee_no: 'EMP0001' }));
  await quietly(fetch(`${server.url}/api/sign-out`, { method: 'POST', headers: { origin: 'https://elsewhere.example.com', cookie: writer.cookie } }));
  await get('/', `pa_session=${canary('a made up session', 22)}; pa_device=${canary('a made up browser')}`);
  const upload = new FormData();
  upload.append('acting_as', hr.stamp);
  upload.append('file', new Blob([`employee_id,full_name\n${canary('a row of a file')},x\n`]), 'people.csv');
  await quietly(fetch(`${server.url}/api/upload-import`, { method: 'POST', body: upload, headers: { origin: server.url, cookie: hr.cookie, accept: JSON_TYPE } }).then((answer) => answer.text()));
  for (const path of ['/', '/targets', '/review', '/team', '/results', '/account/sessions']) await get(path, hr.cookie);
  return { writer, hr };
}

const postgres = await Postgres.start();
const redis = await Redis.start({ password: canary('REDIS_URL') });
let server;
try {
  // Half of them as files, as they are mounted.
  const file = (what) => {
    const path = join(folder, what.toLowerCase());
    writeFileSync(path, canary(what));
    return path;
  };
  const secrets = { SESSION_SECRET_FILE: file('SESSION_SECRET'), AUDIT_KEY: canary('AUDIT_KEY'), BACKUP_KEY_FILE: file('BACKUP_KEY') };
  const logs = join(folder, 'logs');
  mkdirSync(logs);
  const directory = process.env.PA_TEST_LDAP ?? `ldaps://127.0.0.1:${await freePort()}`;
  const ldap = { LDAP_URL: directory, LDAP_BIND_DN: 'cn=pa,dc=example,dc=com', LDAP_BIND_PASSWORD: canary('LDAP_BIND_PASSWORD'), LDAP_BASE: 'dc=example,dc=com', LDAP_TIMEOUT_SECONDS: '1', ...(process.env.PA_TEST_LDAP_CA ? { LDAP_CA_FILE: process.env.PA_TEST_LDAP_CA } : {}) };
  const env = {
    ...secrets, ...ldap,
    DATABASE_URL: postgres.url.replace('pa@', `pa:${canary('DATABASE_URL')}@`),
    DATABASE_READ_URL: postgres.url.replace('pa@', `pa:${canary('DATABASE_READ_URL')}@`),
    REDIS_URL: redis.url,
    LOG_LEVEL: 'trace', LOG_FORMAT: 'json', LOG_DIR: logs,
    RUST_LOG: 'trace', RUST_BACKTRACE: 'full',
    METRICS_PORT: String(await freePort()),
    SIGN_IN_NETWORKS: '127.0.0.0/8=10000',
  };
  const seeded = await run(['seed-demo'], { ...process.env, ...env });
  if (seeded.code !== 0) throw new Error(seeded.output);
  server = await Server.create({ env });
  const { writer, hr } = await visit(server);
  said.push(['/metrics', await (await fetch(`http://127.0.0.1:${env.METRICS_PORT}/metrics`)).text()]);
  await redis.down();
  await quietly(writer.save(canary('a target without Redis')));
  await quietly(new Person(server.url, 'EMP0050').post('sign-in', FORM, new URLSearchParams({ login: 'EMP0060', password: PASSWORD })));
  await redis.up();
  await pause(500);
  await postgres.down('immediate');
  await quietly(writer.save(canary('a target without PostgreSQL')));
  await quietly(new Person(server.url, 'EMP0050').post('sign-in', FORM, new URLSearchParams({ login: 'EMP0050', password: canary('a password without PostgreSQL') })));
  said.push(['/api/health', await (await fetch(`${server.url}/api/health`)).text()]);
  await run(['migrate', 'up'], server.env);
  await run(['audit', 'verify'], server.env);
  await run(['copy-database', '--from', `file:${folder}/none.db`, '--to', server.env.DATABASE_URL], server.env);
  await postgres.up();
  postgres.sql('ALTER TABLE target_revisions RENAME TO target_revisions_away');
  await quietly(writer.save(canary('a target without its table')));
  postgres.sql('ALTER TABLE target_revisions_away RENAME TO target_revisions');
  await quietly(hr.post('sign-out', FORM, new URLSearchParams({ acting_as: hr.stamp })));
  await server.stop('SIGTERM');
  said.push(['serve, JSON', server.output]);
  await server.remove();

  // The other database, the other format; backups with their key, and with another.
  server = await Server.create({ demo: true, env: { ...secrets, LOG_LEVEL: 'trace', LOG_FORMAT: 'human', RUST_LOG: 'trace', BACKUP_NIGHTLY: 'true', SIGN_IN_NETWORKS: '127.0.0.0/8=10000', AUDIT_KEY: '', SESSION_SECRET_FILE: '' } });
  for (const name of ['audit.key', 'session.key']) keep(`${name} beside SQLite`, readFileSync(join(server.folder, name), 'utf8').trim());
  await visit(server);
  await run(['backup'], server.env);
  const backups = join(server.folder, 'backups');
  const [backup] = readdirSync(backups).filter((name) => name.endsWith('.pabackup'));
  await run(['verify-backup'], server.env);
  await run(['verify-backup', join(backups, backup)], { ...server.env, BACKUP_KEY_FILE: '', BACKUP_KEY: canary('a wrong BACKUP_KEY') });
  await run(['restore', join(backups, backup), '--replace'], server.env);
  const unreachable = `postgresql://pa:${canary('the password of a copy')}@127.0.0.1:1/pa`;
  await run(['copy-database', '--from', server.env.DATABASE_URL, '--to', unreachable], server.env);
  for (const url of [`postgresql://pa:${canary('the password of a wrong port')}@host:port/pa`, `mysql://pa:${canary('the password of a wrong scheme')}@host/pa`]) await run(['config', 'check'], { ...server.env, DATABASE_URL: url });
  for (const name of ['SESSION_SECRET', 'AUDIT_KEY', 'BACKUP_KEY']) await run(['config', 'check'], { ...server.env, [`${name}_FILE`]: '', [name]: canary(`a short ${name}`, 20) });
  await run(['config', 'check'], { ...server.env, REDIS_URL: `redis://:${canary('a wrong REDIS_URL')}@host:port` });
  await server.stop('SIGTERM');
  said.push(['serve, human', server.output]);
  for (const name of readdirSync(logs)) said.push([`log file ${name}`, readFileSync(join(logs, name), 'utf8')]);

  const found = [];
  for (const [where, text] of said) {
    for (const [what, word] of words) if (text.includes(word)) found.push(`${what} stands in ${where}: ${text.split('\n').find((line) => line.includes(word)).slice(0, 300)}`);
  }
  // Whether the net would have caught anything: what has to be in these logs is.
  const all = said.map(([, text]) => text).join('\n');
  for (const line of ['a sign-in', 'a wrong present password', 'another role\'s', 'too many attempts', 'from another site', 'sessions cannot be read', 'directory cannot be asked', 'the database does not answer', 'a statement failed', '/api/sign-in', '/invitation/']) {
    if (!all.includes(line)) found.push(`nothing says “${line}”: the drill did not reach what it wanted to`);
  }
  for (const line of found) console.error(`xx  ${line}`);
  console.log(found.length ? `${found.length} findings` : `${words.length} secrets, passwords, sessions, links and texts looked for in ${said.length} outputs of ${(all.length / 1000).toFixed(0)} KB at TRACE: none is there`);
  process.exitCode = found.length ? 1 : 0;
} finally {
  await server?.remove();
  await redis.remove();
  await postgres.remove();
  rmSync(folder, { recursive: true, force: true });
}
