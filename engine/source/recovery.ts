// From which row of a database to ask for, and how old rows may be.

import type { RecoveryConfig } from '../config/config.ts';
import { type Fence, LIVE_WINDOW_MS } from '../inbound/fence.ts';
import type { MessagesDb } from '../ports/messages-db.ts';
import type { Beginning, SourceState } from '../store/commands/sources.ts';
import type { Store } from '../store/store.ts';
import type { EndOverWire } from './end-over-wire.ts';

interface StartOptions {
  readonly store: Store;
  readonly source: SourceState;
  readonly db: MessagesDb | null;
  readonly recovery: RecoveryConfig;
  /** Asked where it cannot be read; null = it is not on this machine, and has no boundary. */
  readonly endOverWire: EndOverWire | null;
  readonly nowMs: number;
  /** When it was last seen at its place. */
  readonly lookedAtMs: number;
  /** Of the subscription before, where it goes on with the same boundary; null = a new one is taken. */
  readonly kept: Fence | null;
}

export interface Start {
  readonly fence: Fence;
  /** `since_rowid` of the subscription; null = leave it out and tail. */
  readonly sinceRowid: number | null;
  /** Rows that are older than the window and are not even asked for; null where there are none. */
  readonly skipped: { readonly fromRowid: number; readonly toRowid: number; readonly rows: number } | null;
}

/**
 * Captures the boundary and decides from where to read (REC-5 to REC-7, ruling-2). Must run before
 * subscribing, so that a row inserted in between lies above the boundary and is asked for.
 */
export async function prepareStart(options: StartOptions): Promise<Start> {
  const { store, source, db, recovery, kept } = options;
  const { windowMs } = recovery;
  const cursor = source.settledTo;
  const { rowid: boundary, isSame } = kept ? { rowid: kept.boundary, isSame: true } : await endOf(options);
  const isKnown = cursor !== null;
  const fence: Fence = kept ?? {
    boundary,
    hasCursor: isKnown,
    recoveryWindowMs: windowMs,
    ...(source.beginning !== null && { beginning: atBeginning(source.beginning, recovery, options.nowMs) }),
    ...(!isSame && boundary !== null && { beginning: ofAnother(boundary, options) }),
  };
  // Nobody could look at it yet.
  if (!isKnown) return { fence, sinceRowid: null, skipped: null };
  if (db === null || boundary === null) {
    // Of another database the cursor says nothing: what came lately may stand below it.
    const from = isSame || boundary === null ? cursor : Math.min(cursor, Math.max(0, boundary - REPLAY_ROWS));
    return { fence, sinceRowid: wireRowid(from), skipped: null };
  }

  const longestMs = Math.max(windowMs, fence.beginning?.windowMs ?? 0);
  const firstYoung = await db.firstRowidSince(options.nowMs - longestMs, cursor);
  const floor = Math.min(boundary - REPLAY_ROWS, (firstYoung ?? boundary + 1) - 1);
  if (floor <= cursor) return { fence, sinceRowid: wireRowid(cursor), skipped: null };
  const rows = await db.countRows(cursor, floor);
  await store.advanceCursors({ sourceId: source.sourceId, rowid: floor });
  const skipped = { fromRowid: cursor + 1, toRowid: floor, rows };
  return { fence, sinceRowid: wireRowid(floor), skipped };
}

/** Without a cursor nothing is a replay, and nobody has to be asked. */
async function endOf({ db, source, endOverWire }: StartOptions) {
  if (db !== null) return { rowid: await db.maxRowid(), isSame: true };
  const { settledTo } = source;
  const end = settledTo === null ? null : await endOverWire?.({ ...source, settledTo });
  return end ?? { rowid: null, isSame: true };
}

/** What may be the history of another database is news only as that would be (ruling-28). */
function ofAnother(toRowid: number, { recovery, lookedAtMs }: StartOptions) {
  return { toRowid, beforeMs: lookedAtMs - LIVE_WINDOW_MS, windowMs: recovery.windowMs };
}

/**
 * A first start may look back further, or less far (ruling-3). What it did not come to is missed by the next one, as far as
 * that looks back for what it missed.
 */
function atBeginning(beginning: Beginning, { windowMs, firstRunWindowMs }: RecoveryConfig, nowMs: number) {
  const { toRowid, beforeMs, atMs } = beginning;
  if (beforeMs !== null || firstRunWindowMs === null) return { toRowid, beforeMs, windowMs };
  const untilNowMs = firstRunWindowMs + nowMs - atMs;
  return { toRowid, beforeMs, windowMs: Math.max(firstRunWindowMs, Math.min(windowMs, untilNowMs)) };
}

/** A replay goes back at least this far, however old the rows are (REC-7). */
const REPLAY_ROWS = 500;

/** imsg reads 0 as "start at the newest row"; the beginning is asked for with -1 (A14). */
export function wireRowid(rowid: number): number {
  return rowid === 0 ? -1 : rowid;
}
