// What a start costs: the gateway until it reads, and what it holds then.

import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { AS_STARTED } from './as-started.ts';
import { secondsOf } from './clock.ts';
import { createBenchDevice, fillDevice } from './device.ts';
import { type Figure, median, type Workload } from './figure.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const SIZES = { small: { starts: 1 }, full: { starts: 5 } } as const;
const BUILT = fileURLToPath(new URL('../dist/engine/cli/main.js', import.meta.url));
const SOURCE = fileURLToPath(new URL('../engine/cli/main.ts', import.meta.url));
/** Until what a start has stirred up has settled. */
const SETTLE_MS = 2_000;
const MIB = 2 ** 20;

export const startUp: Workload = {
  name: 'start-up',
  run: (size) =>
    inTemporaryFolder(async (folder) => {
      const { starts } = SIZES[size];
      const starting: StartResult[] = [];
      for (let run = 0; run < starts; run += 1) starting.push(await startGateway(join(folder, `run-${run}`)));
      return figuresOf(starting);
    }),
};

interface StartResult {
  readonly seconds: number;
  readonly residentMib: number;
}

function figuresOf(starting: readonly StartResult[]): Figure[] {
  const from = existsSync(BUILT) ? 'from dist/' : 'from source: dist/ is not built';
  const none = { limit: null, checksum: '' } as const;
  return [
    {
      ...none,
      figure: 'gateway: start to subscribed',
      value: median(starting.map((start) => start.seconds)),
      unit: 's',
      bar: { of: 'value', below: 1 },
      parameters: `${starting.length} starts, ${from}, fake imsg (current)`,
    },
    {
      ...none,
      figure: 'gateway: idle memory',
      value: median(starting.map((start) => start.residentMib)),
      unit: 'MiB',
      bar: { of: 'value', below: (100 * 1e6) / MIB },
      parameters: `resident, ${SETTLE_MS} ms after it subscribed, ${from}; the bar is 100 MB`,
    },
  ];
}

async function startGateway(folder: string): Promise<StartResult> {
  const device = createBenchDevice(folder);
  fillDevice(device, 1);
  const config = join(folder, 'imgate.json5');
  const imessage = { cliPath: device.imsgPath, dbPath: device.chatDbPath, dmPolicy: 'disabled' };
  const agents = { list: [{ id: 'main', type: 'echo' }] };
  writeFileSync(config, JSON.stringify({ stateDir: join(folder, 'state'), channels: { imessage }, agents }));
  const program = existsSync(BUILT) ? BUILT : SOURCE;
  let gateway: ChildProcessByStdio<null, null, Readable>;
  const seconds = await secondsOf(async () => {
    gateway = spawn(process.execPath, [...AS_STARTED, program, 'gateway', '--config', config], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await lineWith(gateway.stderr, 'watching messages');
  });
  await sleep(SETTLE_MS);
  const kibibytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(gateway!.pid)]).toString());
  const ended = once(gateway!, 'exit');
  gateway!.kill('SIGTERM');
  await ended;
  return { seconds, residentMib: (kibibytes * 1024) / MIB };
}

async function lineWith(stream: Readable, text: string): Promise<void> {
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const reader = createInterface({ input: stream });
    reader.on('line', (line) => {
      lines.push(line);
      if (line.includes(text)) resolve();
    });
    reader.on('close', () => reject(new Error(`the gateway ended:\n${lines.join('\n')}`)));
  });
}
