// Every variable of .env.example, wrong in every way it can be: one line each, which names it and never repeats its value; all at once, each
// still has its line, and nothing starts (O2).
//   PA_BIN=… node scripts/deploy/configuration.mjs
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'pa-configuration-'));
const nowhere = '/proc/nowhere/at/all';
// Three words that no message has, so that a value repeated in one is found.
const odd = 'zebra-quagga-okapi';
const ldap = { LDAP_URL: 'ldaps://ldap.example.com', LDAP_BIND_DN: 'cn=pa', LDAP_BIND_PASSWORD: 'a password', LDAP_BASE: 'dc=example' };
const postgres = { DATABASE_URL: 'postgresql://pa@db.example.com/pa', SESSION_SECRET: 's'.repeat(32), AUDIT_KEY: 'a'.repeat(32) };
const example = 'change-me-to-32-or-more-random-characters';

// Name, wrong values, and what has to be set beside them for the variable to mean anything.
const WRONG = [
  ['HOST', [odd, '10.0.0.256', '127.0.0.1:80']],
  ['PORT', ['0', '65536', '-1', '3.5', odd]],
  ['APP_BASE_URL', [odd, `ftp://${odd}`, `https://${odd}/path`, 'https://', `https://${odd} x`, `https://${odd}?x`]],
  ['DRAIN_MS', ['-1', '20001', odd]],
  ['SITE_ROOT', [nowhere]],
  ['DATABASE_URL', [odd, `mysql://${odd}`, 'file:', 'sqlite:', `file:${nowhere}/pa.db`, 'file:/tmp', `postgresql://pa@host/pa?passwrd=${odd}`, `postgresql://pa:${odd}@host:port/pa`, `postgresql://pa:${odd}@host:70000/pa`], { SESSION_SECRET: 's'.repeat(32), AUDIT_KEY: 'a'.repeat(32) }],
  ['DATABASE_READ_URL', [odd, `file:/tmp/${odd}.db`, `postgresql://pa:${odd}@host:port/pa`, `postgresql://pa@host/pa?passwrd=${odd}`], { ...postgres }],
  ['DATABASE_MAX_CONNECTIONS', ['1', '501', odd]],
  ['SESSION_SECRET', [odd, example, ''], { ...postgres, SESSION_SECRET: undefined }],
  ['AUDIT_KEY', [odd, example, ''], { ...postgres, AUDIT_KEY: undefined }],
  ['COMPANY_TIMEZONE', [odd, 'Asia/Nowhere']],
  ['SIGN_IN_PER_MINUTE', ['0', '100001', odd]],
  ['SIGN_IN_NETWORKS', [odd, '10.0.0.0/8', '10.0.0.0/33=5', '10.0.0.0/8=0', '10.0.0.0/8=many', '10.0.0.0/8=5,,']],
  ['REQUESTS_PER_SECOND', ['0', '1000001', odd]],
  ['REQUESTS_BURST', ['0', '1000001', odd]],
  ['TRUSTED_PROXIES', [odd, '10.0.0.0/33', '10.0.0.1,,']],
  ['LDAP_URL', [odd, `https://${odd}`, `ldap://${odd}`, 'ldaps://'], { ...ldap, LDAP_URL: undefined }],
  ['LDAP_STARTTLS', [odd, 'true'], ldap],
  ['LDAP_CA_FILE', [nowhere, '/etc/hostname'], ldap],
  ['LDAP_BIND_DN', [''], ldap],
  ['LDAP_BIND_PASSWORD', [''], ldap],
  ['LDAP_BASE', [''], ldap],
  ['LDAP_USER_FILTER', [`(uid=${odd})`, 'uid={login}', '(uid={login}'], ldap],
  ['LDAP_GROUP_FILTER', [`(member=${odd})`], { ...ldap, LDAP_GROUP_BASE: 'ou=groups' }],
  ['LDAP_GROUP_ROLES', [odd, 'manager=cn=x', 'hr_admin=nobody'], ldap],
  ['LDAP_TIMEOUT_SECONDS', ['0', '31', odd], ldap],
  ['REDIS_URL', [odd, `http://${odd}`, 'redis://', `redis://:${odd}@host:port`]],
  ['REDIS_SENTINELS', ['a:port', 'a,,b', `${odd} b`]],
  ['LOG_LEVEL', [odd]],
  ['LOG_FORMAT', [odd]],
  ['LOG_DIR', [nowhere]],
  ['METRICS_PORT', ['0', '65536', odd, '3000']],
  ['METRICS_HOST', [odd], { METRICS_PORT: '9464' }],
  ['DEMO_MODE', [odd]],
  ['DEMO_CLOCK_FILE', [nowhere]],
  ['ENABLE_DELEGATION', [odd]],
  ['ENABLE_AI_ASSISTANCE', [odd]],
  ['AI_MODE', [odd]],
  ['OLLAMA_BASE_URL', [odd, `ftp://${odd}`, 'http://', `http://${odd}?x`]],
  ['OLLAMA_MODEL', ['m'.repeat(1_000)]],
  ['OPENAI_BASE_URL', [odd, 'https://', `https://key@${odd}`]],
  ['AI_CA_FILE', [nowhere, '/etc/hostname']],
  ['BACKUP_DIR', [nowhere], { BACKUP_NIGHTLY: 'true' }],
  ['BACKUP_NIGHTLY', [odd]],
  ['BACKUP_KEY', [odd]],
];
// Whatever text they hold is right; the second copy's place may be away for a while, and a backup says so.
const ANY = new Set(['OPENAI_API_KEY_FILE', 'OPENAI_MODEL', 'AUDIT_CHECKPOINT_FILE', 'REMOVALS_FILE', 'BACKUP_COPY_DIR', 'LDAP_GROUP_BASE', 'REDIS_SENTINEL_MASTER', 'REDIS_PASSWORD']);

