import { type Fate, keepsBody, type Reason } from '../../fates.ts';
import type { TurnId } from '../../message/ids.ts';
import type { CarryOut, ChatCommandOutcome } from '../commands/chat-commands.ts';
import type { JournalCommands, PendingRow, RowInput } from '../commands/journal.ts';
import type { LeaveToOwner } from '../commands/owners-words.ts';
import { type Answered, followUp } from '../follow-up.ts';
import type { Handlers } from '../handlers.ts';
import { meetStrangers } from '../pairing-rules.ts';
import { checkRow, cursorRowid, highest, isAnyHeard, toldAgain } from '../rules.ts';
import { changeChats } from './chats.ts';
import type { MemoryGroupWindows } from './group-windows.ts';
import { changeHoles } from './holes.ts';
import { isSaid, knownAt, repliesOfNew } from './known-rows.ts';
import type { MemoryOwnersWords } from './owners-words.ts';
import type { MemoryPairing } from './pairing.ts';
import { kindFor, type MemoryRow, type MemorySource, type MemorySources, moveCursors } from './sources.ts';
import type { MemorySystemEvents } from './system-events.ts';

export interface MemoryJournal {
  readonly handlers: Handlers<JournalCommands>;
  /** The row, if it waits for a fate of the account. */
  findPending(source: MemorySource, accountId: string, seq: number): MemoryRow | undefined;
  settleRow(source: MemorySource, accountId: string, row: MemoryRow, settled: Settled): void;
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
      const codeOf = ({ verdicts }: MemoryRow) => verdicts.find((one) => one.accountId === accountId)!.code;
      const waiting = [...(source.pending.get(accountId)?.values() ?? [])].filter(
        (row) =>
          row.chatGuid === chatGuid && row.seq < beforeSeq && counts({ code: codeOf(row), rowid: row.rowid }),
      );
      for (const row of waiting) settleRow(source, accountId, row, { ...settled, turnId: null });
      return waiting.map(({ seq, eventId, rowid }) => ({ seq, eventId, rowid }));
    },
    handlers: {
      ingest({ sourceId, rows, holes, chats }) {
        const source = sources.get(sourceId);
        rows.forEach(checkRow);
        const place = { source, others: sources.othersThere(source) };
        pairing.check(rows, repliesOfNew(sources, place, rows));
        const copyBody = copyBodies(rows);
        let top: number | null = null;
        const results = rows.map((input) => {
          top = highest(top, cursorRowid(input));
          const known = knownAt(place, input.eventId);
          countSightings(source, input, known !== undefined);
          if (known) return { seq: known.seq, isNew: false };
          const isNew = !isSaid(sources, input);
          const { row, standing } = meetStrangers(isNew ? input : toldAgain(input), pairing.meet);
          const { seq } = addRow(source, row, row.raw && copyBody(row.raw), sources.rows);
          const { content } = input;
          if (content && isAnyHeard(input) && !sources.contents.has(content.hash))
            sources.contents.set(content.hash, seq);
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
          if (row) settleRow(source, accountId, row, { fate, code, detail, turnId: null });
          return row !== undefined;
        });
        moveCursors(source, null);
        return results;
      },
      verdictsOf: ({ sourceIds, accountId, eventIds }) =>
        eventIds.map((name) => {
          const known = sourceIds.flatMap((id) => sources.get(id).byEventId.get(name) ?? [])[0];
          const verdict = known?.verdicts.find((one) => one.accountId === accountId);
          return verdict ? { fate: verdict.fate, code: verdict.code } : null;
        }),
      pending({ sourceId, accountId, afterSeq, limit }) {
        const found = [];
        for (const row of sources.get(sourceId).pending.get(accountId)?.values() ?? []) {
          if (found.length >= limit) break;
          const { seq, eventId, rowid, raw, arrivedAtMs, verdicts } = row;
          const { code } = verdicts.find((verdict) => verdict.accountId === accountId)!;
          const kind = kindFor(accountId, verdicts);
          if (seq > afterSeq) found.push({ seq, code, eventId, rowid, raw: raw!, kind, arrivedAtMs });
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

/** The bytes belong to the caller, who may use their memory again. One block for all of a call is cheaper. */
function copyBodies(rows: readonly RowInput[]): (raw: Uint8Array) => Uint8Array {
  let block: Buffer | null = null;
  let at = 0;
  return (raw) => {
    block ??= Buffer.allocUnsafeSlow(rows.reduce((sum, row) => sum + (row.raw?.length ?? 0), 0));
    const from = at;
    at += raw.length;
    block.set(raw, from);
    return block.subarray(from, at);
  };
}

function addRow(source: MemorySource, input: RowInput, raw: Uint8Array | null, all: MemoryRow[]): MemoryRow {
  const { eventId, rowid, guid, chatGuid, arrivedAtMs } = input;
  const row: MemoryRow = {
    seq: all.length + 1,
    eventId,
    rowid,
    guid,
    chatGuid,
    arrivedAtMs,
    isFromMe: input.isFromMe,
    envelope: input.envelope ?? null,
    raw,
    verdicts: input.verdicts.map(({ accountId, fate, code, detail = '', facts = null }) => ({
      accountId,
      fate,
      code,
      detail,
      turnId: null,
      facts,
    })),
    pendingCount: 0,
  };
  all.push(row);
  source.rows.push(row);
  source.byEventId.set(eventId, row);
  for (const { accountId, fate } of row.verdicts) {
    if (fate !== null) continue;
    row.pendingCount += 1;
    let waiting = source.pending.get(accountId);
    if (!waiting) {
      waiting = new Map();
      source.pending.set(accountId, waiting);
    }
    waiting.set(row.seq, row);
  }
  if (row.pendingCount > 0 && rowid !== null) source.pendingRowids.add(row);
  return row;
}

function findPending(source: MemorySource, accountId: string, seq: number): MemoryRow | undefined {
  return source.pending.get(accountId)?.get(seq);
}

function settleRow(source: MemorySource, accountId: string, row: MemoryRow, settled: Settled): void {
  source.pending.get(accountId)!.delete(row.seq);
  row.pendingCount -= 1;
  Object.assign(row.verdicts.find((verdict) => verdict.accountId === accountId)!, settled);
  if (!row.verdicts.some((verdict) => keepsBody(verdict.fate))) row.raw = null;
}
