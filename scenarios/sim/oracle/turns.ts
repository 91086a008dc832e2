// What the agent was given, held against what it should have been given.

import { isGroupChat } from './access.ts';
import { settingsWaitedBy } from './account-at.ts';
import { lostItsAgent, wronglyAsked } from './asked-agent.ts';
import { TAKEN_BACK, WORDLESS } from './changes.ts';
import { isHeard } from './commands.ts';
import { firstByTurn } from './first-calls.ts';
import { isSameAddress } from './handles.ts';
import type { AgentCall, Finding, History, WitnessedRow } from './history.ts';
import { countedByGuid, type Judgement, toldMs } from './judged.ts';
import { orderFindings } from './order.ts';
import { isPreview } from './previews.ts';
import { redoFindings } from './redone.ts';
import type { Settings } from './settings.ts';
import { isOwn } from './speech.ts';
import { saysWhatWasWritten } from './turn-words.ts';
import { isUndisturbed } from './undisturbed.ts';
import { isLinkAlone, isSilent } from './words.ts';

/** Two rows that were told so near to the window apart may be joined or not. */
const NEAR_WINDOW_MS = 250;

export interface Judged {
  readonly account: Settings;
  readonly history: History;
  readonly rows: ReadonlyMap<WitnessedRow, Judgement>;
}

export function turnFindings(judged: Judged): Finding[] {
  const { account, history } = judged;
  const calls = history.calls.filter(({ accountId }) => accountId === account.accountId);
  const turns = firstByTurn(calls).values();
  const rowsByGuid = countedByGuid(judged.rows);
  const turnOf = new Map<WitnessedRow, AgentCall>();
  const findings: Finding[] = [];
  for (const turn of turns) {
    const members: WitnessedRow[] = [];
    for (const guid of turn.messageGuids) {
      const row = rowsByGuid.get(guid);
      if (!row) {
        findings.push({ clause: 'unasked', text: `a turn is made of ${guid}, which is no row` });
        continue;
      }
      members.push(row);
      if (turnOf.has(row)) findings.push({ clause: 'once', text: `row ${row.rowid} is in two turns`, row });
      turnOf.set(row, turn);
    }
    findings.push(...memberFindings(turn, members, judged));
  }
  return [
    ...findings,
    ...redoFindings(calls, history),
    ...rowFindings(turnOf, judged),
    ...pairFindings(turnOf, judged),
    ...orderFindings(calls, rowsByGuid, judged.rows, history),
  ];
}

function rowFindings(turnOf: ReadonlyMap<WitnessedRow, AgentCall>, judged: Judged): Finding[] {
  const findings: Finding[] = [];
  for (const [row, judgement] of judged.rows) {
    const wasAnswered = turnOf.has(row);
    if (judgement.is === 'must' && !wasAnswered && !lostItsAgent(row, judged)) {
      findings.push({
        clause: 'answered',
        text: `row ${row.rowid} should have been answered and was not`,
        row,
      });
    }
    if (judgement.is === 'must not' && wasAnswered && !isMergedPreview(row, turnOf.get(row)!)) {
      findings.push({ clause: 'silent', text: `row ${row.rowid} was answered: ${judgement.reason}`, row });
    }
  }
  return findings;
}

/** A preview may be named in the turn of its text. */
function isMergedPreview(row: WitnessedRow, turn: AgentCall): boolean {
  return isPreview(row) && turn.messageGuids[0] !== row.guid;
}

function memberFindings(turn: AgentCall, members: readonly WitnessedRow[], judged: Judged): Finding[] {
  const findings: Finding[] = [];
  const say = (clause: Finding['clause'], text: string) =>
    findings.push({ clause, text, ...(members[0] && { row: members[0] }) });
  for (const row of members) {
    if (row.chatGuid !== turn.chatGuid)
      say('sender', `row ${row.rowid} of another chat is in a turn of ${turn.chatGuid}`);
    // Of an own row the wire may name the other party.
    const writers = row.versions.map(({ isFromMe }) => (isFromMe ? row.ownAddress : row.sender));
    if (!writers.some((writer) => isSameAddress(writer, turn.sender)))
      say('sender', `row ${row.rowid} is in a turn of somebody else`);
  }
  if (members.some((row, index) => index > 0 && row.rowid < members[index - 1]!.rowid)) {
    say('order', `the rows ${members.map(({ rowid }) => rowid).join(', ')} of one turn are out of order`);
  }
  const asked = wronglyAsked(turn, members[0], judged);
  if (asked !== null) say('agent', asked);
  const wrong = wronglyJoined(members, turn.atMs, judged);
  if (wrong !== null)
    say('apart', `the rows ${members.map(({ rowid }) => rowid).join(', ')} are one turn: ${wrong}`);
  if (!saysWhatWasWritten(turn, members, judged))
    say('words', `the turn of row ${members[0]?.rowid} does not say what was written`);
  return findings;
}

/** By every configuration by which the rows may have waited; a turn may be handed over under the next one. */
function wronglyJoined(members: readonly WitnessedRow[], atMs: number, judged: Judged): string | null {
  const cameMs = Math.min(...members.map(({ insertedAtMs }) => insertedAtMs));
  const accounts = settingsWaitedBy(judged.account, judged.history, cameMs, atMs);
  const reasons = accounts.map((account) => wronglyJoinedUnder(members, { ...judged, account }));
  return reasons.includes(null) ? null : (reasons[0] ?? null);
}

