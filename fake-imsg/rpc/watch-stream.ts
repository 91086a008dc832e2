// One `watch.subscribe`: polls chat.db for rows above a cursor (protocol section 3.2). It only ever sees
// inserts, in rowid order; an edit or a receipt of a row that has passed is never told.

import type { ChatDb } from '../chat-db/read-chat-db.ts';
import { foldPreviews, type PreviewOptions } from '../chat-db/read-previews.ts';
import { isTapback, type MessageRow, senderOf } from '../chat-db/read-rows.ts';
import { dateMs } from '../chat-db/read-time.ts';
import type { Clock, Timer } from '../device/clock.ts';
import { errorText } from './error-text.ts';
import type { WatchBuffer } from './watch-buffer.ts';

export interface WatchRequest {
  readonly chatId: number | null;
  readonly sinceRowid: number;
  /** Lower-case senders; empty = all. */
  readonly senders: readonly string[];
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly attachments: boolean;
  readonly reactions: boolean;
  readonly debounceMs: number;
  readonly bufferLimit: number;
}

/** What builds differ in (protocol section 3.2). */
export interface WatchPolicy {
  /** A poll without any sign of change, so that a missed one is not missed for ever. */
  readonly fallbackPollMs: number;
  readonly batchRows: number;
  /** How often a row that is in no chat yet is looked at again, one debounce apart, before it is skipped. */
  readonly unjoinedTries: number;
  /** How long the next batch of a backlog waits for a pipe that is full. */
  readonly stalledDrainMs: number;
  /**
   * Whether the rest of a backlog follows at once, or batch by batch with the next change or fallback poll.
   */
  readonly drainsAtOnce: boolean;
  /** Whether a row of several chats is told once for each of them. */
  readonly tellsEachChat: boolean;
}

export interface WatchStreamParts {
  readonly request: WatchRequest;
  readonly policy: WatchPolicy;
  readonly clock: Clock;
  /** The database of this stream; answers anew at each poll. */
  db(): ChatDb;
  readonly previews: PreviewOptions;
  readonly buffer: WatchBuffer;
  onChange(callback: () => void): () => void;
  onRoom(callback: () => void): () => void;
}

export interface WatchStream {
  /** Polls for the first time; before that nothing is sent, and after `stop` it does nothing. */
  begin(): void;
  stop(): void;
}

type Wait = 'debounce' | 'fallback' | 'retry' | 'drain';

export function createWatchStream(parts: WatchStreamParts): WatchStream {
  const { request, policy, clock, buffer } = parts;
  const timers = new Map<Wait, Timer>();
  const endings: (() => void)[] = [];
  let cursor = request.sinceRowid;
  let held: { rowid: number; tries: number } | null = null;
  let state: 'new' | 'live' | 'over' = 'new';

  /** Leading timer: one that runs already is neither replaced nor extended. */
  const wait = (name: Wait, delayMs: number, then: () => void) => {
    if (timers.has(name)) return;
    timers.set(
      name,
      clock.after(delayMs, () => {
        timers.delete(name);
        then();
      }),
    );
  };
  const stop = () => {
    state = 'over';
    for (const timer of timers.values()) timer.cancel();
    timers.clear();
    for (const end of endings.splice(0)) end();
  };

  const emit = (db: ChatDb, rows: readonly MessageRow[]): boolean => {
    const folded = foldPreviews(rows.filter(wanted(request)), {
      ...parts.previews,
      rows: db.rows,
      suppressDetached: true,
    });
    return db.assemble(folded, request).every((message) => buffer.push(message));
  };

  const poll = () => {
    if (state !== 'live') return;
    try {
      const db = parts.db();
      const rows =
        policy.tellsEachChat && request.chatId === null
          ? db.rows.aboveInEachChat(cursor, policy.batchRows)
          : db.rows.above(cursor, policy.batchRows, request.chatId);
      const isSettled = (row: MessageRow) => row.chatId !== null || isGivenUp(row);
      const gap = rows.findIndex((row) => !isSettled(row));
      const ready = gap === -1 ? rows : rows.slice(0, gap);
      const sent = emit(
        db,
        ready.filter((row) => row.chatId !== null),
      );
      cursor = ready.at(-1)?.id ?? cursor;
      if (!sent) stop();
      else if (gap !== -1) hold(rows[gap]!);
      else if (rows.length === policy.batchRows && policy.drainsAtOnce) drain();
    } catch (error) {
      buffer.fail(errorText(error));
      stop();
    }
  };
  const isGivenUp = (row: MessageRow) => held?.rowid === row.id && held.tries >= policy.unjoinedTries;
  const hold = (row: MessageRow) => {
    if (held?.rowid !== row.id) held = { rowid: row.id, tries: 0 };
    wait('retry', request.debounceMs, () => {
      if (held) held.tries++;
      poll();
    });
  };
  // The rest of a backlog comes at once, but a pipe that is full gets a moment: the real process needs far
  // longer for a batch than a client needs to read it.
  const drain = () => {
    if (buffer.isEmpty) return clock.soon(poll);
    wait('drain', policy.stalledDrainMs, poll);
  };
  const onRoom = () => {
    if (!buffer.isEmpty || !timers.has('drain')) return;
    timers.get('drain')?.cancel();
    timers.delete('drain');
    poll();
  };
  const fallback = () => {
    wait('fallback', policy.fallbackPollMs, () => {
      fallback();
      poll();
    });
  };

  return {
    begin() {
      if (state !== 'new') return;
      state = 'live';
      endings.push(parts.onChange(() => wait('debounce', request.debounceMs, poll)));
      endings.push(parts.onRoom(onRoom));
      fallback();
      poll();
    },
    stop,
  };
}

function wanted(request: WatchRequest): (row: MessageRow) => boolean {
  const { senders, startMs, endMs, reactions } = request;
  return (row) => {
    if (!reactions && isTapback(row.kind)) return false;
    if (senders.length > 0 && !senders.includes(senderOf(row).toLowerCase())) return false;
    const sentMs = dateMs(row.date ?? 0);
    return (startMs === null || sentMs >= startMs) && (endMs === null || sentMs < endMs);
  };
}
