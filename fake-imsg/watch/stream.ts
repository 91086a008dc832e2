// One `watch.subscribe`: polls chat.db for rows above a cursor (protocol section 3.2). It only ever sees
// inserts, in rowid order; an edit or a receipt of a row that has passed is never told.

import type { DatabaseFiles } from '../chat-db/database/connection.ts';
import type { ChatDb } from '../chat-db/read/chat-db.ts';
import { type FoldedRow, foldPreviews, type PreviewOptions, withoutTwins } from '../chat-db/read/previews.ts';
import { type MessageRow, senderOf } from '../chat-db/read/rows.ts';
import { dateSeconds, instantSeconds } from '../chat-db/read/time.ts';
import type { Clock, Timer } from '../device/clock.ts';
import { errorText } from '../wire/error-text.ts';
import type { WatchBuffer } from './buffer.ts';

export interface WatchRequest {
  readonly chatId: number | null;
  readonly sinceRowid: number;
  /** Senders in whatever case; empty = all. */
  readonly senders: readonly string[];
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly attachments: boolean;
  /** Whether messages list the reactions to them, and whether a tapback is a message itself. */
  readonly reactions: boolean;
  readonly tapbacks: boolean;
  readonly debounceMs: number;
  readonly bufferLimit: number;
}

/** What builds differ in (protocol section 3.2). */
export interface WatchPolicy {
  /** How long a poll waits after a change, where the request does not say so. */
  readonly debounceMs: number;
  /** A poll without any sign of change, so that a missed one is not missed for ever; null = there is none. */
  readonly fallbackPollMs: number | null;
  /** Whether changes are noticed of files that took the place of those that were there at the beginning. */
  readonly hearsNewFiles: boolean;
  readonly batchRows: number;
  /**
   * How often a row that is in no chat yet is looked at again, one debounce apart, before it is skipped; null = it
   * is told at once, as of chat 0.
   */
  readonly unjoinedTries: number | null;
  /** Whether link previews count as seen that stand behind such a row: they are lost when their turn comes. */
  readonly remembersUnreached: boolean;
  /** Whether the cursor also passes what is dropped at the end of a batch: link previews told before. */
  readonly passesDropped: boolean;
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
  files(): DatabaseFiles;
  onChange(callback: () => void): () => void;
  onRoom(callback: () => void): () => void;
}

export interface WatchStream {
  /** Polls for the first time; before that nothing is sent, and after `stop` it does nothing. */
  begin(): void;
  stop(): void;
}

type Wait = 'debounce' | 'fallback' | 'drain';

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

  const page = (db: ChatDb): MessageRow[] => {
    const query = { after: cursor, limit: policy.batchRows, tapbacks: request.tapbacks };
    return policy.tellsEachChat && request.chatId === null
      ? db.rows.aboveInEachChat(query)
      : db.rows.above(query, request.chatId);
  };
  const fold = (db: ChatDb, rows: readonly MessageRow[]): FoldedRow[] => {
    const { foldMax, memory } = parts.previews;
    const folded = foldPreviews(rows, { foldMax, rows: db.rows, detached: 'suppressed' });
    return policy.remembersUnreached ? withoutTwins(folded, memory) : folded;
  };
  const tell = (db: ChatDb, rows: readonly FoldedRow[]): boolean => {
    const joined = rows.filter(({ row }) => !isUnjoined(row));
    const fresh = policy.remembersUnreached ? joined : withoutTwins(joined, parts.previews.memory);
    const told = fresh.filter(({ row }) => isWanted(request, row));
    return db.assemble(told, request).every((message) => buffer.push(message));
  };

  const poll = () => {
    if (state !== 'live') return;
    try {
      const db = parts.db();
      const rows = page(db);
      if (rows.length === 0) return;
      const folded = fold(db, rows);
      const gap = folded.findIndex(({ row }) => isAwaited(row));
      const ready = gap === -1 ? folded : folded.slice(0, gap);
      const passed = gap === -1 && policy.passesDropped ? rows.at(-1) : ready.at(-1)?.row;
      cursor = Math.max(cursor, passed?.id ?? cursor);
      if (!tell(db, ready)) stop();
      else if (gap !== -1) wait('debounce', request.debounceMs, poll);
      else if (rows.length === policy.batchRows && policy.drainsAtOnce) drain();
    } catch (error) {
      buffer.fail(errorText(error));
      stop();
    }
  };
  const isUnjoined = (row: MessageRow) => row.chatId === null && policy.unjoinedTries !== null;
  /** Asked once in a poll of each row until the first that is: counts how often. */
  const isAwaited = (row: MessageRow) => {
    if (!isUnjoined(row)) return false;
    held = held?.rowid === row.id ? { rowid: row.id, tries: held.tries + 1 } : { rowid: row.id, tries: 1 };
    return held.tries <= policy.unjoinedTries!;
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
    if (policy.fallbackPollMs === null) return;
    wait('fallback', policy.fallbackPollMs, () => {
      fallback();
      poll();
    });
  };

  return {
    begin() {
      if (state !== 'new') return;
      state = 'live';
      const first = parts.files();
      const hears = () => {
        const { database, log } = parts.files();
        return policy.hearsNewFiles || (database === first.database && log === first.log);
      };
      endings.push(
        parts.onChange(() => {
          if (hears()) wait('debounce', request.debounceMs, poll);
        }),
      );
      endings.push(parts.onRoom(onRoom));
      fallback();
      poll();
    },
    stop,
  };
}

/** Whether the filters let a row pass; the cursor moves over the others all the same. */
function isWanted({ senders, startMs, endMs }: WatchRequest, row: MessageRow): boolean {
  const sender = senderOf(row).toLowerCase();
  if (senders.length > 0 && !senders.some((one) => one.toLowerCase() === sender)) return false;
  const sent = dateSeconds(row.date ?? 0);
  return (
    (startMs === null || sent >= instantSeconds(startMs)) && (endMs === null || sent < instantSeconds(endMs))
  );
}
