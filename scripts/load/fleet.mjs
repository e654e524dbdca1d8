// Three replicas behind the shipped nginx or HAProxy, on a real PostgreSQL and Redis. People autosave while a replica is killed without
// warning again and again; then every replica is restarted in turn by SIGTERM under a steady load, and no request fails.
//   node scripts/load/fleet.mjs --proxy nginx --people 200 --seconds 180 --every 20 --sessions 50 --rate 100
//   --proxy both: half of the people through each, as a short check.
import { randomBytes } from 'node:crypto';
import { Haproxy, Nginx } from '../deploy/proxies/proxies.mjs';
import { notAsAcknowledged, option, pause, signedIn } from './client.mjs';
import { Visitor, asApplication, seed, start, steadily, summary } from './replicas.mjs';
import { Postgres, Redis } from './servers.mjs';

const wanted = { nginx: [Nginx], haproxy: [Haproxy], both: [Nginx, Haproxy] }[option('proxy', 'nginx')];
const [people, seconds, every] = [Number(option('people', 200)), Number(option('seconds', 180)), Number(option('every', 20))];
const [sessions, rate, drain] = [Number(option('sessions', 50)), Number(option('rate', 100)), option('drain', '5000')];

// Kills one after the other, `every` seconds apart, and starts each again a second later, as systemd and Compose do.
async function killing(replicas, until) {
  let kills = 0;
  for (;;) {
    await pause(every * 1000);
    if (Date.now() > until - 1000) return kills;
    const replica = replicas[kills % replicas.length];
    await replica.stop('SIGKILL');
    kills += 1;
    await pause(1000);
    await replica.start();
  }
}

// Everybody saves every three seconds. What fails is sent again after a second, as the page does, under the same number.
async function siege(everyone, until) {
  const told = { saves: 0, failed: 0, most: 0, reasons: new Map() };
  await Promise.all(everyone.map(async (person, n) => {
    await pause((n * 3000) / everyone.length);
    for (let round = 1; Date.now() < until; round += 1) {
      const [began, text, number] = [Date.now(), `${person.login} wrote this in round ${round}`, randomBytes(12).toString('hex')];
      told.saves += 1;
      for (let tries = 0; ; tries += 1) {
        try {
          await person.save(text, number);
          break;
        } catch (error) {
          if (tries === 0) told.failed += 1;
          told.most = Math.max(told.most, tries + 1);
          const reason = error.status ?? error.code ?? error.message;
          told.reasons.set(reason, (told.reasons.get(reason) ?? 0) + 1);
          if (tries === 5) throw error;
          await pause(1000);
        }
      }
      await pause(Math.max(0, 3000 - (Date.now() - began)));
    }
  }));
  return told;
}

const postgres = await Postgres.start();
const redis = await Redis.start();
const replicas = [];
const proxies = [];
const everyone = [];
try {
  seed(postgres);
  replicas.push(...await start(postgres, { count: 3, env: { DATABASE_URL: asApplication(postgres), REDIS_URL: redis.url, DRAIN_MS: drain } }));
  const addresses = replicas.map((replica) => `127.0.0.1:${replica.port}`);
  for (const Kind of wanted) proxies.push(await Kind.start({ replicas: addresses, checked: true }));
  everyone.push(...await signedIn(people, (login, n) => new Visitor(proxies[n % proxies.length].https, login, n)));
  if (everyone.length < people * 0.9) throw new Error(`only ${everyone.length} people could sign in`);

  const until = Date.now() + seconds * 1000;
  const [told, kills] = await Promise.all([siege(everyone, until), killing(replicas, until)]);
  const wrong = await notAsAcknowledged(everyone);
  const reopened = everyone.reduce((sum, person) => sum + person.reopened, 0);
  const saved = everyone.flatMap((person) => person.took.splice(0));

  const few = everyone.slice(0, sessions);
  let over = false;
  const [began, load] = [performance.now(), steadily(few, rate, () => over)];
  const gone = [];
  await pause(1000);
  for (const replica of replicas) {
    const left = performance.now();
    await replica.stop('SIGTERM');
    gone.push((performance.now() - left) / 1000);
    if (replica.process.exitCode !== 0) throw new Error(`a replica left with ${replica.process.exitCode}`);
    await replica.start();
  }
  await pause(2000);
  over = true;
  const rolled = await load;
  const reached = rolled.sent / ((performance.now() - began) / 1000);
  const wrongAfter = await notAsAcknowledged(few);
  const audit = replicas[0].run('audit', 'verify').trim();
  const share = (100 * told.failed) / told.saves;
  const again = everyone.reduce((sum, person) => sum + person.reopened, 0) - reopened;
  for (const [reason, count] of told.reasons) console.log(`answered during kills: ${reason}, ${count} times`);
  console.log(`${wanted.map((kind) => kind.program).join(' and ')}: ${everyone.length} people, ${seconds} s, ${kills} kills: ${told.saves} saves, ${told.failed} failed (${share.toFixed(2)} %), `
    + `each fine after at most ${told.most} more tries, ${reopened} sent once more by the browser itself, ${wrong} lost or doubled, ${summary(saved)}; rolling restart at ${reached.toFixed(0)} requests/s from ${few.length} sessions: `
    + `${rolled.sent} requests, ${rolled.failed} failed, ${summary(rolled.took)}, each gone within ${Math.max(...gone).toFixed(1)} s, ${again} sent once more on a new connection, ${wrongAfter} lost or doubled; ${audit}`);
  process.exitCode = wrong || wrongAfter || share > 0.5 || told.most > 3 || rolled.failed || kills < 1 || Math.max(...gone) > 25 || !audit.includes('whole') ? 1 : 0;
} finally {
  for (const person of everyone) person.leave();
  for (const proxy of proxies) await proxy.stop();
  for (const replica of replicas) await replica.remove();
  await redis.remove();
  await postgres.remove();
}
