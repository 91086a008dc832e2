// Prints what could not be proven, and last the line "N passed, N failed". Ends with 1 if anything failed.
//
//   node count.cjs REPORT STATUS PROOFS
//
// REPORT is vitest's in JSON, STATUS the exit code of `npm test`, PROOFS what `bare-debian` writes. Plain enough for
// whatever Node the machine has.

const { readFileSync } = require('node:fs');

const [reportPath, status, proofsPath] = process.argv.slice(2);

/** Passed and failed tests. A failure outside any test (lint, types, a file that does not load) counts as one. */
function countTests() {
  let report = { numPassedTests: 0, numFailedTests: 0 };
  try {
    report = JSON.parse(readFileSync(reportPath, 'utf8'));
  } catch {
    console.log('The suite left no report.');
  }
  const { numPassedTests: passed, numFailedTests: failed } = report;
  return { passed, failed: failed || (status === '0' && passed > 0 ? 0 : 1) };
}

const proofs = readFileSync(proofsPath, 'utf8').split('\n');
const proofsOf = (word) => proofs.filter((line) => line.startsWith(`${word}: `));
for (const line of proofs.filter((each) => each !== '')) console.log(line);

const unproven = proofsOf('unproven');
if (unproven.length > 0 || proofs.every((line) => line === '')) {
  const bar = '!'.repeat(80);
  console.log(`${bar}\nNOT PROVEN here, since no bare Debian machine could be made:`);
  for (const line of unproven) console.log(line.replace('unproven:', '  -'));
  console.log(bar);
}

const tests = countTests();
const failed = tests.failed + proofsOf('failed').length;
console.log(`${tests.passed + proofsOf('passed').length} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
