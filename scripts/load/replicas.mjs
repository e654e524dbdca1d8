// Several processes of the application on one PostgreSQL and one Redis, configured as compose.prod.yaml configures them, and people who
// reach them through a proxy.
import { execFileSync } from 'node:child_process';
import https from 'node:https';
import { Server } from '../../end2end/fixtures/server.js';
import { DRAFTS, Person, pause, percentile } from './client.mjs';

export const SITE = 'pa.example.com';
const SECRETS = { SESSION_SECRET: 'for-measurements-only-0123456789abcdef', AUDIT_KEY: 'for-measurements-only-fedcba9876543210' };

// A demo company on PostgreSQL, everybody writing a draft. `binary`: another release than the one that is tried.
export function seed(postgres, binary = process.env.PA_BIN) {
  const env = { ...process.env, ...SECRETS, DATABASE_URL: postgres.url, DEMO_MODE: 'true' };
  execFileSync(binary, ['seed-demo'], { env });
  postgres.sql(DRAFTS);
}

// The application's own role, as deploy/postgres/primary.sh makes it and compose.prod.yaml's migration serves it.
export function asApplication(postgres, binary = process.env.PA_BIN) {
  postgres.sql('CREATE ROLE pa_app LOGIN');
  execFileSync(binary, ['migrate', 'up', '--app-role', 'pa_app'], { env: { ...process.env, ...SECRETS, DATABASE_URL: postgres.url } });
  return postgres.url.replace('//pa@', '//pa_app@');
}

export async function start(postgres, { count = 1, env = {}, binary } = {}) {
  const shipped = { REQUESTS_PER_SECOND: '10', REQUESTS_BURST: '20', SIGN_IN_NETWORKS: '', DRAIN_MS: '5000', TRUSTED_PROXIES: '127.0.0.1', LOG_FORMAT: 'json' };
  const replicas = [];
  for (let n = 0; n < count; n += 1) {
    replicas.push(await Server.create({ binary, env: { ...shipped, ...SECRETS, DATABASE_URL: postgres.url, APP_BASE_URL: `https://${SITE}`, ...env } }));
  }
  return replicas;
}

// Somebody at a browser behind the proxy, with an address of their own, connections that are kept, and, as browsers do, one more try
// when a kept one was closed before a byte of the answer came.
export class Visitor extends Person {
  constructor(port, login, n) {
    super(`https://${SITE}`, login);
    Object.assign(this, { port, reopened: 0 });
    this.agent = new https.Agent({ keepAlive: true, maxSockets: 6, rejectUnauthorized: false, servername: SITE, localAddress: `127.1.${n >> 8}.${n & 255}` });
  }

  send(method, path, headers, body) {
    return new Promise((resolve, reject) => {
      const request = https.request({ agent: this.agent, host: '127.0.0.1', port: this.port, method, path, headers: { host: SITE, origin: this.url, cookie: this.cookie, ...headers }, timeout: 30_000 });
      request.on('timeout', () => request.destroy(new Error('no answer within 30 s')));
      request.on('response', (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headersDistinct, text: Buffer.concat(parts).toString() }));
      });
      request.on('error', (error) => {
        if (!request.reusedSocket || request.res || error.code !== 'ECONNRESET') return reject(error);
        this.reopened += 1;
        return resolve(this.send(method, path, headers, body));
      });
      request.end(body);
    });
  }

  async post(path, type, body) {
    const { status, headers, text } = await this.send('POST', `/api/${path}`, { 'content-type': type, accept: 'application/json' }, String(body));
    const session = headers['set-cookie']?.find((cookie) => cookie.startsWith('pa_session='));
    if (session) [this.cookie] = session.split(';');
    return { ok: status < 400, status, text: async () => text, arrayBuffer: async () => text };
  }

  async page(path) {
    const { status, text } = await this.send('GET', path, { accept: 'text/html' });
    if (status !== 200) throw Object.assign(new Error(`${path} as ${this.login}: ${status} ${text.slice(0, 200)}`), { status });
  }

  leave() {
    this.agent.destroy();
  }
}

// Saves and pages, at a steady rate from these sessions, until `over` holds.
export async function steadily(everyone, rate, over) {
  const told = { sent: 0, failed: 0, took: [] };
  const gap = (1000 * everyone.length) / rate;
  await Promise.all(everyone.map(async (person, n) => {
    let next = performance.now() + (n * gap) / everyone.length;
    for (let round = n; !over(); round += 1) {
      await pause(Math.max(0, next - performance.now()));
      next += gap;
      const began = performance.now();
      told.sent += 1;
      try {
        if (round % 4 === 0) await person.page('/');
        else if (round % 4 === 1) await person.page('/targets');
        else await person.save(`${person.login} writes on, ${round}`);
        told.took.push(performance.now() - began);
      } catch (error) {
        told.failed += 1;
        console.error(`under the steady load: ${error.code ?? ''} ${error.message}`);
      }
    }
  }));
  return told;
}

export function summary(took) {
  const sorted = [...took].sort((a, b) => a - b);
  return `p50 ${percentile(sorted, 0.5).toFixed(0)}, p99 ${percentile(sorted, 0.99).toFixed(0)}, max ${(sorted.at(-1) ?? 0).toFixed(0)} ms`;
}
