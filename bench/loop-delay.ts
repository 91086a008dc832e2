// How long the loop of a process keeps others waiting, beside a loop that does nothing on the same machine.

import { fork } from 'node:child_process';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Figure, median } from './figure.ts';

const RESOLUTION_MS = 1;
const NS_PER_MS = 1e6;
const IDLE_LOOP = new URL('idle-loop.ts', import.meta.url);

export interface LoopWatch {
  /** Counts from here on. Nothing is counted before. */
  start(): void;
  stop(): void;
  /** The 99.9th percentile of the delays between `start` and `stop`, in milliseconds; the median of several. */
  p999Ms(): number;
}

export function watchLoop(): LoopWatch {
  const spans: ReturnType<typeof monitorEventLoopDelay>[] = [];
  return {
    start() {
      // One for each span: a histogram that is enabled again counts the time in which it was not.
      const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
      delays.enable();
      spans.push(delays);
    },
    stop: () => void spans.at(-1)!.disable(),
    // It counts the time between two beats, of which one beat is no delay.
    p999Ms: () => Math.max(0, median(spans.map((span) => span.percentile(99.9))) / NS_PER_MS - RESOLUTION_MS),
  };
}

/**
 * Runs `work` with the loop watched and an idle process beside it.
 *
 * @param belowMs what the loop may be late at most, at p99.9
 * @param work is given the watch, to count only what is under test
 */
export async function withLoopWatch(
  name: string,
  belowMs: number,
  work: (watch: LoopWatch) => Promise<readonly Figure[]>,
): Promise<readonly Figure[]> {
  const idle = await startIdleLoop();
  const watch = watchLoop();
  const figures = await work(watch);
  const figure: Figure = {
    figure: `${name}: event loop delay p99.9`,
    value: watch.p999Ms(),
    unit: 'ms',
    limit: await idle.end(),
    bar: { of: 'value', below: belowMs },
    parameters: `beat ${RESOLUTION_MS} ms; limit = idle process`,
    checksum: '',
  };
  return [...figures, figure];
}

async function startIdleLoop(): Promise<{ end(): Promise<number> }> {
  const child = fork(IDLE_LOOP, { execArgv: [] });
  await new Promise((resolve) => child.once('message', resolve));
  return {
    end: () =>
      new Promise((resolve) => {
        child.once('message', (p999Ms) => resolve(p999Ms as number));
        child.send('end');
      }),
  };
}
