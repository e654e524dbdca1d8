// What operators are promised of the proxies (O10, R45), held against the shipped files: node --test scripts/deploy/proxies
// Needs nginx and haproxy; what is missing is skipped loudly, under CI it fails. PA_BIN is the executable to put behind them.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import http2 from 'node:http2';
import { after, before, describe, test } from 'node:test';
import tls from 'node:tls';

import { Server } from '../../../end2end/fixtures/server.js';
import { Haproxy, Nginx, program, until } from './proxies.mjs';
import { Upstream } from './upstream.mjs';

const NAME = 'pa.example.com';
const HTML = 'text/html';

function ask({ port, path, method = 'GET', headers = {}, body, plain = false, onChunk }) {
  return new Promise((resolve, reject) => {
    const request = (plain ? http : https).request({ host: '127.0.0.1', port, path, method, agent: false, rejectUnauthorized: false, servername: NAME, headers: { host: NAME, ...headers } }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; onChunk?.(text); });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headersDistinct, text }));
      response.on('error', reject);
    });
    // A body that is refused is cut off while it is being sent.
    request.on('error', (error) => reject(error));
    request.end(body);
  });
}

const session = (letter) => ({ cookie: `pa_session=${letter.repeat(22)}` });
const somebody = () => ({ cookie: `pa_session=${randomBytes(11).toString('hex')}` });
const SECURITY = ['content-security-policy', 'strict-transport-security', 'x-content-type-options', 'x-frame-options', 'referrer-policy', 'permissions-policy',
  'cross-origin-opener-policy', 'cross-origin-resource-policy', 'x-permitted-cross-domain-policies', 'cache-control'];

function assertSecurityHeadersOnce(answer, where) {
  for (const name of SECURITY) assert.equal(answer.headers[name]?.length, 1, `${where}: ${name} is sent ${answer.headers[name]?.length ?? 0} times`);
  assert.equal(answer.headers['access-control-allow-origin'], undefined, `${where}: no CORS`);
  assert.ok(!/\d/.test(answer.headers.server?.[0] ?? ''), `${where}: no version of the server`);
}

