// An `imsg rpc` without a process: it answers every call at once and says what a workload feeds it, a chunk
// in each turn of the loop, as a pipe would, for as long as it is being read.

import type { Spawn, TransportEvents } from '../engine/imsg/transport.ts';

interface Request {
  readonly id: number;
  readonly method: string;
}

interface SentRow {
  readonly rowid: number;
  readonly guid: string;
}

export interface ScriptedImsg {
  readonly spawn: Spawn;
  /** The row of the last send. */
  lastSent(): SentRow | null;
  /** Says the bytes to whoever watches. Resolves when the last chunk has been taken. */
  feed(chunks: Iterable<Uint8Array>): Promise<void>;
}

/** Above the rows that a workload makes. */
const SENT_FROM = 1_000_000;

export function createScriptedImsg(): ScriptedImsg {
  let watcher: TransportEvents | null = null;
  let isPaused = false;
  let whenResumed = () => {};
  let sends = 0;
  let last: SentRow | null = null;

  const resultOf = (method: string): object => {
    if (method === 'watch.subscribe') return { subscription: 1 };
    if (method !== 'send') return {};
    sends += 1;
    const guid = `${sends.toString(16).toUpperCase().padStart(8, '0')}-0000-4000-8000-0000000000BB`;
    last = { rowid: SENT_FROM + sends, guid };
    return { ok: true, transport: 'applescript', guid, id: last.rowid };
  };
  const answer = (events: TransportEvents, { id, method }: Request) => {
    if (method === 'watch.subscribe') watcher = events;
    const line = `${JSON.stringify({ jsonrpc: '2.0', id, result: resultOf(method) })}\n`;
    queueMicrotask(() => events.onData(Buffer.from(line)));
  };

  return {
    lastSent: () => last,
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
