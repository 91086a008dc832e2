import type Database from 'better-sqlite3';
import { type Fate, keepsBody, type Reason, type ReasonCode } from '../../fates.ts';
import type { CarryOut } from '../commands/chat-commands.ts';
import type { JournalCommands } from '../commands/journal.ts';
import type { LeaveToOwner } from '../commands/owners-words.ts';
import { type Answered, followUp } from '../follow-up.ts';
import type { Handlers } from '../handlers.ts';
import { checkRow } from '../rules.ts';
import type { Commands } from '../store.ts';
import type { ChatTable } from './chats.ts';
import type { GroupWindowTable } from './group-windows.ts';
import type { HoleTable } from './holes.ts';
import { prepareJournalRows } from './journal-rows.ts';
import type { KnownRows } from './known-rows.ts';
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
  readonly leaveToOwner: LeaveToOwner;
  readonly answer: Answered;
  readonly pending: PendingRows;
  readonly pairing: PairingTable;
  readonly known: KnownRows;
}

export function journalHandlers(
  db: Database.Database,
  sources: SourceTable,
  beside: Beside,
): Handlers<JournalCommands> {
  const journal = prepareJournalRows(db, beside);
  const settleRow = prepareSettle(db);
  const verdictOf = db.prepare<[number, string], { fate: Fate | null; code: ReasonCode }>(
    'SELECT fate, code FROM verdict WHERE seq = ? AND account = ? ORDER BY seq',
  );
  return {
    ingest({ sourceId, rows, holes, chats }) {
      const source = sources.get(sourceId);
      // What was settled before lets the cursor pass rows that this call may put below it.
      const before = sources.settled(source);
      rows.forEach(checkRow);
      beside.pairing.check(rows);
      const place = { ...source, source: source.key, others: sources.othersThere(source) };
      const { results, rowid, first: added } = journal(place, rows);
      if (holes) beside.holes.change(source.key, holes);
      if (chats) beside.chats.change(source.key, chats);
      const arrivedAtMs = rows.at(-1)?.arrivedAtMs ?? 0;
      const sightings = countSightings(source.sightings, rows, results);
      const answered = results.map(
        ({ seq, isNew, standing }, index): Commands['ingest']['out']['rows'][number] => {
          const answer = standing === undefined ? { seq, isNew } : { seq, isNew, standing };
          return isNew ? followUp(answer, rows[index]!, sourceId, beside) : answer;
        },
      );
      // What the gateway was told to do, or the owner has said, may have settled rows that waited.
      const isAsAdded = answered.every(({ command, left }) => command === undefined && left === undefined);
      const first = isAsAdded ? (before.first ?? added) : beside.pending.first(source);
      const { settledTo } = before;
      return {
        rows: answered,
        ...sources.arrived(source, { rowid, settledTo, first, sightings, arrivedAtMs }),
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
          const seq = beside.known.seqOf(key, eventId);
          const found = seq === undefined ? undefined : verdictOf.get(seq, accountId);
          if (found) return found;
        }
        return null;
      });
    },
    pending: ({ sourceId, accountId, afterSeq, limit }) =>
      beside.pending.after(sources.get(sourceId), accountId, afterSeq, limit),
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
