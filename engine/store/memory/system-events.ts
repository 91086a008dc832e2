import {
  type Queued,
  type QueuedEvent,
  SESSION_EVENTS_MAX,
  type SystemEvent,
  type SystemEventCommands,
} from '../commands/system-events.ts';
import type { Handlers } from '../handlers.ts';
import { eventOf } from '../rules.ts';
import type { Commands } from '../store.ts';

export interface MemorySystemEvents {
  readonly handlers: Handlers<SystemEventCommands>;
  add(event: QueuedEvent): Queued;
  /** Takes out what waits for a turn of the session. */
  take(sessionKey: string): readonly SystemEvent[];
  /** Drops those that have waited for too long. Returns how many. */
  dropOld(input: Commands['dropPayloads']['in']): number;
}

export function createMemorySystemEvents(): MemorySystemEvents {
  /** In the order in which they came. */
  let all: readonly QueuedEvent[] = [];
  const of = (sessionKey: string) => all.filter((event) => event.sessionKey === sessionKey);
  const drop = (dropped: readonly QueuedEvent[]) => {
    if (dropped.length > 0) all = all.filter((event) => !dropped.includes(event));
  };
  return {
    handlers: {
      queuedEvents: ({ sessionKey }) => of(sessionKey),
      sessionsWithEvents: ({ limit }) =>
        [...new Set(all.map(({ sessionKey }) => sessionKey))].toSorted().slice(0, limit),
    },
    add(event) {
      const waiting = of(event.sessionKey);
      const isSame = ({ contextKey, text }: QueuedEvent) =>
        contextKey === event.contextKey && text === event.text;
      const same = waiting.filter(isSame);
      const beyond =
        same.length === 0 ? waiting.slice(0, Math.max(0, waiting.length + 1 - SESSION_EVENTS_MAX)) : [];
      drop([...same, ...beyond]);
      all = [...all, event];
      if (same.length > 0) return 'repeated';
      return beyond.length > 0 ? 'overflowed' : 'queued';
    },
    take(sessionKey) {
      const events = of(sessionKey);
      drop(events);
      return events.map(eventOf);
    },
    dropOld({ beforeMs, limit }) {
      const old = all
        .filter(({ atMs }) => atMs < beforeMs)
        .toSorted((one, other) => one.atMs - other.atMs)
        .slice(0, limit);
      drop(old);
      return old.length;
    },
  };
}
