// What a turn was told of its group, held against what was said there and mentioned nobody since the turn before.

import { settingsDuring } from './account-at.ts';
import { chatMeaning } from './chat-meaning.ts';
import type { AgentCall, Finding, History, WitnessedRow } from './history.ts';
import { countedRow, type Judgement, toldMs } from './judged.ts';
import { UNADDRESSED } from './mentions.ts';
import type { Settings } from './settings.ts';
import type { Stop } from './stops.ts';
import { isSilent, spokenWords, withoutFileMarks } from './words.ts';

/** Of rows that were told so close to the turn nobody can say which was first. */
const NEAR_MS = 5_000;

interface Judged {
  readonly account: Settings;
  readonly history: History;
  readonly rows: ReadonlyMap<WitnessedRow, Judgement>;
  /** With which sessions begin anew: what waited for a turn of the old one nobody is told. */
  readonly stops: readonly Stop[];
}

/** With the rows that mentioned nobody where that is asked for. */
type JudgedTalk = Judged & { readonly unaddressed: readonly WitnessedRow[] };

export function contextFindings(given: Judged): Finding[] {
  const { account, history, rows } = given;
  const unaddressed = history.rows.filter((row) => isUnaddressed(rows.get(row)));
  const judged = { ...given, unaddressed };
  const calls = history.calls.filter(({ accountId }) => accountId === account.accountId);
  const first = new Map<string, AgentCall>();
  const findings: Finding[] = [];
  const toldIn = new Map<WitnessedRow, AgentCall>();
  for (const call of calls) {
    const before = first.get(call.turnId);
    if (before === undefined) {
      first.set(call.turnId, call);
      findings.push(...callFindings(call, toldIn, judged));
    } else if (JSON.stringify(before.context) !== JSON.stringify(call.context))
      findings.push(finding(`turn ${call.turnId} is handed over again with another context`));
  }
  return findings;
}

const isUnaddressed = (judgement: Judgement | undefined) =>
  judgement?.is === 'must not' && judgement.reason === UNADDRESSED;

const mayBeTalk = (judgement: Judgement | undefined) =>
  judgement?.is === 'either' || isUnaddressed(judgement);

const finding = (text: string, row?: WitnessedRow): Finding => ({
  clause: 'context',
  text,
  ...(row && { row }),
});

/** `toldIn` = of each row which turn was told of it; added to. */
function callFindings(call: AgentCall, toldIn: Map<WitnessedRow, AgentCall>, judged: JudgedTalk): Finding[] {
  const { account, history, rows } = judged;
  const { context = [], turnId } = call;
  const findings: Finding[] = [];
  for (const { rowid, text, sender } of context) {
    const said = history.rows.filter(
      (row) => row.rowid === rowid && row.sender === sender && hasSaid(row, text),
    );
    // Another database may have given the number to something else that says the same.
    const ofGroup = said.filter((one) => isOfGroup(one, call, history)).map((one) => countedRow(one, rows));
    const row = ofGroup.find((one) => !toldIn.has(one) && mayBeTalk(rows.get(one))) ?? ofGroup[0];
    if (!row) {
      const where = said.length > 0 ? 'elsewhere' : 'nowhere';
      findings.push(finding(`turn ${turnId} is told of row ${rowid}, which was said ${where}`));
      continue;
    }
    const before = toldIn.get(row);
    if (before) findings.push(finding(`turns ${before.turnId} and ${turnId} are told of row ${rowid}`, row));
    toldIn.set(row, call);
    if (!mayBeTalk(rows.get(row)))
      findings.push(finding(`turn ${turnId} is told of row ${rowid}, which is no talk of its group`, row));
    if (isForgotten(row, call, judged))
      findings.push(finding(`turn ${turnId} is told of row ${rowid}, said in a session that had ended`, row));
    if (row.insertedAtMs > call.atMs)
      findings.push(finding(`turn ${turnId} is told of row ${rowid}, which came later`, row));
  }
  const settings = settingsDuring(account, history, call.atMs, call.atMs);
  const limits = settings.map(
    ({ agents, defaultAgent }) => agents.get(call.agentId ?? defaultAgent)?.groupHistoryLimit ?? 0,
  );
  const limit = Math.max(0, ...limits);
  if (context.length > limit)
    findings.push(finding(`turn ${turnId} is told of ${context.length} rows, ${limit} are the most`));
  else if (context.length < limit) findings.push(...leftOut(call, limit, toldIn, judged));
  return findings;
}

