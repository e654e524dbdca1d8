// 200 people autosave at once, each every three seconds: nothing lost, nothing doubled.
//   node scripts/load/siege.mjs --people 200 --seconds 120
import { Server } from '../../end2end/fixtures/server.js';
import { everybody, integrity, notAsAcknowledged, option, pause, percentile } from './client.mjs';

export async function siege(server, people, seconds) {
  const until = Date.now() + seconds * 1000;
  let failed = 0;
  await Promise.all(people.map(async (person, n) => {
    await pause((n * 3000) / people.length);
    for (let round = 1; Date.now() < until; round += 1) {
      const began = Date.now();
      try {
        await person.save(`${person.login} wrote this in round ${round}`);
      } catch (error) {
        failed += 1;
        console.error(String(error));
      }
      await pause(Math.max(0, 3000 - (Date.now() - began)));
    }
  }));
  const wrong = await notAsAcknowledged(people);
  const took = people.flatMap((person) => person.took).sort((a, b) => a - b);
  return { saves: took.length, failed, wrong, p50: percentile(took, 0.5), p99: percentile(took, 0.99), max: took.at(-1) ?? 0 };
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const server = await Server.create({ demo: true });
  try {
    const people = await everybody(server, Number(option('people', 200)));
    const result = await siege(server, people, Number(option('seconds', 20)));
    const audit = server.run('audit', 'verify').trim();
    console.log(`${people.length} people, ${result.saves} saves, ${result.failed} failed, ${result.wrong} lost or doubled; `
      + `p50 ${result.p50.toFixed(1)} ms, p99 ${result.p99.toFixed(1)} ms, max ${result.max.toFixed(1)} ms; ${integrity(server)}; ${audit}`);
    process.exitCode = result.failed || result.wrong || people.length < 180 ? 1 : 0;
  } finally {
    await server.remove();
  }
}
