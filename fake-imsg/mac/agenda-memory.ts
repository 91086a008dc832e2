import type { Contact } from '../device/contact.ts';
import type { DeviceEffect, Facts, SentRecord } from '../device/device.ts';
import type { DeviceFault } from '../device/fault.ts';
import { AWAKE, holdsBack } from '../device/mac-state.ts';
import type { TimedWrite } from '../world/event/timed-write.ts';
import type { Agenda } from './agenda.ts';

interface Pending extends TimedWrite {
  readonly eventId: string;
}

/** Where a write due at `atMs` goes: behind everything due at the same time or before. */
function insertionIndex(pending: readonly Pending[], atMs: number): number {
  let low = 0;
  let high = pending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (pending[middle]!.atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

const byTime = (one: Pending, other: Pending) => one.atMs - other.atMs;

/** An agenda that one process owns and that ends with it. */
export function createMemoryAgenda(initial: Facts): Agenda {
  const known = new Set<string>();
  const sent = new Map<string, SentRecord>();
  const occasions = new Map<string, number>();
  const effects = new Map<string, DeviceEffect>();
  const contactKeys = new Set<string>();
  let contacts: readonly Contact[] = [];
  let facts = initial;
  let state = AWAKE;
  let faults: readonly DeviceFault[] = [];
  let pending: Pending[] = [];

  /** Takes what is due and can happen off the list. */
  const takeDue = (nowMs: number): Pending[] => {
    if (nowMs < state.asleepUntilMs) return [];
    const count = insertionIndex(pending, nowMs);
    if (count === 0) return [];
    const due = pending.splice(0, count);
    if (!holdsBack(state)) return due;
    pending = [...due.filter((write) => write.by !== 'mac'), ...pending];
    return due.filter((write) => write.by === 'mac');
  };
  /** Adds them behind everything that is listed for the same time; a backlog of thousands in one go. */
  const enlist = (added: readonly Pending[]) => {
    const sorted = added.toSorted(byTime);
    if (sorted.length === 0) return;
    const later = pending.splice(insertionIndex(pending, sorted[0]!.atMs));
    for (const write of later.concat(sorted).sort(byTime)) pending.push(write);
  };
  /** Puts back what comes before anything that is still listed for the same time. */
  const putBack = (writes: readonly Pending[]) => {
    pending = [...writes, ...pending].sort(byTime);
  };
  return {
    add({ eventId, writes }) {
      if (known.has(eventId)) return false;
      known.add(eventId);
      enlist(writes.map((write) => ({ ...write, eventId })));
      return true;
    },
    applyDue(nowMs, begin) {
      let count = 0;
      for (let due = takeDue(nowMs); due.length > 0; due = takeDue(nowMs)) {
        const apply = begin();
        const before = state;
        let applied = 0;
        while (applied < due.length && state === before) {
          const write = due[applied++]!;
          apply(write, write.eventId);
        }
        count += applied;
        // What follows a change of the Mac is judged anew.
        if (applied < due.length) putBack(due.slice(applied));
      }
      return count;
    },
    nextDueMs() {
      const next = holdsBack(state) ? pending.find((write) => write.by === 'mac') : pending[0];
      return next ? Math.max(next.atMs, state.asleepUntilMs) : null;
    },
    pending: () => pending.map(({ atMs, eventId }) => ({ atMs, eventId })),
    recordSent(record) {
      if (!sent.has(record.eventId)) sent.set(record.eventId, record);
    },
    sent: () => [...sent.values()],
    recordFault(fault) {
      if (!faults.some(({ eventId }) => eventId === fault.eventId)) faults = [...faults, fault];
    },
    faults: () => faults,
    countOccasion(eventId) {
      const seen = (occasions.get(eventId) ?? 0) + 1;
      occasions.set(eventId, seen);
      return seen;
    },
    clearFaults(nowMs, only) {
      faults = faults.map((fault) => {
        const { eventId, untilMs } = fault;
        const isMeant = only === undefined || only === eventId;
        return isMeant && (untilMs === null || untilMs > nowMs) ? { ...fault, untilMs: nowMs } : fault;
      });
    },
    recordEffect(effect) {
      if (!effects.has(effect.key)) effects.set(effect.key, effect);
    },
    effects: () => [...effects.values()],
    facts: () => facts,
    changeFacts(change) {
      facts = { ...facts, ...change };
    },
    state: () => state,
    changeState(change) {
      state = { ...state, ...change };
    },
    contacts: () => contacts,
    addContacts(key, added) {
      if (contactKeys.has(key)) return;
      contactKeys.add(key);
      contacts = [...contacts, ...added];
    },
    close() {},
  };
}
