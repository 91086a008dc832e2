// What gateways let in, whatever became of it then, as far as their events and calls show it.

import { refusal } from './access.ts';
import { accountAt } from './account-at.ts';
import type { History, WitnessedRow } from './history.ts';
import { perHistory } from './per-history.ts';
import type { Settings } from './settings.ts';
import { isOwn } from './speech.ts';
import { cleanReply, isOfAnAgent } from './words.ts';

/** Fates of rows that were let in, whatever came of them then. */
const LET_IN: ReadonlySet<string | null> = new Set([
  null,
  'dispatched',
  'merged',
  'reaction',
  'empty',
  'context',
  'command',
]);

/** Fates of rows of which nobody can say by that alone whether they were let in before, as a command of who may not use any. */
const PERHAPS_LET_IN: ReadonlySet<string | null> = new Set(['denied', 'malformed', 'echo', 'approval']);

/** When the gateway let a row in; null = nothing shows that it did. */
export function letInMs({ guid }: WitnessedRow, history: History): number | null {
  const { letIn, asked } = admissions(history);
  return letIn.get(guid) ?? asked.get(guid) ?? null;
}

const admissions = perHistory((history) => {
  const { rowEvents, calls } = history;
  const reflected = reflectedIn(history);
  const wasLetIn = (fate: string | null, guid: string) =>
    LET_IN.has(fate) || (fate === 'echo' && reflected.has(guid));
  const [letIn, asked] = [new Map<string, number>(), new Map<string, number>()];
  for (const { guid, isNew, fate, atMs } of rowEvents)
    if (guid !== null && isNew && !letIn.has(guid) && wasLetIn(fate, guid)) letIn.set(guid, atMs);
  for (const { messageGuids, atMs } of calls)
    for (const guid of messageGuids) if (!asked.has(guid)) asked.set(guid, atMs);
  return { letIn, asked };
});

/**
 * Rows of other people that say what an agent writes for itself, and nothing that was said here: whether they do is asked
 * only of what was let in (ECH-8), and own words are known before.
 */
function reflectedIn({ rows, parts }: History): ReadonlySet<string> {
  const thoughts = rows.filter(({ versions }) =>
    versions.every(({ text, isFromMe }) => !isFromMe && isOfAnAgent(text)),
  );
  if (thoughts.length === 0) return new Set();
  const wordsOf = (text: string) => cleanReply(text).trim();
  const said = new Set(parts.map(({ text }) => wordsOf(text)));
  const isSaid = ({ versions }: WitnessedRow) => versions.some(({ text }) => said.has(wordsOf(text)));
  return new Set(thoughts.flatMap((row) => (isSaid(row) ? [] : [row.guid])));
}

/** Whether a row of an earlier database may have been let in before another, and nothing shows it. `fromMs` = no sooner. */
export function mayBeLetInBefore(
  row: WitnessedRow,
  other: WitnessedRow,
  fromMs: number,
  account: Settings,
  history: History,
): boolean {
  if (other.database >= row.database) return false;
  return isUntold(other, row, fromMs, history) || mayBeLetIn(other, fromMs, account, history);
}

/** A gateway that ended then may have decided without a word of it. */
function isUntold(
  other: WitnessedRow,
  row: WitnessedRow,
  fromMs: number,
  { lives, rowEvents }: History,
): boolean {
  if (rowEvents.some(({ guid }) => guid === other.guid)) return false;
  return lives.some(
    (life) =>
      life.fromMs >= fromMs &&
      life.toMs !== null &&
      life.toMs >= other.insertedAtMs &&
      life.toMs <= row.insertedAtMs,
  );
}

/** It may have been let in, and refused or left for what it says. */
function mayBeLetIn(other: WitnessedRow, fromMs: number, account: Settings, history: History): boolean {
  if (isOwn(other)) return false;
  const decided = history.rowEvents.find(({ guid, isNew }) => guid === other.guid && isNew);
  if (!decided || !PERHAPS_LET_IN.has(decided.fate) || decided.atMs < fromMs) return false;
  return refusal(other, settingsAt(decided.atMs, account, history)) === null;
}

/** Those of the account when something happened: the keys of `groups` make a group of a direct chat. */
export function settingsAt(atMs: number, account: Settings, { lives }: History): Settings {
  return accountAt(lives, account.accountId, atMs) ?? account;
}
