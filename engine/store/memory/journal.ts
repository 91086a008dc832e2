import { type Fate, keepsBody, type Reason } from '../../fates.ts';
import type { TurnId } from '../../message/ids.ts';
import type { CarryOut, ChatCommandOutcome } from '../commands/chat-commands.ts';
import type { JournalCommands, PendingRow, RowInput } from '../commands/journal.ts';
import type { LeaveToOwner } from '../commands/owners-words.ts';
import { type Answered, followUp } from '../follow-up.ts';
import type { Handlers } from '../handlers.ts';
import { meetStrangers } from '../pairing-rules.ts';
import { checkRow, cursorRowid, highest, isAnyHeard, isApart, toldAgain } from '../rules.ts';
import { blockFor, rawOf } from './bodies.ts';
import { changeChats } from './chats.ts';
import type { MemoryGroupWindows } from './group-windows.ts';
import { changeHoles } from './holes.ts';
import { firstAtMs, knownAt, repliesOfNew } from './known-rows.ts';
import type { MemoryOwnersWords } from './owners-words.ts';
import type { MemoryPairing } from './pairing.ts';
import { firstAfter, type MemoryRow, type MemorySource, type MemorySources, moveCursors } from './sources.ts';
import type { MemorySystemEvents } from './system-events.ts';
import { keptVerdicts, kindFor, type MemoryVerdict, verdictFor, withVerdict } from './verdicts.ts';

export interface MemoryJournal {
  readonly handlers: Handlers<JournalCommands>;
  /** The row, if it waits for a fate of the account. */
  findPending(source: MemorySource, accountId: string, seq: number): MemoryRow | undefined;
  settleRow(accountId: string, row: MemoryRow, settled: Settled): void;
  /** Settles the rows of a chat that wait and stand before a row. @param counts Default: all of them. */
  passOver(
    source: MemorySource,
    accountId: string,
    chatGuid: string,
    beforeSeq: number,
    settled: Omit<Settled, 'turnId'>,
    counts?: (row: Pick<PendingRow, 'code' | 'rowid'>) => boolean,
  ): ChatCommandOutcome['passedOver'];
}

interface Settled extends Required<Reason> {
  readonly fate: Fate;
  readonly turnId: TurnId | null;
}

/** What is committed with rows besides their verdicts. */
interface Beside {
  readonly events: MemorySystemEvents;
  readonly windows: MemoryGroupWindows;
  readonly ownersWords: MemoryOwnersWords;
  readonly pairing: MemoryPairing;
  readonly carryOut: CarryOut;
  readonly leaveToOwner: LeaveToOwner;
  readonly answer: Answered;
}