/** In one of its forms; marks that stand for its files are free. */
function hasSaid({ versions, attachments }: WitnessedRow, text: string): boolean {
  const wordsOf = (said: string) => (attachments > 0 ? withoutFileMarks(said) : said);
  return versions.some((version) => wordsOf(spokenWords(version.text)) === wordsOf(text));
}

/** Where nothing went wrong every row that waited is told of, unless there were too many. */
function leftOut(
  call: AgentCall,
  limit: number,
  toldIn: ReadonlyMap<WitnessedRow, AgentCall>,
  judged: JudgedTalk,
): Finding[] {
  const { account, history, rows, unaddressed } = judged;
  const { chatGuid, messageGuids, turnId } = call;
  const renewals = judged.stops.filter(({ renews, row }) => renews && isOfGroup(row, call, history));
  const mayBeForgotten = (row: WitnessedRow) =>
    renewals.some(({ fromMs, toMs }) => toldMs(row, rows) <= toMs + NEAR_MS && fromMs <= call.atMs + NEAR_MS);
  const waiting = unaddressed.filter(
    (row) => row.chatGuid === chatGuid && !toldIn.has(row) && !mayBeForgotten(row),
  );
  if (waiting.length === 0) return [];
  const members = history.rows.filter(({ guid }) => messageGuids.includes(guid));
  const firstMs = Math.min(...members.map((row) => toldMs(row, rows)));
  const isSimple =
    history.disturbances.length === 0 &&
    history.lives.every(({ end }) => end !== 'crash') &&
    (history.aborted?.size ?? 0) === 0 &&
    settingsDuring(account, history, 0, call.atMs).length === 1;
  if (!isSimple) return [];
  return waiting.flatMap((row): Finding[] => {
    if (!rows.get(row)?.arrival?.wasTold || row.versions.length > 1) return [];
    if (isSilent(row.versions[0]!.text) || toldMs(row, rows) > firstMs - NEAR_MS) return [];
    // So many that came after it have taken its place.
    const isLater = (other: WitnessedRow) => other !== row && toldMs(other, rows) >= toldMs(row, rows);
    if (history.rows.filter((other) => isOfGroup(other, call, history) && isLater(other)).length >= limit)
      return [];
    // One of two with the same date and words may be the other, told again (ruling-23).
    if (history.rows.some((other) => other !== row && isTwin(other, row))) return [];
    return [finding(`turn ${turnId} is not told of row ${row.rowid}`, row)];
  });
}

/** Whether its session began anew between it and the turn. */
function isForgotten(row: WitnessedRow, call: AgentCall, { rows, stops }: JudgedTalk): boolean {
  return stops.some(
    ({ isCertain, renews, chatGuid, accountId, fromMs, toMs }) =>
      isCertain &&
      renews &&
      accountId === call.accountId &&
      chatGuid === call.chatGuid &&
      chatGuid === row.chatGuid &&
      toldMs(row, rows) < fromMs - NEAR_MS &&
      call.atMs > toMs + NEAR_MS,
  );
}

function isTwin(one: WitnessedRow, other: WitnessedRow): boolean {
  const isAtOnce = Math.abs((one.dateMs ?? 0) - (other.dateMs ?? 0)) < 1_000;
  return isAtOnce && one.sender === other.sender && one.versions[0]!.text === other.versions[0]!.text;
}

/** Its chat, or another one of the same group. */
function isOfGroup(row: WitnessedRow, { chatGuid }: AgentCall, { rows }: History): boolean {
  if (row.chatGuid === chatGuid) return true;
  const there = rows.find((other) => other.chatGuid === chatGuid);
  return there !== undefined && chatMeaning(there) === chatMeaning(row);
}