for (const Kind of [Nginx, Haproxy]) {
  const missing = !program(Kind.program);
  if (missing && process.env.CI) throw new Error(`${Kind.program} is missing and CI must not skip it`);
  const skip = missing && `SKIPPED: ${Kind.program} is missing`;

  describe(`${Kind.program} before the application`, { skip }, () => {
    let app;
    let proxy;
    before(async () => {
      app = await Server.create({ env: { APP_BASE_URL: `https://${NAME}` } });
      proxy = await Kind.start({ replicas: [`127.0.0.1:${app.port}`] });
    });
    after(async () => {
      await proxy?.stop();
      await app?.remove();
    });

    test('plain requests are led to TLS, with path and query', async () => {
      const answer = await ask({ port: proxy.http, path: '/team?state=draft', plain: true });
      assert.equal(answer.status, 308);
      assert.deepEqual(answer.headers.location, [`https://${NAME}/team?state=draft`]);
    });

    test('TLS 1.2 and 1.3 are spoken, nothing older, HTTP/2 by choice', async () => {
      const version = (which) => new Promise((resolve) => {
        const socket = tls.connect({ host: '127.0.0.1', port: proxy.https, servername: NAME, rejectUnauthorized: false, minVersion: which, maxVersion: which, ciphers: 'DEFAULT@SECLEVEL=0' });
        socket.once('secureConnect', () => { resolve(socket.getProtocol()); socket.destroy(); });
        socket.once('error', () => resolve('refused'));
      });
      assert.deepEqual(await Promise.all(['TLSv1.1', 'TLSv1.2', 'TLSv1.3'].map(version)), ['refused', 'TLSv1.2', 'TLSv1.3']);
      const client = http2.connect(`https://127.0.0.1:${proxy.https}`, { rejectUnauthorized: false, servername: NAME });
      const status = await new Promise((resolve, reject) => {
        client.on('error', reject);
        client.request({ ':path': '/health', ':authority': NAME }).on('response', (headers) => resolve(headers[':status'])).resume();
      });
      client.close();
      assert.equal(status, 200);
    });

    test('pages come through with the headers of the application, each once', async () => {
      const direct = await ask({ port: app.port, path: '/sign-in', plain: true });
      const through = await ask({ port: proxy.https, path: '/sign-in' });
      assert.equal(through.status, 200);
      assertSecurityHeadersOnce(through, 'a page');
      for (const name of SECURITY.filter((header) => header !== 'content-security-policy')) assert.deepEqual(through.headers[name], direct.headers[name]);
      assert.match(through.headers['content-security-policy'][0], /'nonce-.+'strict-dynamic'/);
    });

    test('/health answers on both ports', async () => {
      for (const plain of [true, false]) {
        const answer = await ask({ port: plain ? proxy.http : proxy.https, path: '/health', plain });
        assert.equal(answer.status, 200);
        assert.equal(JSON.parse(answer.text).status, 'healthy');
      }
      assert.equal((await ask({ port: proxy.https, path: '/metrics' })).status, 404);
    });

    test('a change from another site is refused through the proxy too', async () => {
      const post = (headers) => ask({ port: proxy.https, path: '/api/session', method: 'POST', body: '{}', headers: { 'content-type': 'application/json', ...headers } });
      assert.equal((await post({ origin: 'https://evil.example' })).status, 403);
      assert.equal((await post({ origin: `https://${NAME}` })).status, 200);
    });

    test('no token and no query is logged', async () => {
      await ask({ port: proxy.https, path: '/invitation/a-secret-token?q=another-secret' });
      await ask({ port: proxy.https, path: '/set-up/a-secret-token' });
      await until('the log has both', () => /set-up/.test(proxy.log()));
      assert.doesNotMatch(proxy.log(), /secret/);
    });
  });

  describe(`${Kind.program} before several replicas`, { skip }, () => {
    let replicas;
    let proxy;
    const start = async (count, options = {}) => {
      replicas = [];
      for (let n = 0; n < count; n += 1) replicas.push(await Upstream.start(`r${n}`));
      proxy = await Kind.start({ replicas: replicas.map((replica) => replica.address), ...options });
      await until('a replica is reached', async () => (await ask({ port: proxy.https, path: '/', headers: session('z') })).status === 200);
    };
    const stop = async () => {
      await proxy.stop();
      await Promise.all(replicas.filter((replica) => replica.server.listening).map((replica) => replica.kill()));
    };
    const within = (count, options, body) => async () => {
      await start(count, options);
      try {
        await body();
      } finally {
        await stop();
      }
    };

    test('bodies: 10 MiB everywhere, 24 MiB for an import', within(1, {}, async () => {
      const MIB = 1 << 20;
      const send = (path, bytes) => ask({ port: proxy.https, path, method: 'POST', body: Buffer.alloc(bytes), headers: { ...session('b'), 'content-length': bytes, expect: '100-continue' } })
        .catch((error) => assert.fail(`${path} with ${bytes}: ${error}`));
      for (const [path, bytes, status] of [['/api/save-draft', 10 * MIB, 200], ['/api/upload-import', 24 * MIB, 200]]) {
        const answer = await send(path, bytes);
        assert.equal(answer.status, status);
        assert.equal(JSON.parse(answer.text).bytes, bytes);
      }
      for (const [path, bytes] of [['/api/save-draft', 10 * MIB + 1], ['/api/upload-import', 24 * MIB + 1]]) {
        const refused = await new Promise((resolve, reject) => {
          // Says its length and waits to be let in, as browsers with large files do.
          const request = https.request({ host: '127.0.0.1', port: proxy.https, path, method: 'POST', agent: false, rejectUnauthorized: false, headers: { host: NAME, 'content-length': bytes, expect: '100-continue' } }, (response) => {
            let text = '';
            response.on('data', (chunk) => { text += chunk; });
            response.on('end', () => resolve({ status: response.statusCode, headers: response.headersDistinct, text }));
          });
          request.on('continue', () => reject(new Error(`${path}: let in`)));
          request.on('error', reject);
          request.flushHeaders();
        });
        assert.equal(refused.status, 413);
        assertSecurityHeadersOnce(refused, 'too large');
        assert.equal(replicas[0].count(path), 1);
      }
    }));

    test('more than a burst of one session answers 429 with a wait, others go on', within(1, {}, async () => {
      const burst = async (headers, many) => {
        const answers = await Promise.all(Array.from({ length: many }, () => ask({ port: proxy.https, path: '/', headers })));
        return { passed: answers.filter((answer) => answer.status === 200).length, limited: answers.filter((answer) => answer.status === 429) };
      };
      const one = await burst(session('a'), 60);
      assert.ok(one.passed >= 20 && one.passed <= 45, `${one.passed} of 60 passed`);
      for (const answer of one.limited) {
        assert.deepEqual(answer.headers['retry-after'], ['1']);
        assert.ok(answer.headers['content-type'][0].startsWith(HTML));
        assertSecurityHeadersOnce(answer, '429');
      }
      assert.equal((await burst(session('c'), 20)).limited.length, 0, 'another session of the same address');
      const strangers = await burst({}, 60);
      assert.ok(strangers.passed >= 20 && strangers.passed <= 45, `signed out, ${strangers.passed} of 60 passed`);
      const made_up = await burst({ cookie: 'pa_session=x' }, 10);
      assert.ok(made_up.limited.length > 0, 'a cookie that is no session counts as none');
      const assets = await Promise.all(Array.from({ length: 100 }, () => ask({ port: proxy.https, path: '/pkg/both.js' })));
      assert.ok(assets.every((answer) => answer.status === 200), 'assets are not counted');
    }));

    test('a stream arrives as it is written', within(1, {}, async () => {
      const answer = await ask({ port: proxy.https, path: '/stream', headers: session('s'), onChunk: (text) => {
        // Only what has arrived lets the replica go on: a proxy that waits for the end waits for ever.
        if (text.includes('first') && !text.includes('second')) replicas[0].goOn();
      } });
      assert.equal(answer.text, 'data: first\n\ndata: second\n\n');
    }));

    test('a socket is upgraded', within(1, {}, async () => {
      const greeting = await new Promise((resolve, reject) => {
        const request = https.request({ host: '127.0.0.1', port: proxy.https, path: '/live', agent: false, rejectUnauthorized: false,
          headers: { host: NAME, connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-version': '13' } });
        request.on('upgrade', (response, socket, head) => {
          const finish = (bytes) => { socket.destroy(); resolve(bytes.toString()); };
          if (head.length) finish(head); else socket.once('data', finish);
        });
        request.on('response', (response) => reject(new Error(`answered ${response.statusCode}`)));
        request.on('error', reject);
        request.end();
      });
      assert.equal(greeting, 'hello');
    }));

    test('the replica learns who asks, and keeps the id of the request', within(1, {}, async () => {
      const { headers } = JSON.parse((await ask({ port: proxy.https, path: '/', headers: { ...session('i'), 'x-forwarded-for': '203.0.113.9', 'x-request-id': 'from-outside-1' } })).text);
      assert.equal(headers['x-forwarded-for'].replaceAll(' ', ''), '203.0.113.9,127.0.0.1');
      assert.equal(headers['x-forwarded-proto'], 'https');
      assert.equal(headers.host, NAME);
      assert.equal(headers['x-request-id'], 'from-outside-1');
      const made = JSON.parse((await ask({ port: proxy.https, path: '/', headers: { ...session('i'), 'x-request-id': 'bad id\t!' } })).text).headers['x-request-id'];
      assert.match(made, /^[0-9a-f-]{32,36}$/);
    }));

    test('a killed replica costs nobody an answer, and no change is sent twice', within(3, {}, async () => {
      await replicas[0].kill();
      for (let n = 0; n < 40; n += 1) {
        const method = n % 2 ? 'POST' : 'GET';
        const answer = await ask({ port: proxy.https, path: '/api/save-draft', method, headers: session('klmno'[n % 5]), body: method === 'POST' ? '{}' : undefined });
        assert.equal(answer.status, 200, `request ${n}`);
      }
      const broken = await ask({ port: proxy.https, path: '/api/dies', method: 'POST', body: '{}', headers: session('p') });
      assert.equal(broken.status, 503);
      assert.deepEqual(broken.headers['retry-after'], ['2']);
      assertSecurityHeadersOnce(broken, 'a broken answer');
      assert.equal(replicas[1].count('/api/dies') + replicas[2].count('/api/dies'), 1);
    }));

    test('with none left a page says so', within(1, {}, async () => {
      await replicas[0].kill();
      const answer = await ask({ port: proxy.https, path: '/', headers: session('q') });
      assert.equal(answer.status, 503);
      assert.deepEqual(answer.headers['retry-after'], ['2']);
      assertSecurityHeadersOnce(answer, 'nobody there');
    }));

    test('a replica that is not ready is asked no more, and again once it is', within(2, { checked: true, env: { EVERY: '0.2' } }, async () => {
      const reached = async () => {
        const names = new Set();
        for (let n = 0; n < 12; n += 1) names.add(JSON.parse((await ask({ port: proxy.https, path: '/', headers: somebody() })).text).name);
        return [...names].sort().join();
      };
      replicas[0].ready = false;
      await until('the leaving replica is out', async () => (await reached()) === 'r1');
      replicas[0].ready = true;
      await until('it is back', async () => (await reached()) === 'r0,r1');
    }));

    test('assets are kept, and found on whichever replica has them', within(2, {}, async () => {
      for (let n = 0; n < 6; n += 1) {
        for (const path of ['/pkg/both.js', '/pkg/r0.js', '/pkg/r1.js']) {
          const answer = await ask({ port: proxy.https, path });
          assert.equal(answer.status, 200, path);
          assert.deepEqual(answer.headers['cache-control'], ['public, max-age=31536000, immutable']);
        }
      }
      assert.equal(replicas[0].count('/pkg/both.js') + replicas[1].count('/pkg/both.js'), 1, 'asked of a replica once');
    }));
  });
}
