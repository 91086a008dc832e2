// What was written and answered, as far as it says how fast a conversation goes.

import type { Lane } from '../../message/ids.ts';
import type { AccessOf } from './access.ts';

export interface Exchange {
  readonly lane: Lane;
  /** When the last message of the turn was written, by its date; where it has none, when the turn was formed. */
  readonly writtenAtMs: number;
  readonly formedAtMs: number;
  /** When the first piece of its answer became durable. */
  readonly saidAtMs: number;
}

/** Each with its input and its result. */
export interface ExchangeCommands {
  /** Of turns that were answered at a time from `sinceMs` on the `limit` whose answers were made last, the oldest first. */
  exchanges: { in: { accountId: string; sinceMs: number; limit: number }; out: readonly Exchange[] };
}

export const EXCHANGE_COMMANDS = { exchanges: 'read' } as const satisfies AccessOf<ExchangeCommands>;
