// An `imsg rpc` without a process: it answers every call at once and says what a workload feeds it, a chunk
// in each turn of the loop, as a pipe would, for as long as it is being read.

import type { Spawn, TransportEvents } from '../engine/imsg/transport.ts';

interface Request {
  readonly id: number;
  readonly method: string;
  readonly params?: { readonly chat_guid?: string };
}

interface SentRow {
  readonly rowid: number;
  readonly guid: string;
}

export interface ScriptedImsg {
  readonly spawn: Spawn;
  /** The row of the last send to a chat, which its `chat_guid` names. */
  lastSent(chatGuid: string): SentRow | null;
  /** How often a method was called. */
  calls(method: string): number;
  /** Asks to be told of each call of a method as soon as its frame is there. */
  onCall(method: string, listener: () => void): void;
  /** Says the bytes to whoever watches. Resolves when the last chunk has been taken. */
  feed(chunks: Iterable<Uint8Array>): Promise<void>;
}

/** Above the rows that a workload makes. */
const SENT_FROM = 1_000_000;
/** Of a build whose bridge is there, so that people see that their messages are read and answered. */
const WITH_BRIDGE = {
  version: '0.15.9',
  database: { ready: true },
  bridge: { ready: true, selectors: {} },
  methods: ['send', 'read', 'typing'],
  supported_methods: ['send', 'read', 'typing'],
};

/** @param hasBridge Default false: there is nothing but AppleScript. */
export function createScriptedImsg(hasBridge = false): ScriptedImsg {
  let watcher: TransportEvents | null = null;
  let isPaused = false;
  let whenResumed = () => {};
  const last = new Map<string, SentRow>();
  const calls = new Map<string, number>();
  const listeners = new Map<string, () => void>();

  const resultOf = (method: string, chatGuid: string): object => {
    if (method === 'watch.subscribe') return { subscription: 1 };
    if (hasBridge && (method === 'initialize' || method === 'status')) return WITH_BRIDGE;
    if (method !== 'send') return {};
    const sends = calls.get(method)!;
    const guid = `${sends.toString(16).toUpperCase().padStart(8, '0')}-0000-4000-8000-0000000000BB`;
    const row = { rowid: SENT_FROM + sends, guid };
    last.set(chatGuid, row);
    return { ok: true, transport: hasBridge ? 'bridge' : 'applescript', guid, id: row.rowid };
  };
  const answer = (events: TransportEvents, { id, method, params }: Request) => {
    calls.set(method, (calls.get(method) ?? 0) + 1);
    if (method === 'watch.subscribe') watcher = events;
    listeners.get(method)?.();
    const result = resultOf(method, params?.chat_guid ?? '');
    const line = `${JSON.stringify({ jsonrpc: '2.0', id, result })}\n`;
    queueMicrotask(() => events.onData(Buffer.from(line)));
  };

  return {
    lastSent: (chatGuid) => last.get(chatGuid) ?? null,
    calls: (method) => calls.get(method) ?? 0,
    onCall: (method, listener) => void listeners.set(method, listener),
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
