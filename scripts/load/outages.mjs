// What the application needs goes away while people write, and comes back: PostgreSQL, Redis, Redis' master under Sentinel. Everybody is
// told so in time (503), nothing acknowledged is lost, and nobody has to restart anything.
//   node scripts/load/outages.mjs --people 40 --away 8 [--only stopped,killed,silent,gone,replica,redis,sentinel]
import { performance } from 'node:perf_hooks';
import { randomBytes } from 'node:crypto';
import { Person, notAsAcknowledged, option, pause, signedIn } from './client.mjs';
import { seed, start } from './replicas.mjs';
import { Postgres, Redis, Wire } from './servers.mjs';

const [people, away] = [Number(option('people', 40)), Number(option('away', 8)) * 1000];
const seconds = (ms) => (ms / 1000).toFixed(1);

// Each person saves again and again; every answer is written down. What was not answered well goes out again under the same number.
function writing(everyone) {
  const answers = [];
  let over = false;
  const done = Promise.all(everyone.map(async (person) => {
    for (let round = 1; !over; round += 1) {
      const [text, number] = [`${person.login} wrote ${round}`, randomBytes(12).toString('hex')];
      for (let status = 0, tries = 0; status !== 200 && !(over && tries > 20); tries += 1) {
        const began = performance.now();
        try {
          await person.save(text, number);
          status = 200;
        } catch (error) {
          status = error.status ?? error.cause?.code ?? error.name;
        }
        answers.push({ person, began, ended: performance.now(), status });
        await pause(250);
      }
    }
  }));
  return { answers, stop: async () => { over = true; await done; } };
}

// Asks every 50 ms whether it is ready and whether it lives.
function watching(server) {
  const seen = [];
  let over = false;
  const ask = async (path) => {
    const began = performance.now();
    try {
      const answer = await fetch(server.url + path, { signal: AbortSignal.timeout(10_000) });
      return { began, ended: performance.now(), status: answer.status, text: await answer.text() };
    } catch (error) {
      return { began, ended: performance.now(), status: String(error), text: '' };
    }
  };
  const follow = async (path) => {
    while (!over) {
      seen.push({ path, ...await ask(path) });
      await pause(50);
    }
  };
  const done = Promise.all([follow('/api/health/ready'), follow('/api/health/live')]);
  return { seen, stop: async () => { over = true; await done; } };
}

const [wrongs, told] = [[], []];
const must = (what, holds) => { if (!holds) wrongs.push(what); };

// How long this process was not given the processor: a machine that was put to sleep measures nothing.
const STOOD_STILL = 5_000;
function standstill() {
  let [last, longest] = [performance.now(), 0];
  const tick = () => { const now = performance.now(); [last, longest] = [now, Math.max(longest, now - last)]; };
  const timer = setInterval(tick, 50);
  return () => { tick(); clearInterval(timer); return longest; };
}

// Once more when the machine stood still and something came too late. What was lost stays lost.
async function outage(name, server, everyone, how) {
  for (let tries = 1; ; tries += 1) {
    const still = standstill();
    const { late, words } = await oneOutage(name, server, everyone, how);
    const stood = still();
    if (late.length === 0 || stood < STOOD_STILL || !how.back || tries === 3) {
      wrongs.push(...late);
      told.push(words);
      return;
    }
    console.log(`${name}: this machine stood still for ${seconds(stood)} s; once more, instead of: ${late.join('; ')}`);
  }
}

