// A line that never ends: the loop must stay free and nothing of it may be kept.

import { createRpcClient } from '../engine/imsg/rpc-client.ts';
import { createTrafficClock, secondsOf } from './clock.ts';
import { type Figure, median, type Workload } from './figure.ts';
import { withLoopWatch } from './loop-delay.ts';
import { SILENT } from './scripted-engine.ts';
import { createScriptedImsg } from './scripted-imsg.ts';

const SIZES = { small: { chunks: 512, runs: 3 }, full: { chunks: 16_384, runs: 5 } } as const;
const CHUNK = Buffer.alloc(65_536, 'x');
const MIB = 2 ** 20;

export const endlessLine: Workload = {
  name: 'endless line',
  run: (size) =>
    withLoopWatch('endless line', 50, async (watch) => {
      const { chunks, runs } = SIZES[size];
      const mebibytes = (chunks * CHUNK.length) / MIB;
      const seconds: number[] = [];
      for (let run = 0; run < runs; run += 1) {
        const imsg = createScriptedImsg();
        const client = createClient(imsg.spawn);
        await client.call('watch.subscribe');
        watch.start();
        seconds.push(await secondsOf(() => imsg.feed(Array.from({ length: chunks }, () => CHUNK))));
        watch.stop();
        const { oversize } = client.counts();
        if (oversize !== 1) throw new Error(`the line was refused ${oversize} times`);
      }
      const figure: Figure = {
        figure: 'endless line: bytes passed over',
        value: mebibytes / median(seconds),
        unit: 'MiB/s',
        limit: null,
        bar: null,
        parameters: `${mebibytes} MiB without an LF, refused at 10 MiB, ${runs} runs`,
        checksum: '',
      };
      return [figure];
    }),
};

function createClient(spawn: ReturnType<typeof createScriptedImsg>['spawn']) {
  let lastId = 0;
  return createRpcClient({
    spawn,
    request: { command: 'imsg', args: [] },
    platform: 'darwin',
    clock: createTrafficClock(),
    logger: SILENT,
    nextId: () => ++lastId,
    onMessages() {},
    onNotification() {},
    onClose() {},
  });
}
