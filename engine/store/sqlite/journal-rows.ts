// Rows on their way into the journal, those of a call together.

import type Database from 'better-sqlite3';
import type { RowInput, VerdictFacts } from '../commands/journal.ts';
import type { Standing } from '../commands/pairing.ts';
import { meetStrangers } from '../pairing-rules.ts';
import { cursorRowid, highest, isAnyHeard, isApart, isKnownAnywhere, toldAgain } from '../rules.ts';
import { prepareInserts } from './inserts.ts';
import type { KnownRows } from './known-rows.ts';
import type { PairingTable } from './pairing.ts';

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

/** Answers what became of each, and the highest rowid that was journalled. */
type JournalRows = (
  place: Place,
  rows: readonly RowInput[],
) => { readonly results: readonly JournalledRow[]; readonly rowid: number | null };

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

export function prepareJournalRows(
  db: Database.Database,
  { known, pairing }: { readonly known: KnownRows; readonly pairing: PairingTable },
): JournalRows {
  const insertEvents = prepareInserts(db, 'event', EVENT);
  const insertVerdicts = prepareInserts(db, 'verdict', VERDICT);
  const contents = prepareContents(db);
  return ({ source, journalledTo, others }, rows) => {
    const found = known.find(rows.map(({ eventId }) => eventId));
    const said = contents.ofCall();
    const events: Parameters<typeof insertEvents>[0][number][] = [];
    const verdicts: Parameters<typeof insertVerdicts>[0][number][] = [];
    let top = journalledTo;
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
      const isNew = !said.has(input);
      const { row, standing } = meetStrangers(isNew ? input : toldAgain(input), pairing.meet);
      const seq = found.add(source, eventId);
      if (isNew) said.add(input, seq);
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
        envelope,
        row.raw,
      );
      for (const { accountId, fate, code, detail = '', facts } of row.verdicts) {
        if (facts !== written.facts)
          written = { facts, json: facts === undefined ? null : JSON.stringify(facts) };
        verdicts.push(seq, accountId, source, rowid, isLate, fate, code, detail, written.json);
      }
      return standing === undefined ? { seq, isNew, isAdded: true } : { seq, isNew, standing, isAdded: true };
    });
    insertEvents(events);
    insertVerdicts(verdicts);
    said.end();
    found.end();
    return { results, rowid: top };
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
  const insert = prepareInserts(db, 'content', ['hash', 'seq']);
  return {
    ofCall() {
      const added = new Map<string, number>();
      const values: (string | number)[] = [];
      const firstAtMs = (hash: string) => {
        const atMs = added.get(hash);
        if (atMs !== undefined) return atMs;
        const seq = firstOf.get(hash);
        return seq === undefined ? undefined : arrivedAtMs.get(seq);
      };
      return {
        has({ content, arrivedAtMs: atMs, ...row }: RowInput): boolean {
          if (content === undefined || !isAnyHeard(row)) return false;
          const first = firstAtMs(content.hash);
          return first !== undefined && isApart(content, atMs - first);
        },
        add(row: RowInput, seq: number): void {
          const { content } = row;
          if (content === undefined || !isAnyHeard(row) || firstAtMs(content.hash) !== undefined) return;
          added.set(content.hash, row.arrivedAtMs);
          values.push(content.hash, seq);
        },
        end: () => insert(values),
      };
    },
  };
}
