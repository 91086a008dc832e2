// Listens on the pipes of every imsg: which rows were asked for, when, and until when the one who was asked lived.

import type { PageRequest, Subscription } from '../oracle/history.ts';

export interface WireWitness {
  readonly subscriptions: readonly Subscription[];
  readonly pages: readonly PageRequest[];
  /** `database` is the one that stands there now. */
  input(
    bytes: Uint8Array,
    from: { readonly pid: number; readonly atMs: number; readonly database: number },
  ): void;
  /** A process began. */
  started(pid: number, atMs: number): void;
  /** Since when a process of the Mac has run; null = none does. */
  readonly aliveSinceMs: number | null;
  /** When the last one ended; null = none did. */
  readonly endedAtMs: number | null;
  /** A process ended; null = all of them did. */
  ended(pid: number | null, atMs: number): void;
}

interface Request {
  readonly method?: unknown;
  readonly params?: Readonly<Record<string, unknown>>;
}

export function createWireWitness(): WireWitness {
  const subscriptions: Subscription[] = [];
  const pages: PageRequest[] = [];
  let endedAtMs: number | null = null;
  /** Those that have not ended, by process: in a long run most of them are over. */
  const subscribed = new Map<number, Subscription[]>();
  /** What came of a line that has not ended yet, by process. */
  const begun = new Map<number, string>();
  /** When each process that still runs began. */
  const alive = new Map<number, number>();

  const heardLine: (line: string, from: Parameters<WireWitness['input']>[1]) => void = (line, from) => {
    if (!line.includes('"watch.subscribe"') && !line.includes('"messages.after"')) return;
    const { pid, atMs, database } = from;
    const request = parsed(line);
    const since = request?.params?.since_rowid;
    const sinceRowid = typeof since === 'number' ? since : null;
    if (request?.method === 'watch.subscribe') {
      const subscription: Subscription = { atMs, endedAtMs: null, pid, database, sinceRowid };
      subscriptions.push(subscription);
      subscribed.set(pid, [...(subscribed.get(pid) ?? []), subscription]);
    } else if (request?.method === 'messages.after')
      pages.push({ atMs, database, sinceRowid: sinceRowid ?? 0 });
  };
  return {
    subscriptions,
    pages,
    get endedAtMs() {
      return endedAtMs;
    },
    started: (pid, atMs) => void alive.set(pid, atMs),
    get aliveSinceMs() {
      return alive.size === 0 ? null : Math.min(...alive.values());
    },
    input(bytes, from) {
      const lines = ((begun.get(from.pid) ?? '') + Buffer.from(bytes).toString('utf8')).split('\n');
      begun.set(from.pid, lines.pop()!);
      for (const line of lines) heardLine(line, from);
    },
    ended(pid, atMs) {
      endedAtMs = atMs;
      for (const one of pid === null ? [...subscribed.keys()] : [pid]) {
        for (const subscription of subscribed.get(one) ?? []) subscription.endedAtMs = atMs;
        subscribed.delete(one);
      }
      if (pid === null) alive.clear();
      else {
        begun.delete(pid);
        alive.delete(pid);
      }
    },
  };
}

function parsed(line: string): Request | null {
  try {
    return JSON.parse(line) as Request;
  } catch {
    return null;
  }
}
