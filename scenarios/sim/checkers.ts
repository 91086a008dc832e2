// The invariants that hold after every run, whatever a scenario expects. Each answers the violations it found.

import type { TurnRow } from '../../engine/store/commands/turns.ts';
import { STOPPED_DETAIL } from '../../engine/store/rules.ts';
import { agentTurn } from '../../engine/turns/agent-turn.ts';
import type { Device } from '../../fake-imsg/device/device.ts';
import { isSentOnceMore } from '../../fake-imsg/faults/send-faults.ts';
import { eventsOf, type Ledger } from '../observe/ledger.ts';
import type { Script } from './agent.ts';
import { checkEndsTold } from './ends-told.ts';
import type { Journal } from './inspect.ts';
import { messagesOf } from './oracle/messages.ts';
import { type Ways, waysOf } from './oracle/ways.ts';
import { isCaption, wordsOfPart, wordsOfSent, wordsThatMayLeave } from './part-words.ts';
import { checkLaneOrder, checkPartOrder } from './reply-order.ts';
import { readerOf, statementOn } from './statements.ts';
import { suppressedRows } from './suppressed-rows.ts';

export interface Observed {
  readonly journal: Journal;
  /** Of all accounts that send from this Mac. Default: this one alone. */
  readonly journals?: readonly Journal[];
  readonly device: Device;
  readonly script: Script;
  /** Rows at or below belong to the time before the first gateway. */
  readonly firstBoundary: number;
  /** Rows that the gateway rightly never asked for, by rowid. Default: none. */
  isSkipped?(rowid: number): boolean;
  /** Turns that the agent is meant to fail at, so that they may end without an answer. Default: none. */
  mayFail?(turn: { readonly text: string }): boolean;
  /** Whether the agent says its answers in pieces, so that turns may end half answered. Default false. */
  readonly speaksInPieces?: boolean;
  /** Whether it writes its answers stretch by stretch, so that they may be cut anywhere. Default false. */
  readonly writes?: boolean;
  /** When the agent was asked, by turn, in the gateway's wall time. Default: nothing is known of it. */
  readonly askedAtMs?: ReadonlyMap<string, readonly number[]>;
  /** In which turns show that were begun once more, and ends that were told. Default: none were, and nobody looked. */
  readonly ledger?: Ledger;
  /** What configurations say of replies. Default: nothing. */
  readonly ways?: readonly Ways[];
  /** Whether this Mac refuses sends, so that parts may end as failed or expired. Default false. */
  readonly refusesSends?: boolean;
  /** Whether a part may have waited too long to be sent. Default: none. */
  mayExpire?(part: { readonly partId: string }): boolean;
}

interface InboundRow {
  readonly rowid: number;
  readonly guid: string;
  readonly chatGuid: string | null;
}

export function inboundRows(device: Device): InboundRow[] {
  const sql = `SELECT message.ROWID AS rowid, message.guid AS guid, MIN(chat.guid) AS chatGuid FROM message
    LEFT JOIN chat_message_join ON message_id = message.ROWID LEFT JOIN chat ON chat.ROWID = chat_id
    WHERE is_from_me = 0
      AND message.ROWID NOT IN (SELECT message_id FROM chat_recoverable_message_join)
    GROUP BY message.ROWID ORDER BY message.ROWID`;
  const reader = readerOf(device);
  const rows = statementOn<[], InboundRow>(reader, sql).all();
  reader.close();
  return rows;
}

/** Sightings = rows with a fate + pending rows + repeat sightings (invariant-12). */
export function checkConservation({ journal: { counts, verdicts } }: Pick<Observed, 'journal'>): string[] {
  const fated = Object.values(counts.fates).reduce((sum, count) => sum + count, 0);
  const found: string[] = [];
  if (counts.sightings !== counts.rows + counts.repeats) {
    found.push(
      `conservation: ${counts.sightings} sightings, ${counts.rows} rows + ${counts.repeats} repeats`,
    );
  }
  if (counts.rows !== counts.pending + fated) {
    found.push(`conservation: ${counts.rows} rows, ${counts.pending} pending + ${fated} with a fate`);
  }
  if (verdicts.length !== counts.rows)
    found.push(`conservation: ${verdicts.length} verdicts, ${counts.rows} rows`);
  return found;
}

