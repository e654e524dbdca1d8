// The pilot's disaster (O14): a live SQLite database is destroyed with everything on its machine and restored from the copy that is kept
// elsewhere. Then what goes wrong with backups: damage, another key, a full disk; each is said, and the data that was there stays.
//   PA_BIN=… node scripts/deploy/drill/sqlite.mjs
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from '../../../end2end/fixtures/server.js';
import { everybody, integrity, option, pause } from '../../load/client.mjs';
import { Diary, found } from './people.mjs';

const OBJECTIVES = { rpo: 24 * 3600, rto: 4 * 3600 };
const elsewhere = mkdtempSync(join(tmpdir(), 'pa-elsewhere-'));
const key = 'for-the-drill-only-0123456789abcdef';
const server = await Server.create({ demo: true, env: { BACKUP_COPY_DIR: join(elsewhere, 'backups'), BACKUP_KEY: key, AUDIT_CHECKPOINT_FILE: join(elsewhere, 'checkpoints') } });
server.env.BACKUP_DIR = join(server.folder, 'backups');
const database = join(server.folder, 'pa.db');
const fingerprint = () => createHash('sha256').update(readFileSync(database)).digest('hex');

// Runs a command that has to fail, and say why.
function refused(what, wanted, args, env = {}, wrapper = []) {
  const [command, ...rest] = [...wrapper, process.env.PA_BIN, ...args];
  const done = spawnSync(command, rest, { env: { ...server.env, ...env }, encoding: 'utf8' });
  const said = done.stderr.trim().split('\n').at(-1);
  if (done.status !== 1 || !wanted.test(done.stderr)) throw new Error(`${what}: code ${done.status}, “${done.stdout}${done.stderr}”`);
  console.log(`  ${what}: ${said.replaceAll(server.folder, '…').replaceAll(elsewhere, '…')}`);
}

