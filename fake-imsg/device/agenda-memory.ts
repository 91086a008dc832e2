import type { TimedWrite } from '../world/timed-write.ts';
import type { Agenda } from './agenda.ts';
import type { DeviceEffect, DeviceFault, Facts, SentRecord } from './device.ts';

/** Where a write due at `atMs` goes: behind everything due at the same time or before. */
function insertionIndex(pending: readonly TimedWrite[], atMs: number): number {
  let low = 0;
  let high = pending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (pending[middle]!.atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An agenda that one process owns and that ends with it. */
export function createMemoryAgenda(initial: Facts): Agenda {
  const known = new Set<string>();
  const sent = new Map<string, SentRecord>();
  const faults = new Map<string, DeviceFault>();
  const effects = new Map<string, DeviceEffect>();
  let facts = initial;
  let pending: TimedWrite[] = [];
  return {
    add({ eventId, writes }) {
      if (known.has(eventId)) return false;
      known.add(eventId);
      for (const write of writes) pending.splice(insertionIndex(pending, write.atMs), 0, write);
      return true;
    },
    applyDue(nowMs, begin) {
      const count = insertionIndex(pending, nowMs);
      if (count === 0) return 0;
      const due = pending.slice(0, count);
      pending = pending.slice(count);
      const apply = begin();
      for (const write of due) apply(write);
      return count;
    },
    nextDueMs: () => pending[0]?.atMs ?? null,
    recordSent(record) {
      if (!sent.has(record.eventId)) sent.set(record.eventId, record);
    },
    sent: () => [...sent.values()],
    recordFault(fault) {
      if (!faults.has(fault.eventId)) faults.set(fault.eventId, fault);
    },
    faults: () => [...faults.values()],
    recordEffect(effect) {
      if (!effects.has(effect.key)) effects.set(effect.key, effect);
    },
    effects: () => [...effects.values()],
    facts: () => facts,
    changeFacts(change) {
      facts = { ...facts, ...change };
    },
    close() {},
  };
}
