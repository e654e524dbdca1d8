// The server is killed without warning in the middle of saves and started again: every acknowledged save is there.
//   node scripts/load/kills.mjs --kills 50
import { Server } from '../../end2end/fixtures/server.js';
import { everybody, integrity, option, pause } from './client.mjs';

const kills = Number(option('kills', 20));
const server = await Server.create({ demo: true });
let lost = 0;
let acknowledged = 0;
try {
  const people = await everybody(server, 60);
  for (let kill = 1; kill <= kills; kill += 1) {
    let running = true;
    const writing = people.map(async (person) => {
      person.pending = null;
      for (let n = 0; running; n += 1) {
        const text = `${person.login} before kill ${kill}, number ${n}`;
        person.pending = text;
        try {
          await person.save(text);
          person.pending = null;
        } catch {
          return; // not answered: it may or may not have arrived
        }
      }
    });
    await pause(40 + Math.random() * 400);
    await server.stop('SIGKILL');
    running = false;
    await Promise.all(writing);
    await server.start();
    for (const person of people) {
      const { set } = await person.json('my-targets', {});
      const found = set.draft.current_role;
      if (found !== person.text && found !== person.pending) {
        lost += 1;
        console.error(`kill ${kill}, ${person.login}: acknowledged “${person.text}”, found “${found}”`);
      }
      person.text = found;
    }
    const verified = server.run('audit', 'verify');
    const health = integrity(server);
    if (health !== 'ok' || !verified.includes('whole')) throw new Error(`after kill ${kill}: ${health}; ${verified}`);
  }
  acknowledged = people.reduce((sum, person) => sum + person.acknowledged, 0);
  console.log(`${kills} kills, ${acknowledged} acknowledged saves, ${lost} lost; the database and the audit chain are whole after each`);
  process.exitCode = lost || acknowledged < kills ? 1 : 0;
} finally {
  await server.remove();
}