const findings = [];
let tried = 0;
function check(env) {
  tried += 1;
  const done = spawnSync(process.env.PA_BIN, ['config', 'check'], { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH, DATABASE_URL: `file:${folder}/pa.db`, ...env } });
  return { code: done.status, lines: done.stderr.split('\n').filter(Boolean), said: done.stdout + done.stderr };
}
// Exactly one line, about this name, in the form of all others.
function expect(name, env, what) {
  const { code, lines, said } = check(env);
  const line = new RegExp(`^configuration: ${name}(_FILE)? .+; wanted for example: .+$`);
  if (code !== 2 || lines.length !== 1 || !line.test(lines[0])) findings.push(`${what}: code ${code}, “${said.trim()}”`);
  if (said.includes(odd)) findings.push(`${what}: its value is repeated: ${said.trim()}`);
}

try {
  const names = [...readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name).map((name) => (/PASSWORD_FILE$/.test(name) ? name.replace(/_FILE$/, '') : name));
  const known = new Set(WRONG.map(([name]) => name));
  for (const name of names) {
    if (!known.has(name) && !ANY.has(name) && !name.startsWith('LDAP_ATTR_')) findings.push(`${name} is in .env.example, and nothing here gets it wrong`);
  }
  const fine = check({});
  if (fine.code !== 0) findings.push(`nothing wrong, and yet: ${fine.said}`);
  for (const [name, values, beside = {}] of WRONG) {
    const given = Object.fromEntries(Object.entries(beside).filter(([, value]) => value !== undefined));
    for (const value of values) expect(name, { ...given, [name]: value }, `${name}=${value}`);
    // As a file: one that is not there, one with a wrong value in it, and both ways at once.
    const path = join(folder, 'value');
    writeFileSync(path, `${values.find(Boolean) ?? ''}\n`);
    const without = Object.fromEntries(Object.entries({ DATABASE_URL: `file:${folder}/pa.db`, ...given }).filter(([other]) => other !== name));
    const alone = (env) => ({ ...without, DATABASE_URL: without.DATABASE_URL ?? '', ...env });
    if (values.some(Boolean)) expect(name, alone({ [`${name}_FILE`]: path }), `${name}_FILE with ${values.find(Boolean)}`);
  }
  for (const name of ['PORT', 'SESSION_SECRET', 'BACKUP_KEY', 'APP_BASE_URL', 'LOG_LEVEL']) {
    expect(name, { [`${name}_FILE`]: nowhere }, `${name}_FILE of a file that is not there`);
    const path = join(folder, 'twice');
    writeFileSync(path, 'x');
    expect(name, { [name]: 'x', [`${name}_FILE`]: path }, `${name} given twice`);
  }
  // Everything at once: each has its line still.
  const all = Object.fromEntries(WRONG.map(([name, values]) => [name, values[0]]));
  // Of two of which one may be given, one; the folder of a backup that nobody makes is nobody's.
  delete all.REDIS_SENTINELS;
  delete all.BACKUP_DIR;
  Object.assign(all, { LDAP_URL: `https://${odd}`, LDAP_GROUP_BASE: 'ou=groups', LDAP_STARTTLS: odd, METRICS_PORT: '0' });
  const { code, lines, said } = check(all);
  const named = lines.map((line) => /^configuration: ([A-Z_]+) /.exec(line)?.[1]);
  for (const name of Object.keys(all).filter((each) => each !== 'LDAP_GROUP_BASE')) {
    if (named.filter((each) => each === name).length !== 1) findings.push(`with everything wrong ${name} has ${named.filter((each) => each === name).length} lines`);
  }
  if (code !== 2 || said.includes(odd)) findings.push(`with everything wrong: code ${code}, a value is repeated: ${said.includes(odd)}`);
  const served = spawnSync(process.env.PA_BIN, ['serve'], { cwd: folder, encoding: 'utf8', timeout: 10_000, env: { PATH: process.env.PATH, DATABASE_URL: `file:${folder}/pa.db`, PORT: odd } });
  if (served.status !== 2) findings.push(`it serves half configured: ${served.status}`);
  for (const finding of findings) console.error(`xx  ${finding}`);
  console.log(findings.length ? `${findings.length} findings` : `${WRONG.length} variables, ${tried} wrong configurations: one clear line each, ${lines.length} at once, no value repeated`);
  process.exitCode = findings.length ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
