// A company's file is imported through the page, as HR does it: how long until it is compared and until it is applied, and how much
// memory the server needs for it beside what it needs anyhow.
//   node scripts/load/importing.mjs --people 20000
import { readFileSync, writeFileSync } from 'node:fs';
import { Server } from '../../end2end/fixtures/server.js';
import { Person, option, pause } from './client.mjs';

const UNDER_WAY = ['Checking', 'Applying'];

function company(people) {
  const rows = ['employee_id,full_name,email,department,employee_type,grade,job_title,manager_employee_id,joined_on'];
  for (let n = 0; n < people; n += 1) {
    const id = (number) => `T${String(number).padStart(6, '0')}`;
    const manager = n === 0 ? '' : id(Math.floor((n - 1) / 8));
    rows.push(`${id(n)},Person Number ${n},t${n}@example.com,Department ${n % 60},Back-Office,APE3,Engineer,${manager},2020-04-01`);
  }
  return `${rows.join('\r\n')}\r\n`;
}

const memory = (pid, what) => Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

// Seconds until the preview and until everybody is there; mebibytes more than before at the most.
export async function measureImport(people) {
  const server = await Server.create({ demo: true });
  try {
    const hr = await (await new Person(server.url, 'EMP0004').signIn()).actAs('hr_admin');
    // What signing in took is not the import's.
    writeFileSync(`/proc/${server.process.pid}/clear_refs`, '5');
    const before = memory(server.process.pid, 'VmRSS');
    const form = new FormData();
    form.set('acting_as', hr.stamp);
    form.set('file', new Blob([company(people)], { type: 'text/csv' }), 'company.csv');
    const began = performance.now();
    const seconds = () => (performance.now() - began) / 1000;
    const sent = await fetch(`${server.url}/api/upload-import`, {
      method: 'POST', redirect: 'manual', headers: { accept: 'text/html', origin: server.url, cookie: hr.cookie }, body: form,
    });
    const id = Number((sent.headers.get('location') ?? '').split('=').pop());
    if (!id) throw new Error(`not staged: ${sent.status} ${sent.headers.get('location')}`);
    const settled = async () => {
      for (;;) {
        const view = await hr.json('import-preview', { import: id, only: '', page: 1 });
        if (!UNDER_WAY.includes(view.state)) return view;
        await pause(50);
      }
    };
    const preview = await settled();
    const compared = seconds();
    if (preview.created !== people) throw new Error(`${preview.created} of ${people} are new: ${JSON.stringify(preview).slice(0, 300)}`);
    const applied = await hr.post('apply-import', 'application/x-www-form-urlencoded', new URLSearchParams({ import: id, acting_as: hr.stamp }));
    if (!applied.ok && applied.status !== 302) throw new Error(`apply: ${applied.status} ${await applied.text()}`);
    const { state } = await settled();
    if (state !== 'Applied') throw new Error(`the import is ${state}`);
    return { compared, applied: seconds(), memory: memory(server.process.pid, 'VmHWM') - before, before };
  } finally {
    await server.remove();
  }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const people = Number(option('people', 20_000));
  const { compared, applied, memory: more, before } = await measureImport(people);
  console.log(`${people} employees: compared after ${compared.toFixed(1)} s, applied after ${applied.toFixed(1)} s; at most +${more.toFixed(0)} MiB over ${before.toFixed(0)} MiB`);
  process.exitCode = applied > 20 || more > 64 ? 1 : 0;
}
