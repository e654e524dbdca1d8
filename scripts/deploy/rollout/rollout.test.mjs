// The rollout against a kubectl that writes down what it is told and fails where it is told to; only rendering is real.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../rollout.sh', import.meta.url));
const IMAGE = 'registry.example.com/pa-assistant@sha256:0123';
const REAL = spawnSync('sh', ['-c', 'command -v kubectl'], { encoding: 'utf8' }).stdout.trim();

function rollOut(overlay, { failing = '', before = 'registry.example.com/pa-assistant:0.0.9', image = IMAGE } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'pa-rollout-'));
  const log = join(folder, 'log');
  writeFileSync(log, '');
  writeFileSync(join(folder, 'kubectl'), `#!/bin/sh
[ "$1" != kustomize ] || exec ${REAL} "$@"
echo "$*" >>${log}
case "$*" in *"apply -f"*) cp "$(echo "$*" | sed 's/.*-f \\([^ ]*\\).*/\\1/')" ${folder}/applied.yaml ;; esac
case "$*" in *"get deployment"*) printf %s '${before}' ;; *"get pods"*"-o name"*) echo pod/one; echo pod/two ;; esac
${failing ? `case "$*" in *"${failing}"*) exit 1 ;; esac` : ''}
`);
  chmodSync(join(folder, 'kubectl'), 0o755);
  const done = spawnSync('bash', [SCRIPT, overlay, image], { encoding: 'utf8', env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, GATE_SECONDS: '1', SITE: '' } });
  const calls = readFileSync(log, 'utf8').trim().split('\n').map((call) => call.replace(/\/\S*release.yaml/, 'release.yaml'));
  let applied = '';
  try { applied = readFileSync(join(folder, 'applied.yaml'), 'utf8'); } catch { /* nothing was */ }
  rmSync(folder, { recursive: true, force: true });
  return { code: done.status, calls, applied, said: done.stdout + done.stderr };
}
const at = (calls, part) => calls.findIndex((call) => call.includes(part));

test('migrates first, then rolls out, then watches every pod', { skip: !REAL }, () => {
  const { code, calls, applied, said } = rollOut('production');
  assert.equal(code, 0, said);
  const order = ['delete job pa-assistant-migrate', '-l pa-assistant/stage=before', 'wait --for=condition=complete job/pa-assistant-migrate', 'rollout status', 'exec pod/one', 'exec pod/two'].map((part) => at(calls, part));
  assert.ok(order.every((place, n) => place >= 0 && (n === 0 || place > order[n - 1])), calls.join('\n'));
  assert.equal(at(calls, 'undo'), -1);
  assert.equal(applied.split(`image: ${IMAGE}`).length - 1, 2, 'the Job and the Deployment run the release');
  assert.match(applied, /image: postgres:/);
});

test('a migration that fails rolls nothing out and takes nothing back', { skip: !REAL }, () => {
  const { code, calls } = rollOut('production', { failing: 'wait --for=condition=complete' });
  assert.equal(code, 1);
  assert.equal(calls.filter((call) => call.startsWith('apply')).length, 1);
  assert.equal(at(calls, 'undo'), -1);
});

for (const [what, failing] of [['a rollout that does not finish', 'rollout status deployment/pa-assistant --timeout=300s'], ['a pod that is not healthy afterwards', 'exec pod/two']]) {
  test(`${what} is taken back`, { skip: !REAL }, () => {
    const { code, calls } = rollOut('staging', { failing });
    assert.equal(code, 1);
    assert.ok(at(calls, 'rollout undo deployment/pa-assistant') > at(calls, 'apply -f'));
  });
}

test('a first release has nothing to be taken back to, and says so', { skip: !REAL }, () => {
  const { code, calls, said } = rollOut('production', { failing: 'exec pod/one', before: '' });
  assert.equal(code, 1);
  assert.equal(at(calls, 'undo'), -1);
  assert.match(said, /no release before/);
});

test('the pilot has no migration to wait for: it migrates itself', { skip: !REAL }, () => {
  const { code, calls } = rollOut('pilot');
  assert.equal(code, 0);
  assert.equal(at(calls, 'job'), -1);
});

test('rolling back is one command', { skip: !REAL }, () => {
  const { code, calls } = rollOut('production', { image: '--undo' });
  assert.equal(code, 0);
  assert.deepEqual(calls.map((call) => call.replace('--namespace pa-assistant ', '')), ['rollout undo deployment/pa-assistant', 'rollout status deployment/pa-assistant --timeout=300s']);
});
