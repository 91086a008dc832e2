// An `imsg rpc` without a process: it answers every call at once and says what a workload feeds it, a chunk
// in each turn of the loop, as a pipe would, for as long as it is being read.

import type { Spawn, TransportEvents } from '../engine/imsg/transport.ts';

interface Request {
  readonly id: number;
  readonly method: string;
}

export interface ScriptedImsg {
  readonly spawn: Spawn;
  /** Says the bytes to whoever watches. Resolves when the last chunk has been taken. */
  feed(chunks: Iterable<Uint8Array>): Promise<void>;
}

export function createScriptedImsg(): ScriptedImsg {
  let watcher: TransportEvents | null = null;
  let isPaused = false;
  let whenResumed = () => {};
  let sends = 0;

  const resultOf = (method: string): object => {
    if (method === 'watch.subscribe') return { subscription: 1 };
    if (method !== 'send') return {};
    sends += 1;
    const guid = `${sends.toString(16).toUpperCase().padStart(8, '0')}-0000-4000-8000-0000000000BB`;
    return { ok: true, transport: 'applescript', guid };
  };
  const answer = (events: TransportEvents, { id, method }: Request) => {
    if (method === 'watch.subscribe') watcher = events;
    const line = `${JSON.stringify({ jsonrpc: '2.0', id, result: resultOf(method) })}\n`;
    queueMicrotask(() => events.onData(Buffer.from(line)));
  };

  return {
    spawn(_request, events) {
      const end = () => events.onExit({ code: 0, signal: null });
      return {
        write: (bytes) => answer(events, JSON.parse(Buffer.from(bytes).toString()) as Request),
        pause() {
          isPaused = true;
        },
        resume() {
          isPaused = false;
          whenResumed();
        },
        endInput: () => void setImmediate(end),
        kill() {},
      };
    },
    async feed(chunks) {
      for (const chunk of chunks) {
        if (isPaused) await new Promise<void>((resolve) => (whenResumed = resolve));
        watcher!.onData(chunk);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
