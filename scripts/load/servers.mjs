// PostgreSQL and Redis of one's own, real ones, each in a scratch folder on a free port; started, killed, frozen and stopped by their
// process ids. PA_PG_FSYNC=on makes PostgreSQL wait for its disk, as it does in earnest; killed processes lose nothing either way.
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, program, until } from '../deploy/proxies/proxies.mjs';

function postgresFolder() {
  const versions = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
  if (!versions.length) throw new Error('PostgreSQL is missing');
  return `/usr/lib/postgresql/${versions[0]}/bin`;
}

// It refuses to run as root.
const asPostgres = process.getuid() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];

function childrenOf(pid) {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
}

// Some children live for a moment only.
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

export class Postgres {
  // `settings`: lines of its configuration. `from`: a function that fills the data folder instead of a new database being made.
  static async start({ settings = [], from } = {}) {
    const server = new Postgres();
    server.folder = mkdtempSync(join(tmpdir(), 'pa-postgres-'));
    chmodSync(server.folder, 0o700);
    if (asPostgres.length) execFileSync('chown', ['postgres', server.folder]);
    server.data = join(server.folder, 'data');
    server.port = await freePort();
    if (from) await from(server);
    else {
      server.tool('initdb', '-D', server.data, '-U', 'pa', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync');
      server.configure(settings);
    }
    await server.up();
    if (!from) server.tool('psql', '-h', '127.0.0.1', '-p', String(server.port), '-U', 'pa', '-d', 'postgres', '-qc', 'CREATE DATABASE pa');
    return server;
  }

  // A standby that follows `primary` and answers whoever only reads, as deploy/postgres/standby.sh makes it.
  static standbyOf(primary) {
    const slot = `standby_${Math.random().toString(36).slice(2, 8)}`;
    primary.sql(`SELECT pg_create_physical_replication_slot('${slot}')`);
    return Postgres.start({
      from: (server) => {
        server.tool('pg_basebackup', `--dbname=postgresql://pa@127.0.0.1:${primary.port}`, `--pgdata=${server.data}`, '--wal-method=stream', `--slot=${slot}`, '--checkpoint=fast', '--write-recovery-conf');
        server.configure(['hot_standby = on']);
      },
    });
  }

  get url() {
    return this.database('pa');
  }

  database(name) {
    return `postgresql://pa@127.0.0.1:${this.port}/${name}`;
  }

  configure(settings) {
    const lines = [`port = ${this.port}`, "listen_addresses = '127.0.0.1'", `unix_socket_directories = '${this.folder}'`, 'max_connections = 120', `fsync = ${process.env.PA_PG_FSYNC ?? 'off'}`, ...settings];
    appendFileSync(join(this.data, 'postgresql.conf'), `${lines.join('\n')}\n`);
  }

  tool(name, ...args) {
    return this.as(join(postgresFolder(), name), ...args);
  }

  // A command as the user PostgreSQL runs as; what it says goes into a file, so that a server it starts holds no pipe of ours.
  as(command, ...args) {
    const [first, ...rest] = [...asPostgres, command, ...args];
    return execFileSync(first, rest, { encoding: 'utf8', cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  // Whoever measures meanwhile is not held up.
  async control(...args) {
    const [first, ...rest] = [...asPostgres, join(postgresFolder(), 'pg_ctl'), '-D', this.data, '-w', '-s', ...args];
    const child = spawn(first, rest, { cwd: this.folder, stdio: 'ignore' });
    const code = await new Promise((resolve) => { child.once('exit', resolve); });
    if (code !== 0) throw new Error(`pg_ctl ${args.join(' ')}: ${code}\n${existsSync(join(this.folder, 'log')) ? readFileSync(join(this.folder, 'log'), 'utf8').slice(-2000) : ''}`);
  }

  up() {
    return this.control('-l', join(this.folder, 'log'), '-t', '60', 'start');
  }

  // `fast` ends every session in words, `immediate` is a crash.
  down(mode = 'fast') {
    return this.control('-m', mode, 'stop');
  }

  get pid() {
    return Number(readFileSync(join(this.data, 'postmaster.pid'), 'utf8').split('\n')[0]);
  }

  // Without any warning, as a machine that lost its power.
  async kill() {
    const { pid } = this;
    const all = [pid, ...childrenOf(pid)];
    for (const each of all) signal(each, 'SIGKILL');
    await until('PostgreSQL is gone', () => all.every((each) => !isAlive(each)));
    // Nobody may have waited for it yet, and by its number it would seem to run.
    for (const lock of [join(this.data, 'postmaster.pid'), join(this.folder, `.s.PGSQL.${this.port}.lock`)]) rmSync(lock, { force: true });
  }

  // There, and silent: its port takes connections and nothing answers.
  freeze() {
    const { pid } = this;
    signal(pid, 'SIGSTOP');
    for (const child of childrenOf(pid)) signal(child, 'SIGSTOP');
  }

  thaw() {
    const { pid } = this;
    for (const child of childrenOf(pid)) signal(child, 'SIGCONT');
    signal(pid, 'SIGCONT');
  }

  sql(text, database = 'pa') {
    return this.tool('psql', '-h', '127.0.0.1', '-p', String(this.port), '-U', 'pa', '-d', database, '-qAt', '-v', 'ON_ERROR_STOP=1', '-c', text).trim();
  }

  async remove() {
    // It may not run any more.
    await this.down('immediate').catch(() => {});
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// A process that ended and was not waited for by its parent counts as gone.
function isAlive(pid) {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

const listens = (port) => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});

export class Redis {
  // As deploy/redis/start.sh configures it, without a password unless one is given.
  static async start({ master, password, settings = [] } = {}) {
    const server = new Redis();
    server.folder = mkdtempSync(join(tmpdir(), 'pa-redis-'));
    server.port = await freePort();
    server.password = password;
    const lines = [`port ${server.port}`, 'bind 127.0.0.1', `dir ${server.folder}`, 'appendonly yes', 'save ""', 'maxmemory 128mb', 'maxmemory-policy noeviction', ...settings];
    if (master) lines.push(`replicaof 127.0.0.1 ${master.port}`);
    if (password) lines.push(`requirepass ${password}`, `masterauth ${password}`);
    server.arguments = [join(server.folder, 'redis.conf')];
    writeFileSync(server.arguments[0], `${lines.join('\n')}\n`);
    await server.up();
    return server;
  }

  // A Sentinel with the patience of the shipped ones; two have to agree.
  static async sentinel(master) {
    const server = new Redis();
    server.folder = mkdtempSync(join(tmpdir(), 'pa-sentinel-'));
    server.port = await freePort();
    const shipped = readFileSync(new URL('../../deploy/redis/start.sh', import.meta.url), 'utf8');
    const [, after] = /down-after-milliseconds pa (\d+)/.exec(shipped);
    const [, failover] = /failover-timeout pa (\d+)/.exec(shipped);
    const lines = [`port ${server.port}`, 'bind 127.0.0.1', `dir ${server.folder}`, `sentinel monitor pa 127.0.0.1 ${master.port} 2`,
      `sentinel down-after-milliseconds pa ${after}`, `sentinel failover-timeout pa ${failover}`, 'sentinel parallel-syncs pa 1'];
    server.arguments = [join(server.folder, 'sentinel.conf'), '--sentinel'];
    writeFileSync(server.arguments[0], `${lines.join('\n')}\n`);
    await server.up();
    return server;
  }

  get url() {
    return `redis://${this.password ? `:${this.password}@` : ''}127.0.0.1:${this.port}`;
  }

  async up() {
    this.process = spawn(program('redis-server') ?? program('valkey-server'), this.arguments, { cwd: this.folder, stdio: 'ignore' });
    await until('Redis listens', () => listens(this.port));
  }

  async down(signal = 'SIGTERM') {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = new Promise((resolve) => { this.process.once('exit', resolve); });
    this.process.kill(signal);
    await gone;
  }

  freeze() {
    this.process.kill('SIGSTOP');
  }

  thaw() {
    this.process.kill('SIGCONT');
  }

  // What it answers to a command, by its own client.
  ask(...words) {
    const secret = this.password ? ['-a', this.password, '--no-auth-warning'] : [];
    return execFileSync(program('redis-cli') ?? program('valkey-cli'), ['-p', String(this.port), ...secret, ...words], { encoding: 'utf8' }).trim();
  }

  async remove() {
    await this.down('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// A wire to a server that can be cut without a word, as when its host loses power: what was open stays open and silent for ever, and what
// is opened meanwhile too. Mended, new connections go through.
export class Wire {
  static async to(port) {
    const wire = new Wire();
    Object.assign(wire, { silent: false, sockets: new Set() });
    wire.server = createServer((near) => {
      wire.sockets.add(near);
      near.on('error', () => {});
      if (wire.silent) return;
      const far = connect(port, '127.0.0.1');
      wire.sockets.add(far);
      far.on('error', () => near.destroy());
      for (const [from, to] of [[near, far], [far, near]]) {
        from.on('data', (bytes) => { if (!from.cut) to.write(bytes); });
        from.on('close', () => { wire.sockets.delete(from); if (!from.cut) to.destroy(); });
      }
    });
    await new Promise((resolve) => { wire.server.listen(0, '127.0.0.1', resolve); });
    wire.port = wire.server.address().port;
    return wire;
  }

  cut() {
    this.silent = true;
    for (const socket of this.sockets) socket.cut = true;
  }

  mend() {
    this.silent = false;
  }

  remove() {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}