/** Every row that came in has its fate, of whichever account it is. What was deleted by then is told to nobody. */
export function checkNothingLost(observed: Observed): string[] {
  const { journal, journals = [journal], device, firstBoundary, isSkipped } = observed;
  const all = [...journals.filter((other) => other.accountId !== journal.accountId), journal];
  const fates = new Map(
    all.flatMap(({ verdicts }) => verdicts.map((verdict) => [verdict.eventId, verdict] as const)),
  );
  let suppressed: ReadonlySet<number> | null = null;
  return inboundRows(device).flatMap(({ rowid, guid }) => {
    if (rowid <= firstBoundary || isSkipped?.(rowid)) return [];
    const verdict = fates.get(`guid:${guid}`);
    if (!verdict) {
      suppressed ??= suppressedRows(device);
      if (suppressed.has(rowid)) return [];
      return [`lost: row ${rowid} is not in the journal (cursor ${journal.cursors.settledTo})`];
    }
    return verdict.fate === null ? [`lost: row ${rowid} is still pending`] : [];
  });
}

/** Each part was physically sent at most once; `sent` ones exactly once, with that row as their receipt. */
export function checkSends({
  journal,
  journals = [journal],
  device,
}: Pick<Observed, 'journal' | 'journals' | 'device'>): string[] {
  const found: string[] = [];
  const byText = Map.groupBy(device.sent(), wordsOfSent);
  const asked = new Map<string, number>();
  for (const text of journals.flatMap(({ parts }) => parts.flatMap(wordsThatMayLeave)))
    asked.set(text, (asked.get(text) ?? 0) + 1);
  for (const [text, records] of byText) {
    const most = asked.get(text) ?? 0;
    const times = records.filter(({ eventId }) => !isSentOnceMore(eventId)).length;
    if (times > most) found.push(`sent ${times} times, asked ${most} times: ${text}`);
  }
  for (const part of journal.parts) {
    if (part.state !== 'sent' && part.state !== 'undelivered') continue;
    // What was done without words leaves no message.
    if (part.kind === 'action' && wordsOfPart(part) === '') continue;
    const isThere = byText.get(wordsOfPart(part))?.some((record) => record.guid === part.guid);
    if (!isThere && !isOwners(device, part))
      found.push(`part ${part.partId} counts as sent by ${part.guid}, which is not its row`);
  }
  return found;
}

/** Whether no program sent the row that proves a part. Whether the owner said the same there meanwhile the oracle knows. */
function isOwners(device: Device, { guid }: { readonly guid: string | null }): boolean {
  if (device.sent().some((record) => record.guid === guid)) return false;
  const reader = readerOf(device);
  const sql = 'SELECT is_from_me AS isFromMe FROM message WHERE guid = +?';
  const row = statementOn<[string | null], { isFromMe: number }>(reader, sql).get(guid);
  reader.close();
  return row?.isFromMe === 1;
}

const STOPPED: ReadonlySet<TurnRow['code']> = new Set([
  'stopped_by_command',
  'withdrawn_by_command',
  'taken_back',
  'owner_spoke',
]);

/** By a command, since all of it was taken back, or since the owner stepped in. */
function isStopped(code: TurnRow['code']): boolean {
  return STOPPED.has(code);
}

/** Every turn was answered with exactly what the agent said, each part with a receipt or reported as unknown. */
export function checkAnswered(observed: Observed): string[] {
  const { journal, device, script, mayFail, refusesSends, mayExpire, speaksInPieces = false } = observed;
  const { ways = [waysOf()] } = observed;
  const { turns, parts } = journal;
  return turns.flatMap((turn) => {
    const { turnId, text, state, code } = turn;
    if (state === 'failed' && mayFail?.({ text })) return [];
    // Whether somebody said so is for the oracle to know.
    if (isStopped(code)) return [];
    const isHalf = speaksInPieces && state === 'interrupted';
    if (state !== 'answered' && !isHalf) return [`turn "${text}" ended ${state}`];
    const asked = agentTurn({ ...turn, preparation: turn.preparation ?? {} });
    const all = parts.filter((part) => part.turnId === turnId).sort((a, b) => a.ordinal - b.ordinal);
    // What it did besides, and what it said of files, is for the oracle to know.
    const own = all.filter((part) => part.kind === 'text' && !isCaption(part));
    const wanted = ways.map((way) => script(asked).flatMap((reply) => messagesOf(wordsIn(reply), way)));
    const isComplete = wanted.some((said) => {
      const [texts, left] = [said.map(({ text }) => text), own.map(wordsOfPart)];
      if (observed.writes) return isSaidIn(left, texts, isHalf);
      return (
        (isHalf ? all.length > 0 || asksIn(observed.ledger).has(turnId) : texts.length === left.length) &&
        left.every((text, index) => texts[index] === text)
      );
    });
    const lost = own.filter(
      (part) =>
        part.state !== 'sent' &&
        part.state !== 'unknown' &&
        !(part.state === 'expired' && part.evidence?.detail === STOPPED_DETAIL) &&
        !(part.state === 'undelivered' && hasFailed(device, part)) &&
        !(refusesSends && part.state !== 'queued') &&
        !(part.state === 'expired' && mayExpire?.(part)),
    );
    return [
      ...(isComplete
        ? []
        : [`turn "${text}" was answered with ${own.length} parts instead of ${wanted[0]!.length}`]),
      ...lost.map((part) => `part ${part.ordinal} of turn "${text}" ended ${part.state}`),
    ];
  });
}