// One outage: `go` takes it away, `back` gives it again. `said`: what readiness has to name. `inFlight`: how long an answer may take that
// was being worked on at that moment.
async function oneOutage(name, server, everyone, { go, back, said, inFlight = 2000, forgets = false }) {
  const { pid } = server.process;
  const late = [];
  const inTime = (what, holds) => { if (!holds) late.push(what); };
  const [load, watch] = [writing(everyone), watching(server)];
  await pause(1500);
  const left = performance.now();
  await go();
  const gone = performance.now();
  await pause(away);
  const returning = performance.now();
  await back?.();
  const there = performance.now();
  const fine = () => everyone.every((person) => load.answers.some((answer) => answer.person === person && answer.began > there && answer.status === 200));
  while (!fine() && performance.now() - there < 30_000) await pause(50);
  const recovered = performance.now() - there;
  await pause(500);
  await load.stop();
  await watch.stop();

  const during = load.answers.filter(({ ended }) => ended > left);
  const refused = during.filter(({ status }) => status !== 200);
  const statuses = [...new Set(refused.map(({ status }) => status))];
  // A host that is gone without a word never answers what it was asked before: the proxy gives up, here a person does.
  const wanted = ({ began, status }) => status === 503 || (forgets && began <= gone && status === 'TimeoutError');
  const longest = (answers) => Math.max(0, ...answers.map(({ began, ended }) => ended - began));
  const [fresh, begun] = [longest(during.filter(({ began }) => began > gone)), longest(during.filter(({ began }) => began <= gone))];
  const ready = watch.seen.filter(({ path }) => path.endsWith('ready'));
  const unready = ready.find(({ ended, status }) => ended > left && status === 503);
  const readyAgain = ready.find(({ began, status }) => began > (unready?.ended ?? 0) && status === 200);
  const lived = watch.seen.filter(({ path }) => path.endsWith('live'));
  const silent = lived.filter(({ status }) => status !== 200).length;
  const wrong = await notAsAcknowledged(everyone);
  const took = unready ? unready.ended - left : Infinity;
  inTime(`${name}: requests were answered with ${statuses}`, refused.length > 0 && refused.every(wanted));
  inTime(`${name}: an answer took ${seconds(fresh)} s`, fresh <= 2000);
  inTime(`${name}: an answer that was being worked on took ${seconds(begun)} s`, begun <= inFlight);
  inTime(`${name}: unready after ${seconds(took)} s`, took <= 10_000);
  inTime(`${name}: unready, but it says “${unready?.text}”`, unready?.text.startsWith(said));
  inTime(`${name}: ${silent} times it was not alive`, silent === 0);
  must(`${name}: ${wrong} drafts are not as acknowledged`, wrong === 0);
  must(`${name}: the process is another one`, server.process.pid === pid && server.process.exitCode === null);
  let ending;
  if (back) {
    const again = Math.max(0, (readyAgain?.ended ?? Infinity) - there);
    inTime(`${name}: back for everybody after ${seconds(recovered)} s, ready after ${seconds(again)} s`, Math.max(recovered, again) <= 5000);
    ending = `ready ${seconds(again)} s and everybody saves ${seconds(recovered)} s after its return (away ${seconds(returning - gone)} s)`;
  } else {
    const last = Math.max(...refused.map(({ ended }) => ended)) - left;
    inTime(`${name}: everybody saves after ${seconds(last)} s`, last <= 15_000 && fine());
    ending = `everybody saves again ${seconds(last)} s later`;
  }
  console.log(`${name}: ${refused.length} answers of ${statuses.join(', ')}, none later than ${seconds(fresh)} s (in work at that moment: ${seconds(begun)} s); `
    + `unready after ${seconds(took)} s (“${unready?.text}”), alive all the time (within ${longest(lived).toFixed(0)} ms); ${ending}; ${wrong} lost or doubled`);
  return { late, words: `${name}: unready after ${seconds(took)} s, no answer later than ${seconds(fresh)} s, ${ending}` };
}

async function withServer(options, work) {
  const [server] = await start(postgres, { env: { APP_BASE_URL: 'http://127.0.0.1', SIGN_IN_NETWORKS: '127.0.0.0/8=100000', REQUESTS_PER_SECOND: '1000', REQUESTS_BURST: '1000', ...options } });
  try {
    const everyone = await signedIn(people, (login) => new Person(server.url, login));
    if (everyone.length < people * 0.9) throw new Error(`only ${everyone.length} people could sign in`);
    await work(server, everyone);
  } finally {
    await server.remove();
  }
}

