import type { Device, WorldEvent } from '../device/device.ts';
import type { WrittenRow } from '../device/record.ts';
import { expandEvent } from '../world/events.ts';
import { findChatGuid } from './chat.ts';
import { acceptable } from './fields.ts';

/** How long to wait when another process of the device is just making a row. */
const RETRY_MS = 5;
/** Longest wait for what an event brings about; what comes later comes by itself. */
export const WAIT_MAX_MS = 10_000;

/** What came of an event. */
export interface Happened {
  readonly eventId: string;
  /** The message rows that it made so far. */
  readonly rows: readonly WrittenRow[];
  /** How many rows of any kind it has made, changed or removed so far. */
  readonly changes: number;
  /** When the last of it is to come, in device wall milliseconds; null = everything is there. */
  readonly lastDueMs: number | null;
}

export interface HappenOptions {
  /** From now. */
  readonly inMs: number;
  /** Whether to wait until everything is there, 10 s at most. */
  readonly waits: boolean;
}

/** Lets an event happen that was written as words. Throws `WorldEventError`, or what stood in the way. */
export async function happen(device: Device, event: WorldEvent, options: HappenOptions): Promise<Happened> {
  const { inMs, waits } = options;
  const nowMs = device.clock.wallMs();
  const owner = device.owner;
  const check = (one: WorldEvent) => void expandEvent(one, { eventId: 'check', atMs: nowMs, owner });
  const mark = device.recordMark();
  const eventId = device.schedule(acceptable(inChat(device, event), check, nowMs), { inMs });
  device.step();
  if (waits && inMs === 0) await settled(device, eventId);
  const record = device.record(mark).filter((entry) => entry.eventId === eventId);
  const impossible = record.find(({ what }) => what === 'impossible');
  if (impossible) throw new Error(`It cannot happen: ${impossible.error}`);
  const written = record.filter(({ what }) => what === 'rows');
  return {
    eventId,
    rows: written.flatMap(({ messages }) => messages as WrittenRow[]),
    changes: written.reduce((sum, { changes }) => sum + (changes as number), 0),
    lastDueMs: pendingOf(device, eventId).at(-1)?.atMs ?? null,
  };
}

/** Chats are called what they are called on the Mac. */
function inChat(device: Device, event: WorldEvent): WorldEvent {
  const { chat } = event;
  const isName = typeof chat === 'string' && !chat.includes(';') && !chat.startsWith('{');
  return isName ? { ...event, chat: findChatGuid(device, chat) } : event;
}

const pendingOf = (device: Device, eventId: string) =>
  device.pending().filter((one) => one.eventId === eventId);

/** Steps the device until nothing of the event is left to come. */
function settled(device: Device, eventId: string): Promise<void> {
  const { clock } = device;
  const endMs = clock.monotonicMs() + WAIT_MAX_MS;
  return new Promise((resolve, reject) => {
    const look = () => {
      try {
        const dueMs = device.step();
        if (pendingOf(device, eventId).length === 0 || clock.monotonicMs() >= endMs) return resolve();
        const waitMs = dueMs === null ? RETRY_MS : dueMs - clock.wallMs();
        clock.after(Math.min(Math.max(1, waitMs), 100), look);
      } catch (error) {
        reject(error);
      }
    };
    look();
  });
}
