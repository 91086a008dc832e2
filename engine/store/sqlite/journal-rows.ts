// Rows on their way into the journal, those of a call together.

import type Database from 'better-sqlite3';
import type { RowInput, VerdictFacts } from '../commands/journal.ts';
import type { Standing } from '../commands/pairing.ts';
import { meetStrangers } from '../pairing-rules.ts';
import { cursorRowid, highest, isAnyHeard, isApart, isKnownAnywhere, toldAgain } from '../rules.ts';
import { prepareInserts } from './inserts.ts';
import type { KnownRows } from './known-rows.ts';
import type { PairingTable } from './pairing.ts';
import type { FirstPending, PendingRows } from './pending-rows.ts';

interface JournalledRow {
  readonly seq: number;
  readonly isNew: boolean;
  /** Left out where no stranger wrote it. */
  readonly standing?: Standing;
  /** Whether there is a row of it. */
  readonly isAdded: boolean;
}

interface Place {
  readonly source: number;
  readonly journalledTo: number | null;
  /** Sources of the same place, in which a row may be known already (ruling-28). */
  readonly others: readonly number[];
}

/** Answers what became of each, the highest rowid that was journalled, and the first new row that waits and is not late. */
type JournalRows = (
  place: Place,
  rows: readonly RowInput[],
) => {
  readonly results: readonly JournalledRow[];
  readonly rowid: number | null;
  readonly first: FirstPending | undefined;
};

interface Beside {
  readonly known: KnownRows;
  readonly pairing: PairingTable;
  readonly pending: Pick<PendingRows, 'addedLate'>;
}

const NO_FACTS = { facts: undefined, json: null };

const EVENT = [
  'seq',
  'source',
  'event_id',
  'message_rowid',
  'guid',
  'chat_guid',
  'is_from_me',
  'arrived_at_ms',
  'content',
  'envelope',
  'raw',
] as const;
const VERDICT = [
  'seq',
  'account',
  'source',
  'message_rowid',
  'is_late',
  'fate',
  'code',
  'detail',
  'facts',
] as const;

export function prepareJournalRows(db: Database.Database, { known, pairing, pending }: Beside): JournalRows {
  const insertEvents = prepareInserts(db, 'event', EVENT);
  const insertVerdicts = prepareInserts(db, 'verdict', VERDICT);
  return ({ source, journalledTo, others }, rows) => {
    const found = known.find(rows.map(({ eventId }) => eventId));
    const events: Parameters<typeof insertEvents>[0][number][] = [];
    const verdicts: Parameters<typeof insertVerdicts>[0][number][] = [];
    let top = journalledTo;
    let first: FirstPending | undefined;
    // Those of one row are mostly those of the next.
    let written: { readonly facts: VerdictFacts | undefined; readonly json: string | null } = NO_FACTS;
    const results = rows.map((input): JournalledRow => {
      const moved = cursorRowid(input);
      const isLate = moved === null || (top !== null && moved <= top) ? 1 : 0;
      top = highest(top, moved);
      const { eventId, rowid, guid, chatGuid, isFromMe, arrivedAtMs } = input;
      const there = isKnownAnywhere(eventId) ? others : [];
      for (const place of [...there, source]) {
        const seq = found.seqOf(place, eventId);
        if (seq !== undefined) return { seq, isNew: false, isAdded: false };
      }
      // What another row has said that waited (ruling-23).
      const content = input.content !== undefined && isAnyHeard(input) ? input.content : null;
      const saidAtMs = content === null ? undefined : found.saidAtMs(content.hash);
      const isNew = saidAtMs === undefined || !isApart(content!, arrivedAtMs - saidAtMs);
      const { row, standing } = meetStrangers(isNew ? input : toldAgain(input), pairing.meet);
      const said = saidAtMs === undefined && content !== null ? content.hash : null;
      const seq = found.add(source, eventId, said, arrivedAtMs);
      const envelope = row.envelope === undefined ? null : JSON.stringify(row.envelope);
      events.push(
        seq,
        source,
        eventId,
        rowid,
        guid,
        chatGuid,
        isFromMe ? 1 : 0,
        arrivedAtMs,
        said,
        envelope,
        row.raw,
      );
      for (const { accountId, fate, code, detail = '', facts } of row.verdicts) {
        if (facts !== written.facts)
          written = { facts, json: facts === undefined ? null : JSON.stringify(facts) };
        verdicts.push(seq, accountId, source, rowid, isLate, fate, code, detail, written.json);
        if (fate !== null) continue;
        if (isLate === 1) pending.addedLate(source);
        else first ??= { seq, rowid: rowid! };
      }
      return standing === undefined ? { seq, isNew, isAdded: true } : { seq, isNew, standing, isAdded: true };
    });
    insertEvents(events);
    insertVerdicts(verdicts);
    found.end();
    return { results, rowid: top, first };
  };
}
