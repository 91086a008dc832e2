import type { Contact } from '../device/contact.ts';
import type { DeviceEffect, Facts, SentRecord } from '../device/device.ts';
import type { DeviceFault } from '../device/fault.ts';
import { AWAKE } from '../device/mac-state.ts';
import type { Agenda } from './agenda.ts';

/** What a Mac in memory holds besides what is still to happen. */
export type MemoryRecords = Omit<Agenda, 'add' | 'applyDue' | 'nextDueMs' | 'pending' | 'close'>;

export function createMemoryRecords(initial: Facts): MemoryRecords {
  const sent = new Map<string, SentRecord>();
  const occasions = new Map<string, number>();
  const effects = new Map<string, DeviceEffect>();
  const contactKeys = new Set<string>();
  let contacts: readonly Contact[] = [];
  let facts = initial;
  let state = AWAKE;
  let faults: readonly DeviceFault[] = [];
  return {
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
  };
}
