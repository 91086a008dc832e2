// With what a direct session began, held against what the two had said in that chat before.

import { comparable, isSameAddress, meant } from './handles.ts';
import type { AgentCall, Finding, History, WitnessedRow } from './history.ts';
import type { Judgement } from './judged.ts';
import { settingsDuring } from './lives.ts';
import type { Settings } from './settings.ts';
import { spokenWords } from './words.ts';

/** Rows that nobody was to answer, and that the two have said all the same. */
const SAID: ReadonlySet<string> = new Set(['it was there before the gateway']);

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

function callFindings(call: AgentCall, { account, history, rows }: Judged): Finding[] {
  const { turnId, chatGuid, history: told = [], messageGuids } = call;
  const members = history.rows.filter(({ guid }) => messageGuids.includes(guid));
  const firstRowid = Math.min(...members.map(({ rowid }) => rowid));
  const findings: Finding[] = [];
  const settings = settingsDuring(account, history, call.atMs, call.atMs);
  const limit = Math.max(0, ...settings.map((one) => limitOf(call.sender, one)));
  if (told.length > limit)
    findings.push(finding(`turn ${turnId} begins with ${told.length} messages, ${limit} are the most`));
  if (chatGuid.includes(';+;')) findings.push(finding(`turn ${turnId} of a group has a history`));
  let lastRowid = 0;
  for (const { rowid = 0, sender, text } of told) {
    const isBy = (row: WitnessedRow) =>
      sender === 'Me' ? row.versions.some(({ isFromMe }) => isFromMe) : isSameAddress(row.sender, sender);
    const row = history.rows.find(
      (one) =>
        one.rowid === rowid &&
        one.chatGuid === chatGuid &&
        isBy(one) &&
        one.versions.some((version) => spokenWords(version.text) === text),
    );
    if (!row) findings.push(finding(`turn ${turnId} begins with row ${rowid}, which was not said there`));
    else if (sender !== 'Me' && !mayBeTold(rows.get(row)))
      findings.push(finding(`turn ${turnId} begins with row ${rowid}, which is no talk with the agent`, row));
    if (rowid >= firstRowid)
      findings.push(finding(`turn ${turnId} begins with row ${rowid}, which came later`));
    if (rowid <= lastRowid) findings.push(finding(`turn ${turnId} begins with rows out of their order`));
    lastRowid = rowid;
  }
  return findings;
}

function mayBeTold(judgement: Judgement | undefined): boolean {
  return judgement?.is !== 'must not' || SAID.has(judgement.reason);
}

function limitOf(sender: string, { dmHistoryLimits, dmHistoryLimit, region }: Settings): number {
  const own = Object.entries(dmHistoryLimits).find(
    ([handle]) => meant(handle, region) === comparable(sender),
  );
  return own?.[1] ?? dmHistoryLimit;
}
