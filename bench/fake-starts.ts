// What a process of the fake `imsg` costs that does one thing: clients start several for a message.

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createBenchDevice, fillDevice } from './device.ts';
import { type Figure, median, type Workload } from './figure.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const SIZES = { small: { starts: 1 }, full: { starts: 20 } } as const;
const CALL = `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'chats.list', params: { limit: 1 } })}\n`;
const BUNDLE = new URL('../dist/fake-imsg/imsg-bundle/start.js', import.meta.url);
/** Of one process, in milliseconds. */
const PROCESSOR_MS_BELOW = 250;

interface Task {
  readonly name: string;
  readonly argv: readonly string[];
  readonly input: string;
  readonly msBelow: number;
}

export const fakeStarts: Workload = {
  name: 'fake starts',
  run: (size) =>
    inTemporaryFolder(async (folder) => {
      const { starts } = SIZES[size];
      const device = createBenchDevice(join(folder, 'mac'), 'bridge');
      fillDevice(device, 1);
      const figures: Figure[] = [];
      for (const task of tasksOn(device.imsgPath)) {
        figures.push(...(await figuresOf(device.imsgPath, task, starts)));
      }
      return figures;
    }),
};

function tasksOn(imsg: string): Task[] {
  const printed = (...argv: string[]) => execFileSync(imsg, argv).toString().split('\n')[0]!;
  const { guid, chat_guid: chat } = JSON.parse(
    printed('history', '--chat-id', '1', '--limit', '1', '--json'),
  );
  const tapback = ['tapback', '--chat', chat, '--message', guid, '--kind', 'love', '--json'];
  return [
    { name: 'imsg --version', argv: ['--version'], input: '', msBelow: 120 },
    { name: 'first answer of rpc', argv: ['rpc'], input: CALL, msBelow: 200 },
    { name: 'status --json', argv: ['status', '--json'], input: '', msBelow: 200 },
    { name: 'rpc --help', argv: ['rpc', '--help'], input: '', msBelow: 200 },
    { name: 'tapback over the bridge', argv: tapback, input: '', msBelow: 200 },
  ];
}

async function figuresOf(imsg: string, task: Task, starts: number): Promise<Figure[]> {
  const seconds: number[] = [];
  for (let run = 0; run < starts; run += 1) seconds.push(await secondsToAnswer(imsg, task));
  const from = existsSync(BUNDLE) ? 'from the bundle' : 'from source: there is no bundle';
  const none = { unit: 'ms', limit: null, checksum: '' } as const;
  return [
    {
      ...none,
      figure: `fake: ${task.name}`,
      value: median(seconds) * 1000,
      bar: { of: 'value', below: task.msBelow },
      parameters: `until it has printed something, median of ${starts}, ${from}`,
    },
    {
      ...none,
      figure: `fake: ${task.name}, processor`,
      value: (processorSeconds(imsg, task, starts) / starts) * 1000,
      bar: { of: 'value', below: PROCESSOR_MS_BELOW },
      parameters: `user and system time of the whole process, mean of ${starts}, ${from}`,
    },
  ];
}

/** Until the process has printed something. The next one is not started before it has ended. */
async function secondsToAnswer(imsg: string, { name, argv, input }: Task): Promise<number> {
  const startedMs = performance.now();
  let answeredMs: number | null = null;
  const child = spawn(imsg, argv, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdout.on('data', () => {
    answeredMs ??= performance.now();
  });
  child.stdin.end(input);
  await once(child, 'close');
  if (answeredMs === null) throw new Error(`${name} ended without an answer`);
  return (answeredMs - startedMs) / 1000;
}

/** Of all of them together: a shell is told by the system what its children took. */
function processorSeconds(imsg: string, { argv, input }: Task, starts: number): number {
  const loop = `n=${starts}; while [ $n -gt 0 ]; do printf %s "$0" | "$@" > /dev/null; n=$((n - 1)); done; times`;
  const { stdout } = spawnSync('sh', ['-c', loop, input, imsg, ...argv], { encoding: 'utf8' });
  const ofChildren = stdout.trim().split('\n').at(-1)!;
  return [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  );
}
