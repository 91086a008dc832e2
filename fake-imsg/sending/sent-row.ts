// The look for the row that proves a send (wire-6.4).

import type { ChatDb } from '../chat-db/read/chat-db.ts';
import type { OwnRow } from '../chat-db/read/own-rows.ts';
import { appleNs } from '../chat-db/read/time.ts';
import type { Clock } from '../device/clock.ts';

const LOOK_EVERY_MS = 100;
/** Rows this much older than the send still count: Messages stamps a row with its own idea of the moment. */
const SLACK_MS = 2000;

/** The oldest date that the row of a send may have, in nanoseconds since 2001. */
export const oldestRow = (sentMs: number): bigint => appleNs(sentMs - SLACK_MS);

/** Looks until something is seen, or for so long. A look that fails has seen nothing. */
export function lookFor<Seen>(clock: Clock, forMs: number, look: () => Seen | null): Promise<Seen | null> {
  const untilMs = clock.monotonicMs() + forMs;
  return new Promise((resolve) => {
    const next = () => {
      const found = seen(look);
      if (found !== null || clock.monotonicMs() >= untilMs) resolve(found);
      else clock.after(LOOK_EVERY_MS, next);
    };
    next();
  });
}

/** What a look shows once a message is on its way: chat.db that cannot be read then shows nothing. */
export function seen<T>(look: () => T | null): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}

export interface TextRowQuery {
  readonly text: string;
  /** Device wall time of the send. */
  readonly sentMs: number;
  /** Null = in any chat. */
  readonly chatId: number | null;
  readonly bodies: boolean;
}

/** One look for an own row with this text. */
export function textRow(chatDb: ChatDb, { text, sentMs, chatId, bodies }: TextRowQuery): OwnRow | null {
  return text === '' ? null : chatDb.ownRows.find({ text, from: oldestRow(sentMs), chatId, bodies });
}
