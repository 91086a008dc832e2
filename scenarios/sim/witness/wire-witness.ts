// Listens on the pipes of every imsg: which rows were asked for and told of, when, and until when the one who was asked
// lived.

import type { SendAttempt, Subscription, Telling } from '../oracle/history.ts';
import { createDeedWitness, type DeedWitness } from './deed-witness.ts';
import { createLines } from './output-lines.ts';
import { createSendWitness } from './send-witness.ts';
import { createTellings, type Heard, type StandsIn } from './tellings.ts';

export interface WireWitness {
  subscriptions(): readonly Subscription[];
  readonly tellings: readonly Telling[];
  /** Of rows that stood in no chat yet. */
  readonly toldWithoutChat: readonly Telling[];
  readonly attempts: readonly SendAttempt[];
  readonly deeds: Pick<DeedWitness, 'calls' | 'groups' | 'polls' | 'isByCommands' | 'started' | 'event'>;
  /** What went into a process, or came out of it. */
  heard(what: 'in' | 'out', bytes: Uint8Array, from: Heard): void;
  /** A process began. */
  started(pid: number, atMs: number): void;
  /** Since when a process of the Mac has run; null = none does. */
  aliveSinceMs(): number | null;
  /** When the last one ended; null = none did. */
  endedAtMs(): number | null;
  /** A process ended by itself, or was ended. What it said last is a line also without a line feed (TRN-4). */
  exited(from: Heard): void;
  /** All of them ended with their gateway: what was in their pipes is read by nobody. */
  ended(atMs: number): void;
}

interface Frame {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly error?: unknown;
  readonly params?: { readonly since_rowid?: unknown; readonly message?: unknown };
  readonly result?: { readonly messages?: unknown };
}

/** What was asked and is not answered yet, by process and request id. */
type Asked = Subscription | { readonly pageAskedAtMs: number };

/** A gateway waits for a page no longer: what comes then is taken by nobody (ruling-14). */
const PAGE_WAIT_MS = 10_000;

export function createWireWitness(standsIn: StandsIn = () => []): WireWitness {
  const subscriptions = new Set<Subscription>();
  /** Those that have not ended, by process: in a long run most of them are over. */
  const subscribed = new Map<number, Subscription[]>();
  const watchOf = (pid: number) => subscribed.get(pid)?.at(-1);
  const { tellings, toldWithoutChat, ...told } = createTellings(standsIn, watchOf);
  const asked = new Map<string, Asked>();
  const [askedLines, toldLines] = [createLines(), createLines()];
  const [processes, again] = [createProcesses(), createAgain()];
  const { attempts, deeds, ...mutations } = createMutationWitness();

  const heardRequest = (line: string, { pid, atMs, database }: Heard) => {
    // What a gateway had written as it ended is done all the same.
    if (processes.isOrphan(pid)) return deeds.asked(line, pid, atMs);
    again.heard(line, pid);
    mutations.asked(line, pid, atMs);
    if (!line.includes('"watch.subscribe"') && !line.includes('"messages.after"')) return;
    const request = parsed(line);
    const key = `${pid} ${String(request?.id)}`;
    if (request?.method === 'watch.subscribe') {
      if (again.isAsking(pid, subscribed.keys())) return;
      const subscription = subscriptionOf(request, { pid, atMs, database });
      subscriptions.add(subscription);
      told.readOnFrom(subscription);
      subscribed.set(pid, [...(subscribed.get(pid) ?? []), subscription]);
      asked.set(key, subscription);
    } else if (request?.method === 'messages.after') {
      asked.set(key, { pageAskedAtMs: atMs });
    }
  };
  const heardAnswer = (line: string, { pid, atMs, database }: Heard) => {
    if (processes.isOrphan(pid)) return;
    const isMessage = line.includes('"method":"message"');
    again.heard(line, pid);
    mutations.said(line, isMessage, pid, atMs);
    if (!isMessage && asked.size === 0) return;
    const frame = parsed(line);
    const heard = { pid, atMs, database };
    if (isMessage) return told.notice(frame?.params?.message, heard, again.isNotice(pid) ? 'surely' : 'no');
    for (const id of refusedIn(line, frame)) subscriptions.delete(asked.get(`${pid} ${id}`) as Subscription);
    const key = `${pid} ${String(frame?.id)}`;
    const request = asked.get(key);
    if (request === undefined) return;
    asked.delete(key);
    if ('pageAskedAtMs' in request) {
      if (atMs - request.pageAskedAtMs >= PAGE_WAIT_MS) return;
      const isAgain = !subscribed.has(pid) ? 'if passed over' : again.isPage(pid) ? 'surely' : 'no';
      return told.page(listed(frame?.result?.messages), heard, isAgain);
    }
  };
  const ended = (pid: number | null, atMs: number) => {
    processes.ended(pid, atMs);
    for (const one of pid === null ? [...subscribed.keys()] : [pid]) {
      for (const subscription of subscribed.get(one) ?? []) subscription.endedAtMs = atMs;
      subscribed.delete(one);
    }
    for (const lines of pid === null ? [toldLines] : [askedLines, toldLines]) lines.end(pid);
    again.ended(pid);
    mutations.ended(pid);
    if (pid === null) asked.clear();
  };
  return {
    subscriptions: () => [...subscriptions],
    tellings,
    toldWithoutChat,
    attempts,
    deeds,
    endedAtMs: processes.endedAtMs,
    started: processes.started,
    aliveSinceMs: processes.aliveSinceMs,
    heard(what, bytes, from) {
      const [lines, hear] = what === 'in' ? [askedLines, heardRequest] : [toldLines, heardAnswer];
      for (const line of lines.of(from.pid, bytes)) hear(line, from);
    },
    exited(from) {
      const last = toldLines.rest(from.pid);
      if (last !== '') heardAnswer(last, from);
      ended(from.pid, from.atMs);
    },
    ended: (atMs) => ended(null, atMs),
  };
}

