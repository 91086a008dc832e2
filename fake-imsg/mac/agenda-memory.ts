import type { Facts } from '../device/device.ts';
import { type Agenda, HeldUp } from './agenda.ts';
import { createDueWrites } from './due-writes.ts';
import { createMemoryRecords } from './memory-records.ts';

/** An agenda that one process owns and that ends with it. */
export function createMemoryAgenda(initial: Facts): Agenda {
  const known = new Set<string>();
  const records = createMemoryRecords(initial);
  const writes = createDueWrites();
  const { state } = records;
  return {
    ...records,
    add({ eventId, writes: added }) {
      if (known.has(eventId)) return false;
      known.add(eventId);
      writes.add(added.map((write) => ({ ...write, eventId })));
      return true;
    },
    applyDue(nowMs, begin) {
      let count = 0;
      for (let due = writes.take(nowMs, state()); due.length > 0; due = writes.take(nowMs, state())) {
        const apply = begin();
        const before = state();
        let applied = 0;
        try {
          while (applied < due.length && state() === before) {
            const write = due[applied]!;
            apply(write, write.eventId);
            applied += 1;
          }
        } catch (error) {
          if (!(error instanceof HeldUp)) throw error;
          writes.putBack(due.slice(applied));
          return { count: count + applied, isHeldUp: true };
        }
        count += applied;
        // What follows a change of the Mac is judged anew.
        if (applied < due.length) writes.putBack(due.slice(applied));
      }
      return { count, isHeldUp: false };
    },
    nextDueMs: () => writes.nextMs(state()),
    pending: () => writes.all().map(({ atMs, eventId }) => ({ atMs, eventId })),
    close() {},
  };
}
