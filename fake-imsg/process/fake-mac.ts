import { requireNode } from './node-version.ts';

requireNode();
// Only now, because it loads SQLite.
const { runFakeMac } = await import('../mac-commands/program.ts');
process.exitCode = await runFakeMac(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  async stdin() {
    const chunks = await process.stdin.setEncoding('utf8').toArray();
    return chunks.join('');
  },
});
