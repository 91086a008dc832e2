import { type MacState, writersAtWork } from '../device/mac-state.ts';
import type { SpreadWrite } from '../world/event/timed-write.ts';

/** One write of an event that is still to happen. */
export interface DueWrite extends SpreadWrite {
  readonly eventId: string;
}

/** Where a write due at `atMs` goes: behind everything due at the same time or before. */
function insertionIndex(pending: readonly DueWrite[], atMs: number): number {
  let low = 0;
  let high = pending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (pending[middle]!.atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

const byTime = (one: DueWrite, other: DueWrite) => one.atMs - other.atMs;

/** What is still to happen on a Mac in memory, in due order. */
export interface DueWrites {
  all(): readonly DueWrite[];
  /** Adds them behind everything that is listed for the same time; a backlog of thousands in one go. */
  add(added: readonly DueWrite[]): void;
  /** Takes what is due and can happen off the list. */
  take(nowMs: number, state: MacState): DueWrite[];
  /** Puts back what comes before anything that is still listed for the same time. */
  putBack(writes: readonly DueWrite[]): void;
  /** When the earliest of them can happen, or null. */
  nextMs(state: MacState): number | null;
}

export function createDueWrites(): DueWrites {
  let pending: DueWrite[] = [];
  return {
    all: () => pending,
    add(added) {
      const sorted = added.toSorted(byTime);
      if (sorted.length === 0) return;
      const later = pending.splice(insertionIndex(pending, sorted[0]!.atMs));
      for (const write of later.concat(sorted).sort(byTime)) pending.push(write);
    },
    take(nowMs, state) {
      if (nowMs < state.asleepUntilMs) return [];
      const count = insertionIndex(pending, nowMs);
      if (count === 0) return [];
      const due = pending.splice(0, count);
      const atWork = writersAtWork(state);
      const held = due.filter(({ by }) => !atWork.includes(by));
      if (held.length === 0) return due;
      pending = [...held, ...pending];
      return due.filter(({ by }) => atWork.includes(by));
    },
    putBack(writes) {
      pending = [...writes, ...pending].sort(byTime);
    },
    nextMs(state) {
      const atWork = writersAtWork(state);
      const next = pending.find(({ by }) => atWork.includes(by));
      return next ? Math.max(next.atMs, state.asleepUntilMs) : null;
    },
  };
}
