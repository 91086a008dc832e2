import type Database from 'better-sqlite3';
import { type Fate, keepsBody, type Reason, type ReasonCode } from '../../fates.ts';
import type { CarryOut } from '../commands/chat-commands.ts';
import type { JournalCommands, RowInput } from '../commands/journal.ts';
import type { Standing } from '../commands/pairing.ts';
import type { Handlers } from '../handlers.ts';
import { meetStrangers } from '../pairing-rules.ts';
import {
  checkRow,
  commandIn,
  commandRow,
  cursorRowid,
  eventIn,
  highest,
  isAnyHeard,
  isApart,
  isKnownAnywhere,
  toldAgain,
} from '../rules.ts';
import type { ChatTable } from './chats.ts';
import type { GroupWindowTable } from './group-windows.ts';
import type { HoleTable } from './holes.ts';
import type { OwnersWordTable } from './owners-words.ts';
import type { PairingTable } from './pairing.ts';
import type { PendingRows } from './pending-rows.ts';
import { countSightings } from './sightings.ts';
import type { SourceTable } from './sources.ts';
import type { SystemEventTable } from './system-events.ts';

/** What is journalled with rows besides their verdicts, and which of them wait. */
interface Beside {
  readonly holes: HoleTable;
  readonly chats: ChatTable;
  readonly events: SystemEventTable;
  readonly windows: GroupWindowTable;
  readonly ownersWords: OwnersWordTable;
  readonly carryOut: CarryOut;
  readonly pending: PendingRows;
  readonly pairing: PairingTable;
}

export function journalHandlers(
  db: Database.Database,
  sources: SourceTable,
  beside: Beside,
): Handlers<JournalCommands> {
  const journal = prepareJournal(db, beside);
  const settleRow = prepareSettle(db);
  const verdictOf = db.prepare<[string, number, string], { fate: Fate | null; code: ReasonCode }>(
    `SELECT fate, code FROM event JOIN verdict ON verdict.seq = event.seq AND account = ?
     WHERE event.source = ? AND event_id = ? ORDER BY event.seq`,
  );
  return {
    ingest({ sourceId, rows, holes, chats }) {
      const source = sources.get(sourceId);
      // What was settled before lets the cursor pass rows that this call may put below it.
      const settledTo = sources.settledTo(source);
      rows.forEach(checkRow);
      beside.pairing.check(rows);
      const others = sources.othersThere(source);
      let top = source.journalledTo;
      const results = rows.map((row) => {
        const moved = cursorRowid(row);
        const isLate = moved === null || (top !== null && moved <= top);
        top = highest(top, moved);
        return journal(source.key, row, isLate, others);
      });
      if (holes) beside.holes.change(source.key, holes);
      if (chats) beside.chats.change(source.key, chats);
      const arrivedAtMs = rows.at(-1)?.arrivedAtMs ?? 0;
      const sightings = countSightings(source.sightings, rows, results);
      const answered = results.map(({ isAdded: _, ...answer }, index) => {
        if (!answer.isNew) return answer;
        const row = rows[index]!;
        for (const { accountId, window, ownersWord } of row.verdicts) {
          if (window) beside.windows.add(accountId, window, answer.seq);
          if (ownersWord) beside.ownersWords.add(sourceId, ownersWord);
        }
        const event = eventIn(row);
        const told = commandIn(row);
        if (told) {
          const toldBy = commandRow(told.accountId, sourceId, answer.seq, row);
          return { ...answer, command: beside.carryOut(told.command, toldBy) };
        }
        return event ? { ...answer, event: beside.events.add(event) } : answer;
      });
      return {
        rows: answered,
        ...sources.arrived(source, { rowid: top, settledTo, sightings, arrivedAtMs }),
      };
    },
    settle({ sourceId, accountId, verdicts }) {
      const { key } = sources.get(sourceId);
      return verdicts.map((verdict) => settleRow(key, accountId, { ...verdict, turn: null }));
    },
    verdictsOf({ sourceIds, accountId, eventIds }) {
      const keys = sourceIds.map((sourceId) => sources.get(sourceId).key);
      return eventIds.map((eventId) => {
        for (const key of keys) {
          const found = verdictOf.get(accountId, key, eventId);
          if (found) return found;
        }
        return null;
      });
    },
    pending: ({ sourceId, accountId, afterSeq, limit }) =>
      beside.pending.after(sources.get(sourceId), accountId, afterSeq, limit),
  };
}

type JournalRow = (
  source: number,
  row: RowInput,
  isLate: boolean,
  /** Sources of the same place, in which it may be known already (ruling-28). */
  others: readonly number[],
) => Journalled;

