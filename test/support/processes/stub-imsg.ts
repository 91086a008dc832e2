import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, writeLauncher } from './node-script.ts';

/**
 * An executable for `cliPath` that grants whatever it is asked. `script` can use `say(text, then)` to write to
 * stdout, and set `onWatch`, which runs when a watch has been subscribed to.
 */
export function writeStubImsg(script: string): string {
  const folder = temporaryFolder();
  const path = join(folder, 'imsg');
  const program = join(folder, 'imsg.cjs');
  const source = `const say = (text, then) => process.stdout.write(text, then);
const results = { send: { ok: true, guid: 'OWN-1', id: 100 }, 'watch.subscribe': { subscription: 1 } };
let onWatch = () => {};
${script}
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method } = JSON.parse(line);
  say(JSON.stringify({ jsonrpc: '2.0', id, result: results[method] ?? {} }) + '\\n');
  if (method === 'watch.subscribe') onWatch();
});
`;
  writeFileSync(program, source);
  writeLauncher(path, [process.execPath, program]);
  return path;
}
