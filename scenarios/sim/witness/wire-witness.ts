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

/** A gateway waits for a page no longer: what comes then is taken by nobody (ruling-14). */
const PAGE_WAIT_MS = 10_000;

export function createWireWitness(standsIn: StandsIn = () => []): WireWitness {
  const watches = createWatches();
  const { tellings, toldWithoutChat, ...told } = createTellings(standsIn, watches.of);
  /** When pages were asked for that have not come, by process and request id. */
  const pagesAskedMs = new Map<string, number>();
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
      if (again.isAsking(pid, watches.pids())) return;
      const subscription = subscriptionOf(request, { pid, atMs, database });
      watches.asked(key, subscription);
      told.readOnFrom(subscription);
    } else if (request?.method === 'messages.after') {
      pagesAskedMs.set(key, atMs);
    }
  };
  const heardAnswer = (line: string, { pid, atMs, database }: Heard) => {
    if (processes.isOrphan(pid)) return;
    const isMessage = line.includes('"method":"message"');
    again.heard(line, pid);
    mutations.said(line, isMessage, pid, atMs);
    if (!isMessage && pagesAskedMs.size === 0 && watches.areAnswered()) return;
    const frame = parsed(line);
    const heard = { pid, atMs, database };
    if (isMessage) return told.notice(frame?.params?.message, heard, again.isNotice(pid) ? 'surely' : 'no');
    for (const { id, isRefusal } of answersIn(line, frame)) watches.answered(`${pid} ${id}`, isRefusal);
    const key = `${pid} ${String(frame?.id)}`;
    const askedMs = pagesAskedMs.get(key);
    pagesAskedMs.delete(key);
    if (askedMs === undefined || atMs - askedMs >= PAGE_WAIT_MS) return;
    const isAgain = watches.of(pid) === undefined ? 'if passed over' : again.isPage(pid) ? 'surely' : 'no';
    return told.page(listed(frame?.result?.messages), heard, isAgain);
  };
  const ended = (pid: number | null, atMs: number) => {
    processes.ended(pid, atMs);
    watches.ended(pid, atMs, (watch) =>
      [...tellings, ...toldWithoutChat].some((one) => one.pid === watch.pid && one.atMs >= watch.atMs),
    );
    for (const lines of pid === null ? [toldLines] : [askedLines, toldLines]) lines.end(pid);
    again.ended(pid);
    mutations.ended(pid);
    if (pid === null) pagesAskedMs.clear();
  };
  return {
    subscriptions: watches.all,
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

function createWatches() {
  const all = new Set<Subscription>();
  /** Those that have not ended, by process: in a long run most of them are over. */
  const running = new Map<number, Subscription[]>();
  /** Those that are not answered yet, by process and request id. */
  const unanswered = new Map<string, Subscription>();
  return {
    all: (): readonly Subscription[] => [...all],
    pids: () => running.keys(),
    of: (pid: number) => running.get(pid)?.at(-1),
    areAnswered: () => unanswered.size === 0,
    asked(key: string, watch: Subscription): void {
      all.add(watch);
      running.set(watch.pid, [...(running.get(watch.pid) ?? []), watch]);
      unanswered.set(key, watch);
    },
    answered(key: string, isRefusal: boolean): void {
      if (isRefusal) all.delete(unanswered.get(key)!);
      unanswered.delete(key);
    },
    /** With `pid`, or with all. One that was neither answered nor told anything may have been refused, had its process lived. */
    ended(pid: number | null, atMs: number, hasTold: (watch: Subscription) => boolean): void {
      for (const [key, watch] of unanswered) {
        if (pid !== null && watch.pid !== pid) continue;
        unanswered.delete(key);
        if (!hasTold(watch)) all.delete(watch);
      }
      for (const one of pid === null ? [...running.keys()] : [pid]) {
        for (const watch of running.get(one) ?? []) watch.endedAtMs = atMs;
        running.delete(one);
      }
    },
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

/** Which requests imsg has answered; what broke off says so all the same, whether or not the gateway could read it. */
function answersIn(
  line: string,
  frame: Frame | null,
): readonly { readonly id: unknown; readonly isRefusal: boolean }[] {
  if (frame !== null) return [{ id: frame.id, isRefusal: frame.error !== undefined }];
  return [...line.matchAll(/"id":(\d+),"(error":|r)/g)].map(([, id, says]) => ({
    id,
    isRefusal: says !== 'r',
  }));
}

function parsed(line: string): Frame | null {
  try {
    return JSON.parse(line) as Frame | null;
  } catch {
    return null;
  }
}