function wronglyJoinedUnder(
  members: readonly WitnessedRow[],
  { account, history, rows }: Judged,
): string | null {
  const told = members.filter((row) => {
    const judgement = rows.get(row);
    return !(isPreview(row) && judgement?.is !== 'must' && row !== members[0]);
  });
  if (told.length < 2) return null;
  if (!account.joinsPreviews) return account.waitMs > 0 ? null : 'nothing is to be joined';
  if (!history.build.marksPreviews) return null;
  if (told.some((row) => isGroupChat(row, account))) return 'groups are never joined';
  const [text, link] = told;
  if (told.length > 2 || isPreview(text!) || !isPreview(link!))
    return 'only a text and its preview are joined';
  // What was lost on its way stands beside its text by what both say of when they were written (COA-17).
  const apartMs = wasLost(link!, history, rows)
    ? datesApartMs(text!, link!)
    : cameAlong(text!, rows)
      ? Math.min(datesApartMs(text!, link!), toldApartMs(text!, link!, rows))
      : toldApartMs(text!, link!, rows);
  const isSteady = isUndisturbed(text!, link!, account, history);
  return isSteady && apartMs > account.waitMs + NEAR_WINDOW_MS ? `they came ${apartMs} ms apart` : null;
}

/** A text and its preview that came in time are one turn. */
function pairFindings(
  turnOf: ReadonlyMap<WitnessedRow, AgentCall>,
  { account, history, rows }: Judged,
): Finding[] {
  if (!account.joinsPreviews || !history.build.marksPreviews) return [];
  // The keys of `groups` may make a group of a direct chat, for a while.
  const joinedAlike = (row: WitnessedRow) => (then: Settings) =>
    then.joinsPreviews && then.waitMs === account.waitMs && !isGroupChat(row, then);
  const last = new Map<string, WitnessedRow>();
  return history.rows.flatMap((row): Finding[] => {
    const judgement = rows.get(row)?.is;
    // What may have been told stands between a text and its link as well.
    if ((judgement === 'must not' && !mayHaveWaited(row, rows)) || isGroupChat(row, account)) return [];
    const key = `${row.database} ${row.chatGuid} ${row.sender} ${isOwn(row)}`;
    const previous = last.get(key);
    last.set(key, row);
    if (!previous || !isPreview(row) || isPreview(previous)) return [];
    if (judgement !== 'must' || rows.get(previous)?.is !== 'must') return [];
    if (!showsLinkAlone(row, rows.get(row)?.arrival?.latestMs ?? 0)) return [];
    const apartMs = toldApartMs(previous, row, rows);
    if (foundItGone(previous, row, account.waitMs, rows)) return [];
    if (datesApartMs(previous, row) > account.waitMs - NEAR_WINDOW_MS) return [];
    if (apartMs > account.waitMs - NEAR_WINDOW_MS || !isUndisturbed(previous, row, account, history))
      return [];
    const [one, other] = [turnOf.get(previous), turnOf.get(row)];
    if (!one || !other || one === other) return [];
    if (!settingsWaitedBy(account, history, previous.insertedAtMs, other.atMs).every(joinedAlike(row)))
      return [];
    return [
      {
        clause: 'together',
        text: `rows ${previous.rowid} and ${row.rowid} are a text and its link, in two turns`,
        row,
      },
    ];
  });
}

/** What was taken back once it was told has stood between a text and its link; a card without words is of its text. */
function mayHaveWaited(row: WitnessedRow, rows: Judged['rows']): boolean {
  const judgement = rows.get(row);
  if (judgement?.is !== 'must not' || judgement.arrival?.wasTold !== true) return false;
  return (
    isHeard(judgement) || judgement.reason === TAKEN_BACK || (judgement.reason === WORDLESS && isPreview(row))
  );
}

/** Whether a preview shows a link and nothing else, in each form that it had until it was told. */
function showsLinkAlone({ versions }: WitnessedRow, toldMs: number): boolean {
  return versions
    .filter(({ atMs }, index) => index === 0 || atMs <= toldMs)
    .every(({ text }) => isLinkAlone(text) || isSilent(text));
}

/** How far apart the gateway was told of them: polls bring together what came apart. */
function toldApartMs(first: WitnessedRow, second: WitnessedRow, rows: Judged['rows']): number {
  return Math.abs(toldMs(second, rows) - toldMs(first, rows));
}

/** Whether a text was told after its link, which did not wait: it had been written longer ago than anything waits. */
function foundItGone(text: WitnessedRow, link: WitnessedRow, waitMs: number, rows: Judged['rows']): boolean {
  const linkToldMs = toldMs(link, rows);
  const ageMs = linkToldMs - (link.dateMs ?? linkToldMs);
  return toldMs(text, rows) > linkToldMs && ageMs > waitMs - NEAR_WINDOW_MS;
}

/** The watch that was there when it came did not tell of it: a later one did, or a process that was asked. */
function wasLost(row: WitnessedRow, { subscriptions }: History, rows: Judged['rows']): boolean {
  if (rows.get(row)?.arrival?.cameAgain !== false) return true;
  const [cameMs, heardMs] = [row.joinedAtMs ?? 0, toldMs(row, rows)];
  return subscriptions.some(({ atMs }) => atMs > cameMs && atMs <= heardMs);
}

/** It may have come along with another that was asked for, and been taken only when the watch told of it. */
function cameAlong(row: WitnessedRow, rows: Judged['rows']): boolean {
  return rows.get(row)?.arrival?.cameAgain === null;
}

/** Rows that come together and were written apart are two messages (COA-17). */
function datesApartMs(first: WitnessedRow, second: WitnessedRow): number {
  if (first.dateMs === null || second.dateMs === null) return 0;
  return Math.abs(second.dateMs - first.dateMs);
}
