// Help with writing, measured: how long a word takes from the model server to whoever waits, directly and through nginx; and what 50 people
// who wait for a hanging server do to everybody else.
//   node scripts/load/assist.mjs --rounds 20 --pages 200
import https from 'node:https';
import http from 'node:http';

import { Server } from '../../end2end/fixtures/server.js';
import { modelServer } from '../ai/stub.mjs';
import { Nginx, program } from '../deploy/proxies/proxies.mjs';
import { Person, option, pause, percentile } from './client.mjs';

const HR = 'EMP0004';
const LIMITS = { first_token: '60', total: '120', per_person: '5', at_once: '100', waiting: '100', words: '180' };

// Somebody whose words are timed.
async function setUp(server, model) {
  const hr = await (await new Person(server.url, HR).signIn()).actAs('hr_admin');
  const { version } = await hr.json('assistance', { test: false });
  const fields = { mode: 'local', model, ...LIMITS };
  const form = new URLSearchParams({ ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`form[${name}]`, value])), reason: '', seen: String(version), acting_as: hr.stamp });
  const answer = await hr.post('save-assistance', 'application/x-www-form-urlencoded', form);
  if (!answer.ok) throw new Error(`the mode cannot be set: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
  return hr;
}

async function writers(server, count) {
  const found = [];
  for (let n = 1; found.length < count && n <= 200; n += 1) {
    const person = new Person(server.url, `EMP${String(n).padStart(4, '0')}`);
    try { await person.signIn(); } catch { continue; }
    const { review } = await person.json('my-review', {});
    if (review?.self_desk) found.push({ person, review: review.head.review, field: `result-${review.targets[0].key}` });
  }
  return found;
}

// Asks for a suggestion; `heard` gets the time of each word. Answers how to go away.
function ask(where, { person, review, field }, heard) {
  const client = where.tls ? https : http;
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', accept: 'application/json', origin: where.origin, host: new URL(where.origin).host, cookie: person.cookie };
    const request = client.request({ host: '127.0.0.1', port: where.port, path: '/api/assist-stream', method: 'POST', agent: false, rejectUnauthorized: false, servername: 'pa.example.com', headers }, (response) => {
      let rest = '';
      response.on('data', (chunk) => {
        rest += chunk;
        const lines = rest.split('\n');
        rest = lines.pop();
        for (const line of lines) if (line.startsWith('{"Text"')) heard(Date.now());
      });
      response.on('end', () => resolve(response.statusCode));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(JSON.stringify({ review, field, facts: '- one two three four five six seven eight nine ten eleven twelve', acting_as: person.stamp }));
    if (heard.goAway) heard.goAway(() => request.destroy());
  });
}

async function words(model, where, writer, rounds) {
  const took = [];
  for (let round = 0; round < rounds; round += 1) {
    model.seen.sentAt.length = 0;
    const at = [];
    const status = await ask(where, writer, (time) => at.push(time));
    if (status !== 200 || at.length !== model.seen.sentAt.length) throw new Error(`${status}: ${at.length} of ${model.seen.sentAt.length} words came`);
    took.push(...at.map((time, index) => time - model.seen.sentAt[index]));
  }
  return took.sort((a, b) => a - b);
}

async function pages(server, cookie, count) {
  const took = [];
  for (let n = 0; n < count; n += 1) {
    const began = performance.now();
    const answer = await fetch(`${server.url}/`, { headers: { cookie, accept: 'text/html' } });
    await answer.text();
    took.push(performance.now() - began);
  }
  return took.sort((a, b) => a - b);
}

const model = modelServer();
const url = await model.listen();
const [rounds, count] = [Number(option('rounds', 20)), Number(option('pages', 200))];
const app = await Server.create({ demo: true, env: { OLLAMA_BASE_URL: url, AI_MODE: 'local', OLLAMA_MODEL: 'normal', APP_BASE_URL: 'https://pa.example.com' } });
let proxy;
try {
  await setUp(app, 'normal');
  const all = await writers(app, 12);
  const direct = await words(model, { port: app.port, origin: app.url }, all[0], rounds);
  console.log(`directly: ${direct.length} words, p50 ${percentile(direct, 0.5)} ms, p95 ${percentile(direct, 0.95)} ms, most ${direct.at(-1)} ms`);
  if (program('nginx')) {
    proxy = await Nginx.start({ replicas: [`127.0.0.1:${app.port}`] });
    const through = await words(model, { port: proxy.https, origin: 'https://pa.example.com', tls: true }, all[0], rounds);
    console.log(`through nginx: ${through.length} words, p50 ${percentile(through, 0.5)} ms, p95 ${percentile(through, 0.95)} ms, most ${through.at(-1)} ms`);
  } else console.log('through nginx: SKIPPED, nginx is missing');
  const hr = await setUp(app, 'hanging');
  await pages(app, hr.cookie, 50);
  const alone = await pages(app, hr.cookie, count);
  const leave = [];
  const waiting = [];
  for (let n = 0; n < 50; n += 1) {
    const heard = () => {};
    heard.goAway = (go) => leave.push(go);
    waiting.push(ask({ port: app.port, origin: app.url }, all[n % all.length], heard).catch(() => 'left'));
    await pause(20);
  }
  await pause(1000);
  const open = model.seen.open;
  const beside = await pages(app, hr.cookie, count);
  const [before, after] = [percentile(alone, 0.95), percentile(beside, 0.95)];
  console.log(`home of HR, p95: alone ${before.toFixed(1)} ms, while ${open} wait for a hanging server ${after.toFixed(1)} ms, ${(100 * (after / before - 1)).toFixed(0)} %`);
  for (const go of leave) go();
  await Promise.all(waiting);
  for (let n = 0; n < 100 && model.seen.open > 0; n += 1) await pause(20);
  console.log(`after they went away: ${model.seen.open} requests at the model server`);
  await setUp(app, 'flooding');
  const memory = async () => (await (await fetch(`${app.url}/api/health`)).json()).memory.used;
  const held = await memory();
  model.seen.bytes = 0;
  await Promise.all(all.slice(0, 10).map((writer) => ask({ port: app.port, origin: app.url }, writer, () => {})));
  console.log(`10 floods of up to 1 GB: ${(model.seen.bytes / 2 ** 20).toFixed(0)} MiB taken in all, memory ${held} before, ${await memory()} after (MiB)`);
} finally {
  await proxy?.stop();
  await app.remove();
  await model.close();
}