interface Journalled {
  readonly seq: number;
  readonly isNew: boolean;
  /** Left out where no stranger wrote it. */
  readonly standing?: Standing;
  /** Whether there is a row of it. */
  readonly isAdded: boolean;
}

function prepareJournal(db: Database.Database, { pairing }: Beside): JournalRow {
  const insertEvent = db.prepare(
    `INSERT INTO event
       (source, event_id, message_rowid, guid, chat_guid, is_from_me, arrived_at_ms, envelope, raw)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source, event_id) DO NOTHING`,
  );
  const insertVerdict = db.prepare(
    `INSERT INTO verdict (seq, account, source, message_rowid, is_late, fate, code, detail, facts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const seqOf = db
    .prepare<[number, string], number>('SELECT seq FROM event WHERE source = ? AND event_id = ? ORDER BY seq')
    .pluck();
  const knownAmong = (others: readonly number[], eventId: string): number | undefined => {
    if (others.length === 0 || !isKnownAnywhere(eventId)) return undefined;
    for (const other of others) {
      const seq = seqOf.get(other, eventId);
      if (seq !== undefined) return seq;
    }
    return undefined;
  };
  const contents = prepareContents(db);
  return (source, input, isLate, others) => {
    const { eventId, rowid, guid, chatGuid, arrivedAtMs } = input;
    const known = knownAmong(others, eventId);
    if (known !== undefined) return { seq: known, isNew: false, isAdded: false };
    const isNew = !contents.has(input);
    const row = isNew ? input : toldAgain(input);
    const isFromMe = row.isFromMe ? 1 : 0;
    const envelope = row.envelope === undefined ? null : JSON.stringify(row.envelope);
    const added = insertEvent.run(
      source,
      eventId,
      rowid,
      guid,
      chatGuid,
      isFromMe,
      arrivedAtMs,
      envelope,
      row.raw,
    );
    if (added.changes === 0) return { seq: seqOf.get(source, eventId)!, isNew: false, isAdded: false };
    const seq = Number(added.lastInsertRowid);
    if (isNew) contents.add(row, seq);
    const met = meetStrangers(row, pairing.meet);
    for (const { accountId, fate, code, detail = '', facts } of met.row.verdicts) {
      const kept = facts === undefined ? null : JSON.stringify(facts);
      insertVerdict.run(seq, accountId, source, rowid, isLate ? 1 : 0, fate, code, detail, kept);
    }
    const answer = { seq, isNew, isAdded: true };
    return met.standing === undefined ? answer : { ...answer, standing: met.standing };
  };
}

/** What rows that waited have said, by its hash (ruling-23). */
function prepareContents(db: Database.Database) {
  const firstOf = db
    .prepare<[string], number>('SELECT seq FROM content WHERE hash = ? ORDER BY hash')
    .pluck();
  const arrivedAtMs = db
    .prepare<[number], number>('SELECT arrived_at_ms FROM event WHERE seq = ? ORDER BY seq')
    .pluck();
  const insert = db.prepare('INSERT INTO content (hash, seq) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING');
  return {
    has(row: RowInput): boolean {
      const { content } = row;
      if (content === undefined || !isAnyHeard(row)) return false;
      const first = firstOf.get(content.hash);
      return first !== undefined && isApart(content, row.arrivedAtMs - arrivedAtMs.get(first)!);
    },
    add(row: RowInput, seq: number): void {
      if (row.content !== undefined && isAnyHeard(row)) insert.run(row.content.hash, seq);
    },
  };
}

interface Settled extends Reason {
  readonly seq: number;
  readonly fate: Fate;
  /** The seq of its turn. */
  readonly turn: number | null;
}

/** Gives a pending row its fate; false when it is not pending for the account. */
export function prepareSettle(
  db: Database.Database,
): (source: number, accountId: string, settled: Settled) => boolean {
  const settle = db.prepare(
    `UPDATE verdict SET fate = ?, code = ?, detail = ?, turn = ?
     WHERE seq = ? AND account = ? AND source = ? AND fate IS NULL`,
  );
  const fates = db
    .prepare<[number], Fate | null>('SELECT fate FROM verdict WHERE seq = ? ORDER BY account')
    .pluck();
  const dropBody = db.prepare('UPDATE event SET raw = NULL WHERE seq = ?');
  return (source, accountId, { seq, fate, code, detail = '', turn }) => {
    if (settle.run(fate, code, detail, turn, seq, accountId, source).changes === 0) return false;
    if (!keepsBody(fate) && !fates.all(seq).some(keepsBody)) dropBody.run(seq);
    return true;
  };
}