const postgres = await Postgres.start();
const removed = [() => postgres.remove()];
const parts = {
  stopped: () => withServer({}, (server, everyone) => outage('PostgreSQL stopped', server, everyone, { go: () => postgres.down('fast'), back: () => postgres.up(), said: 'database: ' })),
  killed: () => withServer({}, (server, everyone) => outage('PostgreSQL killed', server, everyone, { go: () => postgres.kill(), back: () => postgres.up(), said: 'database: ' })),
  // What was begun before waits for the database itself; nothing new does.
  silent: () => withServer({}, (server, everyone) => outage('PostgreSQL silent', server, everyone, { go: () => postgres.freeze(), back: () => postgres.thaw(), said: 'database: ', inFlight: away + 4000 })),
  gone: async () => {
    const wire = await Wire.to(postgres.port);
    removed.push(() => wire.remove());
    // Few connections, so that one which is never given back is missed.
    const env = { DATABASE_URL: postgres.url.replace(String(postgres.port), String(wire.port)), DATABASE_MAX_CONNECTIONS: '4' };
    await withServer(env, async (server, everyone) => {
      for (const person of everyone) person.patience = away + 2000;
      for (let n = 0; n < Number(option('times', 3)); n += 1) {
        await outage('PostgreSQL\'s host gone without a word', server, everyone, { go: () => wire.cut(), back: () => wire.mend(), said: 'database: ', inFlight: away + 3000, forgets: true });
      }
    });
  },
  // Figures over everybody come from it while it is there; nobody notices when it goes and when it comes back.
  replica: async () => {
    const standby = await Postgres.standbyOf(postgres);
    removed.push(() => standby.remove());
    await withServer({ DATABASE_READ_URL: standby.url }, async (server, [someone]) => {
      const hr = await (await new Person(server.url, 'EMP0004').signIn()).actAs('hr_admin');
      const looks = [];
      // Each sign-in is an entry of the audit chain, so each look asks the database again.
      const look = async () => {
        await new Person(server.url, someone.login).signIn();
        const began = performance.now();
        const answer = await fetch(`${server.url}/results`, { headers: { cookie: hr.cookie, accept: 'text/html' } });
        const figures = (await answer.text()).match(/figure-card__value[^<]*<?/g)?.join() ?? '';
        const { readReplica } = await (await fetch(`${server.url}/api/health`)).json();
        looks.push({ status: answer.status, took: performance.now() - began, figures, standing: readReplica });
        return readReplica;
      };
      const until = async (standing, within) => {
        const began = performance.now();
        while (await look() !== standing) {
          if (performance.now() - began > within) return Infinity;
          await pause(100);
        }
        return performance.now() - began;
      };
      const first = await until('ready', 5_000);
      for (let n = 0; n < 10; n += 1) await look();
      const used = Number(standby.sql("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = 'pa' AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND query_start > now() - interval '5 seconds'"));
      await standby.kill();
      const gone = await until('gone', 2_000);
      for (let n = 0; n < 20; n += 1) await look();
      await standby.up();
      const again = await until('ready', 10_000);
      const slowest = Math.max(...looks.map(({ took }) => took));
      must(`the read replica was not asked, by ${used} connections`, first < Infinity && used > 0);
      must(`answers of ${[...new Set(looks.map(({ status }) => status))]}, the slowest after ${seconds(slowest)} s`, looks.every(({ status }) => status === 200) && slowest <= 2000);
      must(`figures differ, or there are none: “${looks[0].figures}”`, /\d/.test(looks[0].figures) && new Set(looks.map(({ figures }) => figures)).size === 1);
      must(`gone after ${seconds(gone)} s, used again after ${seconds(again)} s`, Math.max(gone, again) < Infinity);
      told.push(`The read replica gone: ${looks.length} looks at the results, all answered with the same figures, the slowest after ${slowest.toFixed(0)} ms; used again ${seconds(again)} s after its return`);
      console.log(told.at(-1));
    });
  },
  redis: async () => {
    const redis = await Redis.start();
    removed.push(() => redis.remove());
    await withServer({ REDIS_URL: redis.url }, (server, everyone) => outage('Redis stopped', server, everyone, { go: () => redis.down(), back: () => redis.up(), said: 'sessions: Redis' }));
  },
  sentinel: async () => {
    const group = [await Redis.start()];
    const [master] = group;
    removed.push(async () => { for (const server of group) await server.remove(); });
    for (let n = 0; n < 2; n += 1) group.push(await Redis.start({ master }));
    for (let n = 0; n < 3; n += 1) group.push(await Redis.sentinel(master));
    const sentinel = group.at(-1);
    const state = () => sentinel.ask('sentinel', 'master', 'pa');
    while (!/num-slaves\n2\n/.test(state()) || !/num-other-sentinels\n2\n/.test(state())) await pause(100);
    const env = { REDIS_SENTINELS: group.slice(3).map(({ port }) => `127.0.0.1:${port}`).join(','), REDIS_SENTINEL_MASTER: 'pa' };
    await withServer(env, async (server, everyone) => {
      const cookies = everyone.map(({ cookie }) => cookie).join();
      // Nobody gives it back: the Sentinels name another one by themselves, after the three seconds that are shipped.
      await outage('Redis\' master killed under Sentinel', server, everyone, { go: () => master.down('SIGKILL'), said: 'sessions: Redis' });
      must('somebody had to sign in again', everyone.map(({ cookie }) => cookie).join() === cookies);
      must('the master is still the old one', !sentinel.ask('sentinel', 'get-master-addr-by-name', 'pa').includes(String(master.port)));
    });
  },
};
try {
  seed(postgres);
  const only = option('only', Object.keys(parts).join()).split(',');
  for (const name of only) await parts[name]();
  for (const wrong of wrongs) console.error(`xx  ${wrong}`);
  console.log(wrongs.length ? `${wrongs.length} promises are broken` : `${people} people writing. ${told.join('. ')}`);
  process.exitCode = wrongs.length ? 1 : 0;
} finally {
  for (const remove of removed.reverse()) await remove();
}