try {
  const people = await everybody(server, Number(option('people', 30)));
  const diary = new Diary(people);
  // What the host's own backup keeps (docs/operations/backup.md): the two keys.
  for (const name of ['audit.key', 'session.key']) copyFileSync(join(server.folder, name), join(elsewhere, name));
  diary.write();
  await pause(1500);
  console.log(server.run('backup').trim().replaceAll(server.folder, '…').replaceAll(elsewhere, '…'));
  // Whatever the process was started with, what it wrote is nobody else's to read.
  for (const folder of [server.folder, server.env.BACKUP_DIR, server.env.BACKUP_COPY_DIR]) {
    for (const name of readdirSync(folder)) if (statSync(join(folder, name)).mode & 0o007) throw new Error(`${name} can be read by everybody`);
  }
  await pause(2000);

  const at = Date.now();
  await server.stop('SIGKILL');
  rmSync(server.folder, { recursive: true });
  await diary.stop();
  console.log(`destroyed after ${diary.acknowledged} acknowledged saves: the database, its backups and the whole folder are gone`);

  mkdirSync(server.folder);
  for (const name of ['audit.key', 'session.key']) copyFileSync(join(elsewhere, name), join(server.folder, name));
  const [copy] = readdirSync(join(elsewhere, 'backups')).map((name) => join(elsewhere, 'backups', name));
  console.log(server.run('restore', copy).trim());
  await server.start();
  await people[0].signIn();
  const rto = (Date.now() - at) / 1000;
  const { seconds: rpo, gone } = diary.lost(await found(people), at);
  const audit = server.run('audit', 'verify').trim();
  if (integrity(server) !== 'ok' || !audit.includes('whole')) throw new Error(`${integrity(server)}; ${audit}`);
  if (gone === 0) throw new Error('nothing was lost: the drill destroyed nothing');
  for (const person of people) await person.openDraft();
  await people[0].save('work goes on');
  server.run('backup');
  server.run('verify-backup');

  // Backups that are none. The server is stopped, as for a real restore; its database must be the same after each.
  await server.stop('SIGTERM');
  const before = fingerprint();
  // What was written last is known outside as well, once a server has ended in peace.
  const entries = Number(/(\d+) entries/.exec(server.run('audit', 'verify'))[1]);
  const outside = readFileSync(join(elsewhere, 'checkpoints'), 'utf8').trim().split('\n').at(-1);
  if (!outside.includes(`seq=${entries} `)) throw new Error(`the chain ends with entry ${entries}, and the last checkpoint says ${outside}`);
  const hurt = join(elsewhere, 'hurt.pabackup');
  const whole = readFileSync(copy);
  for (const [what, bytes] of [['one bit changed', Buffer.from(whole).fill(whole[whole.length >> 1] ^ 1, whole.length >> 1, (whole.length >> 1) + 1)], ['cut off', whole.subarray(0, whole.length - 1000)], ['no backup at all', Buffer.from('notes')]]) {
    writeFileSync(hurt, bytes);
    refused(`a damaged backup (${what})`, /Nothing was changed/, ['restore', hurt, '--replace']);
  }
  refused('a wrong key', /BACKUP_KEY does not open/, ['restore', copy, '--replace'], { BACKUP_KEY: 'another-key-than-it-was-made-with-0123' });
  refused('no key', /set BACKUP_KEY/, ['restore', copy, '--replace'], { BACKUP_KEY: '' });
  refused('another AUDIT_KEY', /AUDIT_KEY/, ['restore', copy, '--replace'], { AUDIT_KEY: 'another-audit-key-than-it-was-made-with' });
  if (fingerprint() !== before) throw new Error('a refused restore changed the database');

  // A disk of its own that is too small, where no other process sees it: the database is on it, what is restored has no room beside it.
  const room = Math.ceil(statSync(database).size / 1024) + 1024;
  const own = ['unshare', ...(process.getuid() === 0 ? [] : ['--user', '--map-root-user']), '--mount'];
  const disk = join(elsewhere, 'disk');
  mkdirSync(disk);
  const onIt = (script) => [...own, 'sh', '-ec', `mount -t tmpfs -o size=${room}k none ${disk}; cp ${database} ${server.folder}/*.key ${disk}; ${script}`, 'sh'];
  if (spawnSync(own[0], [...own.slice(1), 'sh', '-c', `mount -t tmpfs none ${disk}`]).status !== 0) {
    if (process.env.CI) throw new Error('a full disk cannot be made here and CI must not skip it');
    console.log('SKIPPED: a full disk, this user may not mount one');
  } else {
    const same = `code=0; "$@" || code=$?; cmp ${disk}/pa.db ${database} >&2 || exit 9; [ -z "$(find ${disk} -name '.scratch*' -o -name '*.partial')" ] || exit 8; exit $code`;
    refused('a full disk, restoring', /full|No space/i, ['restore', copy, '--replace'], { DATABASE_URL: `file:${disk}/pa.db` }, onIt(same));
    refused('a full disk, backing up', /full|No space/i, ['backup'], { DATABASE_URL: `file:${disk}/pa.db`, BACKUP_DIR: `${disk}/backups`, BACKUP_COPY_DIR: '' }, onIt(same));
  }
  await server.start();
  await people[0].signIn();
  const { set } = await people[0].json('my-targets', {});
  if (set.draft.current_role !== 'work goes on') throw new Error('the data that was there is not any more');
  if (rpo > OBJECTIVES.rpo || rto > OBJECTIVES.rto) throw new Error(`RPO ${rpo} s, RTO ${rto} s: beyond the objectives`);
  console.log(`SQLite destroyed and restored: ${gone} of ${diary.acknowledged} acknowledged saves lost, RPO ${rpo.toFixed(1)} s since the backup (a day apart: at most 24 h, objective 24 h), RTO ${rto.toFixed(1)} s (objective 4 h); `
    + `damage, other keys and a full disk are each said, the data that was there stays; ${audit}`);
} finally {
  await server.remove();
  rmSync(elsewhere, { recursive: true, force: true });
}