/** What imsg is told to send and to change. */
function createMutationWitness() {
  const sends = createSendWitness();
  const deeds = createDeedWitness();
  return {
    attempts: sends.attempts,
    deeds,
    asked(line: string, pid: number, atMs: number) {
      sends.asked(line, pid, atMs);
      deeds.asked(line, pid, atMs);
    },
    said(line: string, isMessage: boolean, pid: number, atMs: number) {
      deeds.told(line);
      if (isMessage) return;
      sends.answered(line, pid, atMs);
      deeds.answered(line, pid, atMs);
    },
    ended(pid: number | null) {
      sends.ended(pid);
      deeds.ended(pid);
    },
  };
}

function createProcesses() {
  /** When each that still runs began. */
  const alive = new Map<number, number>();
  /** Whose gateway ended before them: what they still say, as on a Mac that slept meanwhile, is read by nobody. */
  const orphans = new Set<number>();
  let endedAtMs: number | null = null;
  return {
    isOrphan: (pid: number) => orphans.has(pid),
    endedAtMs: () => endedAtMs,
    started: (pid: number, atMs: number) => void alive.set(pid, atMs),
    aliveSinceMs: () => (alive.size === 0 ? null : Math.min(...alive.values())),
    ended(pid: number | null, atMs: number) {
      endedAtMs = atMs;
      if (pid === null) {
        for (const one of alive.keys()) orphans.add(one);
        alive.clear();
        return;
      }
      orphans.delete(pid);
      alive.delete(pid);
    },
  };
}

/** Tells what is asked for once more from what is told for the first time (ruling-27). */
function createAgain() {
  /** Those that were greeted, as a child that is to stay is. */
  const greeted = new Set<number>();
  /** Those that are there for rows that had not come, beside the one that watches. */
  const asking = new Set<number>();
  /** Those whose stream has overflowed: what it left out is read page by page for the first time. */
  const overflowed = new Set<number>();
  return {
    heard(line: string, pid: number) {
      if (line.includes('"initialize"')) greeted.add(pid);
      if (line.includes('"watch.overflow"')) overflowed.add(pid);
    },
    /** Of a process that subscribes, beside those that have, or are there to: what is due at a start is asked for at once. */
    isAsking(pid: number, others: Iterable<number>): boolean {
      overflowed.delete(pid);
      if (!greeted.has(pid) && [...others, ...greeted].some((other) => other !== pid)) asking.add(pid);
      return asking.has(pid);
    },
    isNotice: (pid: number) => asking.has(pid),
    isPage: (pid: number) => !overflowed.has(pid),
    ended(pid: number | null) {
      for (const set of [greeted, asking, overflowed]) {
        if (pid === null) set.clear();
        else set.delete(pid);
      }
    },
  };
}

function subscriptionOf({ params }: Frame, heard: Heard): Subscription {
  const sinceRowid = typeof params?.since_rowid === 'number' ? params.since_rowid : null;
  return { ...heard, endedAtMs: null, sinceRowid };
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The ids of requests that imsg has refused; what broke off says so all the same, whether or not the gateway could read it. */
function refusedIn(line: string, frame: Frame | null): readonly unknown[] {
  if (frame !== null) return frame.error === undefined ? [] : [frame.id];
  return [...line.matchAll(/"id":(\d+),"error":/g)].map(([, id]) => id);
}

function parsed(line: string): Frame | null {
  try {
    return JSON.parse(line) as Frame | null;
  } catch {
    return null;
  }
}
