// What holds the loop for good cannot be told by anybody on it: a thread of its own says which input it was.

import { writeSync } from 'node:fs';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

/** Real time, on whatever machine. */
const SILENCE_MS_MAX = 60_000;

export interface Watchdog {
  /** The program is alive and does this now. */
  beat(what: string): void;
  stop(): Promise<unknown>;
}

export function startWatchdog(): Watchdog {
  const worker = new Worker(new URL(import.meta.url));
  worker.unref();
  return { beat: (what) => worker.postMessage(what), stop: () => worker.terminate() };
}

if (!isMainThread && parentPort !== null) {
  let timer: NodeJS.Timeout | undefined;
  parentPort.on('message', (what: string) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      writeSync(2, `✗ ${what}: held the loop for ${SILENCE_MS_MAX / 1_000} s; the process is ended\n`);
      process.kill(process.pid, 'SIGKILL');
    }, SILENCE_MS_MAX);
  });
}
