// With what a direct session began, held against what the two had said in that chat before.

import { settingsDuring } from './account-at.ts';
import { ARE_OVER } from './budgets.ts';
import { comparable, isSameAddress, meant } from './handles.ts';
import type { AgentCall, Finding, History, WitnessedRow } from './history.ts';
import {
  countedRow,
  DROPPED_PREVIEW,
  FOLDED_PREVIEW,
  GIVEN_UP,
  IN_A_LOOP,
  type Judgement,
  LATE_PREVIEW,
  OWNER_SPEAKS,
  TAKEN_AWAY,
  TOO_OLD,
  WAS_THERE,
} from './judged.ts';
import type { Settings } from './settings.ts';
import { spokenWords } from './words.ts';

/** What the two have said all the same, though nobody was to answer it, or not for itself. */
const SAID: ReadonlySet<string> = new Set([
  WAS_THERE,
  GIVEN_UP,
  FOLDED_PREVIEW,
  DROPPED_PREVIEW,
  LATE_PREVIEW,
  OWNER_SPEAKS,
  IN_A_LOOP,
  ...ARE_OVER,
]);
/** What the gateway turns away as it is told of it: before that it cannot know. */
const TURNED_AWAY_WHEN_TOLD: ReadonlySet<string> = new Set([TAKEN_AWAY, TOO_OLD]);

interface Judged {
  readonly account: Settings;
  readonly history: History;
  readonly rows: ReadonlyMap<WitnessedRow, Judgement>;
}

/** So long may the turn of one conversation be prepared while that of another, in the same session, is handed over. */
const PREPARED_WITHIN_MS = 60_000;

function mayHaveOvertaken(opener: AgentCall, call: AgentCall): boolean {
  return opener.chatGuid !== call.chatGuid && call.atMs - opener.atMs <= PREPARED_WITHIN_MS;
}

export function dmHistoryFindings(judged: Judged): Finding[] {
  const { account, history } = judged;
  const first = new Map<string, AgentCall>();
  const begun = new Map<string, AgentCall>();
  return history.calls.flatMap((call) => {
    const { turnId, sessionKey } = call;
    const before = first.get(turnId);
    first.set(turnId, before ?? call);
    const opener = sessionKey === undefined ? undefined : begun.get(sessionKey);
    if (sessionKey !== undefined && opener === undefined) begun.set(sessionKey, call);
    if (call.accountId !== account.accountId) return [];
    if (before !== undefined) {
      const isSame = JSON.stringify(before.history) === JSON.stringify(call.history);
      return isSame ? [] : [finding(`turn ${turnId} is handed over again with another history`)];
    }
    // What the host finds itself names no row.
    if (!call.history?.some(({ rowid }) => rowid !== undefined)) return [];
    if (opener !== undefined && !mayHaveOvertaken(opener, call))
      return [finding(`turn ${turnId} has a history, and begins no session`)];
    return callFindings(call, judged);
  });
}

const finding = (text: string, row?: WitnessedRow): Finding => ({
  clause: 'history',
  text,
  ...(row && { row }),
});

function callFindings(call: AgentCall, judged: Judged): Finding[] {
  const { account, history } = judged;
  const { turnId, chatGuid, history: told = [], messageGuids } = call;
  const findings: Finding[] = [];
  // It was looked up between the beginning of the turn and its call.
  const begun = history.turnEvents.findLast((event) => event.turnId === turnId && event.atMs <= call.atMs);
  const settings = settingsDuring(account, history, begun?.atMs ?? call.atMs, call.atMs);
  const limit = Math.max(0, ...settings.map((one) => limitOf(call.sender, one)));
  if (told.length > limit)
    findings.push(finding(`turn ${turnId} begins with ${told.length} messages, ${limit} are the most`));
  if (chatGuid.includes(';+;')) findings.push(finding(`turn ${turnId} of a group has a history`));
  // It is read in one go, from the database that stood there then.
  const members = history.rows.filter(({ guid }) => messageGuids.includes(guid));
  const firstIn = new Map<number, number>();
  for (const { database, rowid } of members)
    firstIn.set(database, Math.min(rowid, firstIn.get(database) ?? rowid));
  const read = [...firstIn].map((first) => findingsIn(first, call, judged));
  return [...findings, ...(read.find((found) => found.length === 0) ?? read.at(-1) ?? [])];
}

/** `first` = the database from which it was read, and the ROWID there of the first message of the turn. */
function findingsIn(
  [database, firstRowid]: readonly [number, number],
  { turnId, chatGuid, history: told = [], atMs }: AgentCall,
  { history, rows }: Judged,
): Finding[] {
  const findings: Finding[] = [];
  let lastRowid = 0;
  for (const { rowid = 0, sender, text } of told) {
    const isBy = (row: WitnessedRow) =>
      sender === 'Me'
        ? row.isNote || row.versions.some(({ isFromMe }) => isFromMe)
        : isSameAddress(row.sender, sender);
    const row = history.rows.find(
      (one) =>
        one.database === database &&
        one.rowid === rowid &&
        one.chatGuid === chatGuid &&
        isBy(one) &&
        one.versions.some((version) => spokenWords(version.text) === text),
    );
    if (!row) findings.push(finding(`turn ${turnId} begins with row ${rowid}, which was not said there`));
    else if (sender !== 'Me' && !mayBeTold(rows.get(countedRow(row, rows)), atMs))
      findings.push(finding(`turn ${turnId} begins with row ${rowid}, which is no talk with the agent`, row));
    if (rowid >= firstRowid)
      findings.push(finding(`turn ${turnId} begins with row ${rowid}, which came later`));
    if (rowid <= lastRowid) findings.push(finding(`turn ${turnId} begins with rows out of their order`));
    lastRowid = rowid;
  }
  return findings;
}

/** `atMs` = when its turn was handed over. */
function mayBeTold(judgement: Judgement | undefined, atMs: number): boolean {
  if (judgement?.is !== 'must not' || SAID.has(judgement.reason)) return true;
  const { wasTold = false, toldMs, latestMs = 0 } = judgement.arrival ?? {};
  return TURNED_AWAY_WHEN_TOLD.has(judgement.reason) && (wasTold ? toldMs!.first : latestMs) > atMs;
}

function limitOf(sender: string, { dmHistoryLimits, dmHistoryLimit, region }: Settings): number {
  const own = Object.entries(dmHistoryLimits).find(
    ([handle]) => meant(handle, region) === comparable(sender),
  );
  return own?.[1] ?? dmHistoryLimit;
}
