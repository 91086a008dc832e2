// A thousand people write at the same moment, and all of them are being answered at once: what the gateway holds then.

import { fork } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AS_STARTED } from './as-started.ts';
import type { HostResult, HostTask } from './conversations-host.ts';
import { createBenchDevice, fillDevice } from './device.ts';
import type { Figure, Workload } from './figure.ts';
import { prepareStore } from './recovery.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const SIZES = { small: { people: 50, proven: 50 }, full: { people: 1_000, proven: 100 } } as const;
const HOST = fileURLToPath(new URL('conversations-host.ts', import.meta.url));
const BUILT = fileURLToPath(new URL('../dist/engine/index.js', import.meta.url));
const SOURCE = fileURLToPath(new URL('../engine/index.ts', import.meta.url));
const MIB = 2 ** 20;

export const conversations: Workload = {
  name: 'conversations',
  run: (size) =>
    inTemporaryFolder(async (folder) => {
      const { people, proven } = SIZES[size];
      const { children, highestBytes, atOnce, sent } = await answerAll(folder, people, proven);
      const from = existsSync(BUILT) ? 'from dist/' : 'from source: dist/ is not built';
      const figure: Figure = {
        figure: 'conversations at once: resident memory',
        value: highestBytes / MIB,
        unit: 'MiB',
        limit: null,
        bar: { of: 'value', below: (150 * 1e6) / MIB },
        parameters: `the highest until all answers are durable and so many proven, ${from}; ${atOnce} turns with the agent at once, ${sent} answers proven, ${children} children, fake imsg (current, bridge); the others wait for Messages, which takes a quarter of a second for each; the bar is 150 MB`,
        checksum: '',
      };
      return [figure];
    }),
};

/** In a process that holds nothing but the engine. */
async function answerAll(folder: string, people: number, proven: number): Promise<HostResult> {
  const device = createBenchDevice(join(folder, 'mac'), 'bridge');
  fillDevice(device, people, people);
  const stateDir = join(folder, 'state');
  prepareStore(stateDir, device.chatDbPath);
  const { imsgPath: cliPath, chatDbPath: dbPath } = device;
  const program = existsSync(BUILT) ? BUILT : SOURCE;
  // As what it becomes: what makes JavaScript of it would count as well.
  const hostPath = join(folder, 'host.mjs');
  writeFileSync(hostPath, stripTypeScriptTypes(readFileSync(HOST, 'utf8')));
  const host = fork(hostPath, { execArgv: [...AS_STARTED] });
  host.send({ program, stateDir, cliPath, dbPath, people, proven } satisfies HostTask);
  return new Promise((resolve, reject) => {
    host.once('message', (result) => resolve(result as HostResult));
    host.once('exit', (code, signal) => reject(new Error(`the engine ended with ${code ?? signal}`)));
  });
}
