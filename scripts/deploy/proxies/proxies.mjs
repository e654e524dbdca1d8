// The shipped nginx and HAProxy, as they are but for ports, folders and test certificates, in front of given replicas.
//   const proxy = await Nginx.start({ replicas: ['127.0.0.1:3000'] });   proxy.https, proxy.http: ports;   await proxy.stop();
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEPLOY = fileURLToPath(new URL('../../../deploy/', import.meta.url));

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

// Debian puts servers where only root's path leads.
export function program(name) {
  const folders = [...process.env.PATH.split(':'), '/usr/sbin', '/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

export async function until(what, holds, seconds = 15) {
  const deadline = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`never: ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

const isOpen = (port) => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1');
  socket.once('connect', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});

function everyFile(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? everyFile(path) : [path];
  });
}

class Proxy {
  static async start({ replicas, checked = false, env = {} }) {
    const proxy = new this();
    Object.assign(proxy, { folder: mkdtempSync(join(tmpdir(), 'pa-proxy-')), children: [], output: '' });
    chmodSync(proxy.folder, 0o755);
    proxy.http = await freePort();
    proxy.https = await freePort();
    proxy.certificates();
    proxy.configure(replicas);
    proxy.check();
    proxy.serve(replicas, checked, env);
    await until(`${this.name} listens:\n${proxy.output}`, async () => (await isOpen(proxy.https)) && (await isOpen(proxy.http)));
    return proxy;
  }

  certificates() {
    this.tls = join(this.folder, 'tls');
    mkdirSync(this.tls);
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=pa.example.com',
      '-addext', 'subjectAltName=DNS:pa.example.com', '-keyout', join(this.tls, 'privkey.pem'), '-out', join(this.tls, 'fullchain.pem')], { stdio: 'pipe' });
  }

  // Copies the shipped folder and changes what only a test changes, failing when a line it looks for is gone.
  copy(name, changes) {
    this.config = join(this.folder, name);
    cpSync(join(DEPLOY, name), this.config, { recursive: true });
    const unused = new Set(changes);
    for (const path of everyFile(this.config)) {
      let text = readFileSync(path, 'utf8');
      for (const change of changes) {
        const changed = text.replaceAll(...change);
        if (changed !== text) unused.delete(change);
        text = changed;
      }
      writeFileSync(path, text);
    }
    if (unused.size) throw new Error(`not in deploy/${name}: ${[...unused].map(([from]) => from)}`);
  }

  run(command, args, env = {}) {
    const child = spawn(command, args, { env: { ...process.env, ...env } });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { this.output += chunk; });
    this.children.push(child);
    return child;
  }

  async stop() {
    for (const child of this.children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const gone = new Promise((resolve) => { child.once('exit', resolve); });
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class Nginx extends Proxy {
  static program = 'nginx';

  configure(replicas) {
    this.copy('nginx', [
      ['/etc/nginx/pa/', `${this.folder}/nginx/pa/`],
      ['/etc/nginx/tls', this.tls],
      ['/run/nginx.pid', `${this.folder}/pid`],
      ['/var/cache/nginx/pa', `${this.folder}/cache`],
      ['error_log stderr', `error_log ${this.folder}/error.log`],
      ['/dev/stdout', `${this.folder}/access.log`],
      [/\n *listen \[::\]:.*/g, ''],
      [/listen 80 /g, `listen 127.0.0.1:${this.http} `],
      [/listen 443 /g, `listen 127.0.0.1:${this.https} `],
      ['http {\n', `http {\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `    ${kind}_temp_path ${this.folder}/${kind};\n`).join('')}`],
    ]);
    writeFileSync(join(this.config, 'pa/replicas.conf'), replicas.map((replica) => `server ${replica} max_fails=2 fail_timeout=5s;\n`).join(''));
    this.arguments = ['-c', join(this.config, 'nginx.conf'), '-p', this.folder, '-e', join(this.folder, 'error.log')];
  }

  check() {
    execFileSync(program('nginx'), ['-t', '-q', ...this.arguments], { stdio: 'pipe' });
  }

  serve(replicas, checked, env) {
    this.run(program('nginx'), [...this.arguments, '-g', 'daemon off;']);
    if (checked) {
      const reload = `${program('nginx')} ${this.arguments.join(' ')} -s reload`;
      this.run('sh', [join(this.config, 'pa/check-replicas.sh')], { REPLICAS: replicas.join(' '), LIST: join(this.config, 'pa/replicas.conf'), RELOAD: reload, ...env });
    }
  }

  log() {
    return readFileSync(join(this.folder, 'access.log'), 'utf8');
  }
}

export class Haproxy extends Proxy {
  static program = 'haproxy';

  configure(replicas) {
    const servers = replicas.map((replica, n) => `    server app${n + 1} ${replica}\n`).join('');
    this.copy('haproxy', [
      ['/etc/haproxy/tls/', join(this.tls, 'site.pem')],
      ['/etc/haproxy/', `${this.folder}/haproxy/`],
      ['bind :80', `bind 127.0.0.1:${this.http}`],
      ['bind :443', `bind 127.0.0.1:${this.https}`],
      ['    server app1 127.0.0.1:3000\n', servers],
    ]);
    writeFileSync(join(this.tls, 'site.pem'), ['fullchain', 'privkey'].map((name) => readFileSync(join(this.tls, `${name}.pem`))).join(''));
    this.arguments = ['-f', join(this.config, 'haproxy.cfg')];
  }

  check() {
    const { status, stdout, stderr } = spawnSync(program('haproxy'), ['-c', ...this.arguments], { encoding: 'utf8' });
    if (status !== 0 || /WARNING|ALERT/.test(stderr)) throw new Error(stdout + stderr);
  }

  serve() {
    this.run(program('haproxy'), ['-W', ...this.arguments]);
  }

  log() {
    return this.output;
  }
}
