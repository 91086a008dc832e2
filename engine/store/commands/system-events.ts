// What happened in conversations and is no message, such as a tapback: it waits for the next turn of its session.

import type { AccessOf } from './access.ts';

/** Events that wait for the next turn of a session at most; the oldest goes first (TAP-8). */
export const SESSION_EVENTS_MAX = 20;

export type SystemEventKind = 'reaction' | 'card' | 'poll';

/** As a turn is given it. */
export interface SystemEvent {
  readonly kind: SystemEventKind;
  /** What happened, in one line. */
  readonly text: string;
  /** When the gateway was told of it, in milliseconds since the Unix epoch. */
  readonly atMs: number;
}

export interface QueuedEvent extends SystemEvent {
  /** The session whose next turn is given it. */
  readonly sessionKey: string;
  /** What it is about: of two with the same words and key, the later takes the place of the earlier. */
  readonly contextKey: string;
}

/** `repeated` = in the place of one that said the same; `overflowed` = in the place of the oldest. */
export type Queued = 'queued' | 'repeated' | 'overflowed';

/** Each with its input and its result. */
export interface SystemEventCommands {
  /** Those that wait for a turn of the session, in their order. */
  queuedEvents: { in: { sessionKey: string }; out: readonly QueuedEvent[] };
  /** The sessions for which some wait. */
  sessionsWithEvents: { in: { limit: number }; out: readonly string[] };
}

export const SYSTEM_EVENT_COMMANDS = {
  queuedEvents: 'read',
  sessionsWithEvents: 'read',
} as const satisfies AccessOf<SystemEventCommands>;