/** Turns whose agents have asked somebody: they are not run again either. */
function asksIn(ledger: Ledger | undefined): ReadonlySet<string | null> {
  return new Set(ledger && eventsOf(ledger, 'approval').map(({ turnId }) => turnId));
}

/** The same words, wherever they are cut; of half an answer its beginning. */
function isSaidIn(left: readonly string[], said: readonly string[], isHalf: boolean): boolean {
  const [have, want] = [left, said].map((texts) => texts.join('').replace(/\s/g, ''));
  return isHalf ? want!.startsWith(have!) : want === have;
}

/** Of what is a file nothing is said. */
function wordsIn(reply: ReturnType<Script>[number]): string {
  if (typeof reply === 'string') return reply;
  return 'text' in reply ? reply.text : '';
}

/** Once something of its answer is durable, a turn is never run again. */
function checkNotRunAgain({ journal, askedAtMs }: Pick<Observed, 'journal' | 'askedAtMs'>): string[] {
  return journal.parts.flatMap(({ turnId, partId, createdAtMs }) => {
    const asked = askedAtMs?.get(turnId ?? '') ?? [];
    return asked.some((atMs) => atMs > createdAtMs) ? [`the agent was asked again after ${partId}`] : [];
  });
}

/** An agent that can do one turn of a session at a time was never asked a second one meanwhile. */
export function checkSessions({ entries }: Pick<Ledger, 'entries'>): string[] {
  const sessionOf = new Map<string, string>();
  const busy = new Set<string>();
  return entries.flatMap((entry) => {
    if (entry.kind === 'agent end') busy.delete(`${entry.incarnation} ${sessionOf.get(entry.turnId)}`);
    if (entry.kind !== 'agent call') return [];
    const { id, sessionKey, text } = entry.turn;
    const session = `${entry.incarnation} ${sessionKey}`;
    const isTaken = busy.has(session);
    sessionOf.set(id, sessionKey);
    busy.add(session);
    return isTaken ? [`the agent was asked "${text}" while it was at another turn of ${sessionKey}`] : [];
  });
}

/** Whether the row that proves a part says that it failed. */
function hasFailed(device: Device, { guid }: { readonly guid: string | null }): boolean {
  const reader = readerOf(device);
  const sql = 'SELECT error FROM message WHERE guid = +?';
  const row = statementOn<[string | null], { error: number }>(reader, sql).get(guid);
  reader.close();
  return row !== undefined && row.error !== 0;
}

export function checkSettled({ journal: { openTurns, parts } }: Pick<Observed, 'journal'>): string[] {
  const open = parts.filter(({ state }) => state === 'queued' || state === 'sending');
  return [
    ...openTurns.map(({ turnId, state }) => `turn ${turnId} is still ${state}`),
    ...open.map(({ partId, state }) => `part ${partId} is still ${state}`),
  ];
}

export function checkAll(observed: Observed): string[] {
  const checks = [
    checkConservation,
    checkNothingLost,
    checkSends,
    checkAnswered,
    checkLaneOrder,
    checkPartOrder,
    checkNotRunAgain,
    checkSettled,
    checkEndsTold,
  ];
  return checks.flatMap((check) => check(observed));
}

/** Every row that has to be answered became a turn or part of one, and no other row did. */
export function checkEligible(
  eligible: readonly string[],
  journals: readonly Pick<Journal, 'verdicts'>[],
  /** Text of each row, by its event id. */
  texts: ReadonlyMap<string, string>,
): string[] {
  const answered = journals
    .flatMap(({ verdicts }) => verdicts)
    .filter(({ fate }) => fate === 'dispatched' || fate === 'merged')
    .map(({ eventId }) => texts.get(eventId) ?? eventId);
  const [got, wanted] = [answered, eligible].map((list) => [...list].sort().join(' | '));
  return got === wanted ? [] : [`answered: ${got}; to be answered: ${wanted}`];
}
