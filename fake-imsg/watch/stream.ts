// One `watch.subscribe`: polls chat.db for rows above a cursor (wire-3.2). It only ever sees
// inserts, in rowid order; an edit or a receipt of a row that has passed is never told.

import type { DatabaseFiles } from '../chat-db/database/connection.ts';
import type { ChatDb } from '../chat-db/read/chat-db.ts';
import { type FoldedRow, foldPreviews, type PreviewOptions, withoutTwins } from '../chat-db/read/previews.ts';
import { type MessageRow, senderOf } from '../chat-db/read/rows.ts';
import { dateSeconds, instantSeconds } from '../chat-db/read/time.ts';
import type { Clock } from '../device/clock.ts';
import { errorText } from '../wire/error-text.ts';
import type { WatchBuffer } from './buffer.ts';
import type { WatchPolicy, WatchRequest } from './policy.ts';
import { createWaits } from './waits.ts';

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
  /** Whether a poll can find nothing more before the next change. */
  isStill(): boolean;
  onRoom(callback: () => void): () => void;
}

export interface WatchStream {
  /** Polls for the first time; before that nothing is sent, and after `stop` it does nothing. */
  begin(): void;
  stop(): void;
}

export function createWatchStream(parts: WatchStreamParts): WatchStream {
  const { request, policy, clock, buffer } = parts;
  const { wait, cancel, cancelAll } = createWaits<'debounce' | 'fallback' | 'drain'>(clock);
  const endings: (() => void)[] = [];
  const isAwaited = awaiting(policy);
  /** When the fallback poll was last due that found nothing and after which none is made; null = they go on. */
  let restsSinceMs: number | null = null;
  let cursor = request.sinceRowid;
  let state: 'new' | 'live' | 'over' = 'new';

  const stop = () => {
    state = 'over';
    cancelAll();
    for (const end of endings.splice(0)) end();
  };
  const poll = (): 'nothing' | 'something' => {
    if (state !== 'live') return 'something';
    try {
      const db = parts.db();
      const rows = page(parts, db, cursor);
      if (rows.length === 0) return 'nothing';
      const folded = fold(parts, db, rows);
      const gap = folded.findIndex(({ row }) => isAwaited(row));
      const ready = gap === -1 ? folded : folded.slice(0, gap);
      const passed = gap === -1 && policy.passesDropped ? rows.at(-1) : ready.at(-1)?.row;
      cursor = Math.max(cursor, passed?.id ?? cursor);
      if (!tell(parts, db, ready)) stop();
      else if (gap !== -1) wait('debounce', request.debounceMs, poll);
      else if (rows.length === policy.batchRows && policy.drainsAtOnce) drain();
    } catch (error) {
      buffer.fail(errorText(error));
      stop();
    }
    return 'something';
  };
  // The rest of a backlog comes at once, but a pipe that is full gets a moment: the real process needs far
  // longer for a batch than a client needs to read it.
  const drain = () => {
    if (buffer.isEmpty()) return clock.soon(poll);
    wait('drain', policy.stalledDrainMs, poll);
  };
  const onRoom = () => {
    if (buffer.isEmpty() && cancel('drain')) poll();
  };
  const fallback = (inMs = policy.fallbackPollMs) => {
    if (inMs === null) return;
    wait('fallback', inMs, () => {
      const dueMs = clock.monotonicMs();
      if (poll() === 'nothing' && parts.isStill()) restsSinceMs = dueMs;
      else if (state === 'live') fallback();
    });
  };
  /** The polls that were left out have found nothing; the next one comes when it always would have. */
  const goOn = () => {
    if (restsSinceMs === null) return;
    const everyMs = policy.fallbackPollMs!;
    const restedMs = clock.monotonicMs() - restsSinceMs;
    restsSinceMs = null;
    fallback(everyMs - (restedMs % everyMs));
  };

  return {
    begin() {
      if (state !== 'new') return;
      state = 'live';
      const hears = hearing(parts);
      endings.push(
        parts.onChange(() => {
          goOn();
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

/** Whether a change is noticed, of the files that are there at that moment. */
function hearing({ files, policy }: WatchStreamParts): () => boolean {
  const first = files();
  return () => {
    const { database, log } = files();
    return policy.hearsNewFiles || (database === first.database && log === first.log);
  };
}

function page({ request, policy }: WatchStreamParts, db: ChatDb, cursor: number): MessageRow[] {
  const query = { after: cursor, limit: policy.batchRows, tapbacks: request.tapbacks };
  return policy.tellsEachChat && request.chatId === null
    ? db.rows.aboveInEachChat(query)
    : db.rows.above(query, request.chatId);
}

function fold({ policy, previews }: WatchStreamParts, db: ChatDb, rows: readonly MessageRow[]): FoldedRow[] {
  const { foldMax, memory } = previews;
  const folded = foldPreviews(rows, { foldMax, rows: db.rows, detached: 'suppressed' });
  return policy.remembersUnreached ? withoutTwins(folded, memory) : folded;
}

/** Whether everything could be told. */
function tell(parts: WatchStreamParts, db: ChatDb, rows: readonly FoldedRow[]): boolean {
  const { request, policy, previews, buffer } = parts;
  const joined = rows.filter(({ row }) => !isUnjoined(row, policy));
  const fresh = policy.remembersUnreached ? joined : withoutTwins(joined, previews.memory);
  const told = fresh.filter(({ row }) => isWanted(request, row));
  return db.assemble(told, request).every((message) => buffer.push(message));
}

const isUnjoined = (row: MessageRow, { unjoinedTries }: WatchPolicy) =>
  row.chatId === null && unjoinedTries !== null;

/** Asked once in a poll of each row until the first that is awaited: counts how often. */
function awaiting(policy: WatchPolicy): (row: MessageRow) => boolean {
  let awaited: { readonly rowid: number; readonly tries: number } | null = null;
  return (row) => {
    if (!isUnjoined(row, policy)) return false;
    awaited = { rowid: row.id, tries: awaited?.rowid === row.id ? awaited.tries + 1 : 1 };
    return awaited.tries <= policy.unjoinedTries!;
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
