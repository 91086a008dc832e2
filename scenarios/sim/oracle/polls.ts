// Polls and votes are no messages: the next turn of their session is told of them.

import { isSameAddress } from './handles.ts';
import type { AgentCall, Finding, History, RowEvent, WitnessedRow } from './history.ts';
import { countedByGuid, type Judgement } from './judged.ts';
import { isOwn } from './speech.ts';
import type { Stop } from './stops.ts';

type Judgements = ReadonlyMap<WitnessedRow, Judgement>;

/** What was decided so near to a turn may be told with that or with the next. */
const NEAR_MS = 2_000;
/** A session keeps no more of what is to be told. */
const KEPT_MAX = 20;
/** What a poll has for its fate, and whatever else a session is told of. */
const TOLD_OF: ReadonlySet<string | null> = new Set(['empty', 'reaction']);
const TELLS = /^iMessage (?:poll|card) .* by (\S+)(?: on .+)?$/s;

/** Builds before 0.10 tell of a poll as of any card. */
function isPoll(row: WitnessedRow): boolean {
  return row.balloonId?.endsWith('com.apple.messages.Polls') === true && !isOwn(row);
}

export function pollFindings(
  accountId: string,
  rows: Judgements,
  stops: readonly Stop[],
  history: History,
): Finding[] {
  const { rowEvents, lives, calls } = history;
  // Another configuration may have another session for a conversation.
  if (lives.some(({ config }) => config !== lives[0]!.config)) return [];
  const counted = countedByGuid(rows);
  const own = calls.filter((call) => call.accountId === accountId);
  return rowEvents.flatMap((event): Finding[] => {
    const row = event.isNew && TOLD_OF.has(event.fate) ? counted.get(event.guid ?? '') : undefined;
    if (!row || !isPoll(row) || (event.accountId ?? accountId) !== accountId) return [];
    const next = own.find(
      (call) => call.chatGuid === row.chatGuid && isSaidAfter(call, event.atMs + NEAR_MS, rows),
    );
    if (!next || isLost(event, next, { accountId, stops, rowEvents })) return [];
    if (mayBeOfAnother(row, next, counted)) return [];
    const isOfSession = (call: AgentCall) =>
      next.sessionKey === undefined ? call.chatGuid === next.chatGuid : call.sessionKey === next.sessionKey;
    const since = own.slice(0, own.indexOf(next) + 1).filter((call) => call.atMs >= event.atMs);
    if (since.some((call) => isOfSession(call) && tellsOf(call, row))) return [];
    return [
      { clause: 'given', text: `turn ${next.turnId} is not told of the poll of row ${row.rowid}`, row },
    ];
  });
}

/**
 * A direct chat is a group where `groups` names its number, and a chat of another database has another number; a group keeps its
 * session all the same (ruling-48).
 */
function mayBeOfAnother(
  { chatGuid, database }: WitnessedRow,
  { messageGuids }: AgentCall,
  counted: ReadonlyMap<string, WitnessedRow>,
): boolean {
  const isDirect = chatGuid?.includes(';-;') === true;
  return isDirect && messageGuids.some((guid) => counted.get(guid)?.database !== database);
}

function isSaidAfter({ messageGuids, atMs }: AgentCall, afterMs: number, rows: Judgements): boolean {
  const counted = countedByGuid(rows);
  return (
    atMs > afterMs &&
    messageGuids.every((guid) => {
      const row = counted.get(guid);
      const toldMs = row && rows.get(row)?.arrival?.earliestMs;
      return toldMs !== undefined && toldMs > afterMs;
    })
  );
}

/** A session that began anew, or a turn that was stopped with what it was told; or too much else happened meanwhile. */
function isLost(
  { atMs }: RowEvent,
  next: AgentCall,
  {
    accountId,
    stops,
    rowEvents,
  }: Pick<History, 'rowEvents'> & { readonly accountId: string; readonly stops: readonly Stop[] },
): boolean {
  const others = rowEvents.filter(
    (event) => event.isNew && event.atMs >= atMs && event.atMs <= next.atMs && TOLD_OF.has(event.fate),
  );
  return (
    others.length >= KEPT_MAX ||
    stops.some(
      (stop) => stop.accountId === accountId && stop.fromMs <= next.atMs && stop.toMs >= atMs - NEAR_MS,
    )
  );
}

function tellsOf({ events = [] }: AgentCall, { sender }: WitnessedRow): boolean {
  return events.some(({ text }) => isSameAddress(TELLS.exec(text)?.[1] ?? null, sender));
}