export function createMemoryJournal(sources: MemorySources, beside: Beside): MemoryJournal {
  const { pairing } = beside;
  return {
    findPending,
    settleRow,
    passOver(source, accountId, chatGuid, beforeSeq, settled, counts = () => true) {
      const waiting = source.rows.filter(
        (row) =>
          waitsFor(accountId, row) &&
          row.chatGuid === chatGuid &&
          row.seq < beforeSeq &&
          counts({ code: verdictFor(accountId, row.verdicts)!.code, rowid: row.rowid }),
      );
      for (const row of waiting) settleRow(accountId, row, { ...settled, turnId: null });
      return waiting.map(({ seq, eventId, rowid }) => ({ seq, eventId, rowid }));
    },
    handlers: {
      ingest({ sourceId, rows, holes, chats }) {
        const source = sources.get(sourceId);
        rows.forEach(checkRow);
        const place = { source, others: sources.othersThere(source) };
        pairing.check(rows, repliesOfNew(sources, place, rows));
        const add = adding(source, sources.rows, rows);
        let top: number | null = null;
        const results = rows.map((input) => {
          top = highest(top, cursorRowid(input));
          const known = knownAt(place, input.eventId);
          countSightings(source, input, known !== undefined);
          if (known) return { seq: known.seq, isNew: false };
          const content = input.content !== undefined && isAnyHeard(input) ? input.content : null;
          const firstMs = content === null ? undefined : firstAtMs(sources, content);
          const isNew = firstMs === undefined || !isApart(content!, input.arrivedAtMs - firstMs);
          const { row, standing } = meetStrangers(isNew ? input : toldAgain(input), pairing.meet);
          const { seq } = add(row);
          if (content !== null && firstMs === undefined) sources.contents.add(content.hash, seq);
          return standing === undefined ? { seq, isNew } : { seq, isNew, standing };
        });
        const answered = results.map((result, index) =>
          result.isNew ? followUp(result, rows[index]!, sourceId, beside) : result,
        );
        source.lookedAtMs = Math.max(source.lookedAtMs, rows.at(-1)?.arrivedAtMs ?? 0);
        if (holes) changeHoles(source, holes);
        if (chats) changeChats(sources, source, chats);
        moveCursors(source, top);
        return { rows: answered, journalledTo: source.journalledTo, settledTo: source.settledTo };
      },
      settle({ sourceId, accountId, verdicts }) {
        const source = sources.get(sourceId);
        const results = verdicts.map(({ seq, fate, code, detail = '' }) => {
          const row = findPending(source, accountId, seq);
          if (row) settleRow(accountId, row, { fate, code, detail, turnId: null });
          return row !== undefined;
        });
        moveCursors(source, null);
        return results;
      },
      verdictsOf: ({ sourceIds, accountId, eventIds }) =>
        eventIds.map((name) => {
          const known = sourceIds.flatMap((id) => sources.get(id).byEventId.get(name) ?? [])[0];
          const verdict = known && verdictFor(accountId, known.verdicts);
          return verdict ? { fate: verdict.fate, code: verdict.code } : null;
        }),
      pending({ sourceId, accountId, afterSeq, limit }) {
        const { rows } = sources.get(sourceId);
        const found = [];
        for (let at = firstAfter(rows, afterSeq); at < rows.length && found.length < limit; at += 1) {
          const row = rows[at]!;
          if (!waitsFor(accountId, row)) continue;
          const { seq, eventId, rowid, arrivedAtMs, verdicts } = row;
          const { code } = verdictFor(accountId, verdicts)!;
          const kind = kindFor(accountId, verdicts);
          found.push({ seq, code, eventId, rowid, raw: rawOf(row)!, kind, arrivedAtMs });
        }
        return found;
      },
    },
  };
}

function countSightings(source: MemorySource, { verdicts }: RowInput, isKnown: boolean): void {
  for (const { accountId } of verdicts) {
    let counted = source.sightings.get(accountId);
    if (!counted) {
      counted = { arrivals: 0, repeats: 0 };
      source.sightings.set(accountId, counted);
    }
    counted.arrivals += 1;
    if (isKnown) counted.repeats += 1;
  }
}

/** How rows of one call are added. Their bytes belong to the caller, who may use the memory again. */
function adding(source: MemorySource, all: MemoryRow[], rows: readonly RowInput[]) {
  const block = blockFor(rows);
  const keptOf = keptVerdicts();
  let end = 0;
  return (input: RowInput): MemoryRow => {
    const { raw } = input;
    const bodyFrom = end;
    if (raw !== null) {
      block.set(raw, bodyFrom);
      end += raw.length;
    }
    const verdicts = keptOf(input.verdicts);
    const row: MemoryRow = {
      seq: all.length + 1,
      eventId: input.eventId,
      rowid: input.rowid,
      guid: input.guid,
      chatGuid: input.chatGuid,
      arrivedAtMs: input.arrivedAtMs,
      isFromMe: input.isFromMe,
      envelope: input.envelope ?? null,
      block: raw === null ? null : block,
      bodyFrom,
      bodyTo: end,
      verdicts,
      pendingCount: countPending(verdicts),
    };
    all.push(row);
    source.rows.push(row);
    source.byEventId.set(row.eventId, row);
    if (row.pendingCount > 0 && row.rowid !== null) source.pendingRowids.add(row);
    return row;
  };
}

function countPending(verdicts: readonly MemoryVerdict[]): number {
  let count = 0;
  for (const { fate } of verdicts) if (fate === null) count += 1;
  return count;
}

function waitsFor(accountId: string, { pendingCount, verdicts }: MemoryRow): boolean {
  return pendingCount > 0 && verdictFor(accountId, verdicts)?.fate === null;
}

function findPending({ rows }: MemorySource, accountId: string, seq: number): MemoryRow | undefined {
  const row = rows[firstAfter(rows, seq - 1)];
  return row?.seq === seq && waitsFor(accountId, row) ? row : undefined;
}

function settleRow(accountId: string, row: MemoryRow, settled: Settled): void {
  row.pendingCount -= 1;
  row.verdicts = withVerdict(row.verdicts, accountId, settled);
  if (!row.verdicts.some((verdict) => keepsBody(verdict.fate))) row.block = null;
}
