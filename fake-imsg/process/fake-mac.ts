import { requireNode } from './node-version.ts';

requireNode();
// Only now, because it loads SQLite.
const { runFakeMac } = await import('./run-fake-mac.ts');
const { processOutput } = await import('./process-output.ts');
process.exitCode = await runFakeMac(process.argv.slice(2), processOutput());
