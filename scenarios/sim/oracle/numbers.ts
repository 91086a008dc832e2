// What a number of a chat stands for in lists: the chat that had it when an entry first let a row of it in, for as long
// as the entry stands there (ruling-22).

import { isGroupChat, refusal } from './access.ts';
import type { Arrival } from './arrival.ts';
import type { Binding } from './bindings.ts';
import { numberOf } from './chat-entry.ts';
import { chatMeaning } from './chat-meaning.ts';
import { isGivenFor } from './confirmations.ts';
import type { GatewayLife, History, WitnessedRow } from './history.ts';
import { letInMs, mayBeLetInBefore, settingsAt } from './let-in.ts';
import { perHistory } from './per-history.ts';
import { receivingAccounts, type Settings } from './settings.ts';
import { isOwn } from './speech.ts';

/** A confirmation and a row that come together: nobody can say which was first. */
const NEAR_MS = 30_000;
/** What is told is decided by then, where nothing holds it up. */
const DECIDED_MS = 2_000;

/** Why a row that a list lets in by the number of its chat is not let in, or nobody can say; null = it is. */
export function mistakenNumber(
  row: WitnessedRow,
  account: Settings,
  history: History,
): 'certain' | 'unknown' | null {
  const named = entriesOf(account).filter(({ number }) => number === String(row.chatId));
  const means = named.map((entry) => ({ entry, is: meantAnother(entry, row, account, history) }));
  const certain = means.filter(({ is }) => is === 'certain').map(({ entry }) => entry);
  if (isRefusedWithout(certain, row, account)) return 'certain';
  const doubtful = means.filter(({ is }) => is !== null).map(({ entry }) => entry);
  return isRefusedWithout(doubtful, row, account) ? 'unknown' : null;
}

/** A direct chat that a mistaken key of `groups` has made a group is let in only where it would be as either. */
function isRefusedWithout(entries: readonly Entry[], row: WitnessedRow, account: Settings): boolean {
  const others = without(account, entries);
  // Whoever paired is in no list, and needs none of them.
  if (refusal(row, account) === null && refusal(row, others) !== null) return true;
  return entries.some(({ isKey }) => isKey) && refusal(row, others, true) !== null;
}

/**
 * Whether a list names another chat of the same group by its number (iMessage, then RCS): `certain` once a row of that one
 * was answered, `unknown` before, null = it does not. What is decided while another database takes the place of its own may
 * be looked up in that: `unknown` where the number is that of the group there.
 */
export function namedByAnother(
  row: WitnessedRow,
  arrival: Arrival | null,
  account: Settings,
  { rows, calls }: History,
): 'certain' | 'unknown' | null {
  if (!isGroupChat(row, account) || row.chatGuid === null) return null;
  const decidedMs = (arrival?.latestMs ?? row.insertedAtMs) + DECIDED_MS;
  const others = rows.filter(
    (other) =>
      (other.database === row.database ||
        (other.database > row.database && other.insertedAtMs <= decidedMs)) &&
      other.chatId !== row.chatId &&
      isGroupChat(other, account) &&
      chatMeaning(other) === chatMeaning(row),
  );
  const letsIn = (other: WitnessedRow) => refusal({ ...row, chatId: other.chatId }, account) === null;
  const naming = others.filter(letsIn);
  if (naming.length === 0) return null;
  const wasAnswered = ({ database, guid }: WitnessedRow) =>
    database === row.database &&
    calls.some(({ atMs, messageGuids }) => messageGuids.includes(guid) && atMs < row.insertedAtMs);
  return naming.some(wasAnswered) ? 'certain' : 'unknown';
}

interface Entry {
  readonly number: string;
  /** How it stands there: after a change it is another. */
  readonly text: string;
  /** Of `groups`, which makes a group of the chat. */
  readonly isKey: boolean;
}

function entriesOf({ groupAllowFrom, groups, bindings }: Settings): readonly Entry[] {
  const listed = (groupAllowFrom ?? []).flatMap((entry): Entry[] => {
    const number = numberOf(entry);
    return number === undefined ? [] : [{ number, text: `list ${entry}`, isKey: false }];
  });
  const own = Object.entries(groups).flatMap(([key, value]): Entry[] => {
    const number = keyNumber(key);
    if (number === undefined) return [];
    return [{ number, text: `groups ${key} ${JSON.stringify(value)}`, isKey: true }];
  });
  return [...listed, ...own, ...bindings.flatMap((binding) => boundNumber(binding) ?? [])];
}

/** A number alone is one, too. */
const keyNumber = (key: string) => numberOf(key) ?? /^\d+$/.exec(key)?.[0];

/** Null = the binding names no chat by its number. */
function boundNumber({ id, kind, agentId }: Binding): Entry | null {
  const number = (kind === 'group' ? keyNumber : numberOf)(id ?? '');
  return number === undefined ? null : { number, text: `binding ${id} ${agentId}`, isKey: false };
}

/** Whether a binding names the chat of a row, or another one of its group, by a number; null = it does not. */
export function namesByNumber(
  binding: Binding,
  row: WitnessedRow,
  account: Settings,
  history: History,
): 'certain' | 'unknown' | null {
  const entry = boundNumber(binding);
  if (entry === null) return null;
  if (entry.number === String(row.chatId)) {
    const mistaken = meantAnother(entry, row, account, history);
    return mistaken === null ? 'certain' : mistaken === 'certain' ? null : 'unknown';
  }
  const isNamed = (other: WitnessedRow) =>
    String(other.chatId) === entry.number && chatMeaning(other) === chatMeaning(row);
  return isGroupChat(row, account) && history.rows.some(isNamed) ? 'unknown' : null;
}

/** Stands for the group that a number meant: without their own keys the groups are still the only ones. */
const ANOTHER_GROUP = 'another group';

function without(account: Settings, entries: readonly Entry[]): Settings {
  const isMistaken = (text: string) => entries.some((entry) => entry.text === text);
  const groups = Object.entries(account.groups).map(([key, value]) =>
    isMistaken(`groups ${key} ${JSON.stringify(value)}`) ? ([ANOTHER_GROUP, value] as const) : [key, value],
  );
  return {
    ...account,
    groups: Object.fromEntries(groups),
    groupAllowFrom: account.groupAllowFrom?.filter((entry) => !isMistaken(`list ${entry}`)) ?? null,
  };
}

function meantAnother(
  entry: Entry,
  row: WitnessedRow,
  account: Settings,
  history: History,
): 'certain' | 'unknown' | null {
  const stood = standingSince(entry, row, account, history);
  const isMeant = (other: WitnessedRow) => chatMeaning(other) === chatMeaning(row);
  const ofNumber = rowsOfNumber(history, entry.number);
  const confirmed = history.confirmations?.findLast(
    ({ atMs, accountId, chatId }) =>
      atMs >= stood.fromMs &&
      atMs <= row.insertedAtMs + NEAR_MS &&
      String(chatId) === entry.number &&
      (accountId === null || accountId === account.accountId),
  );
  const wasTaken =
    confirmed && history.rowEvents.some(({ guid, atMs }) => guid === row.guid && atMs <= confirmed.atMs);
  if (confirmed && !wasTaken) {
    // What was asked of a gateway that died meanwhile may have been done.
    if (!confirmed.isDone) return 'unknown';
    const isGiven = isGivenFor(row, confirmed, history);
    if (isGiven === null) return 'certain';
    return isGiven === 'unknown' || confirmed.atMs > row.insertedAtMs ? 'unknown' : null;
  }
  const admitted = ofNumber
    .flatMap((other) => {
      // The owner, who is in every list, says of no number what it stands for.
      const atMs = other === row || isOwn(other) ? null : letInMs(other, history);
      return atMs === null ? [] : [{ other, atMs }];
    })
    .sort((one, other) => one.atMs - other.atMs);
  // An entry that is new is given what the number of a group is known for; that of a direct chat is in no list.
  const before = admitted.findLast(
    ({ atMs, other }) =>
      atMs < stood.fromMs &&
      other.database === stood.database &&
      isGroupChat(other, settingsAt(atMs, account, history)),
  );
  const first = admitted.find(({ atMs }) => atMs >= stood.fromMs);
  const meant = (before ?? first)?.other;
  // Who is let in by it only later says nothing of what it stood for until then.
  const isKnown = before !== undefined || (first !== undefined && first.atMs <= row.insertedAtMs);
  const mayHaveMeant = (other: WitnessedRow) =>
    !isMeant(other) && mayBeLetInBefore(row, other, stood.fromMs, account, history);
  if (!isKnown && ofNumber.some(mayHaveMeant)) return 'unknown';
  if (!meant || isMeant(meant) || meant.database > row.database) return null;
  // In one database a chat keeps its number, whatever it is called; only remotely nobody can prove that it is one.
  if (meant.database === row.database) return account.isRemote ? 'certain' : null;
  return 'certain';
}

/**
 * From when on the entry has stood there without a pause, as far as lives tell, and in which database that began. A row
 * that came before is decided by the first life that has it.
 */
function standingSince(entry: Entry, row: WitnessedRow, { accountId }: Settings, history: History) {
  const has = ({ config }: GatewayLife) =>
    receivingAccounts(config)
      .filter((settings) => settings.accountId === accountId)
      .some((settings) => entriesOf(settings).some(({ text }) => text === entry.text));
  const reading = history.lives.findIndex(
    (life) => (life.toMs === null || life.toMs > row.insertedAtMs) && has(life),
  );
  const lives = history.lives.slice(0, reading < 0 ? undefined : reading + 1);
  const last = lives.findLastIndex((life) => !has(life));
  const fromMs = lives[last + 1]?.fromMs ?? 0;
  const { subscriptions } = history;
  // Who goes on with another configuration reads what it has read before, until it subscribes anew.
  const subscribed =
    lives[last]?.end === 'config'
      ? subscriptions.findLast(({ atMs }) => atMs <= fromMs)
      : subscriptions.find(({ atMs }) => atMs >= fromMs);
  return { fromMs, database: subscribed?.database ?? row.database };
}

const rowsOfNumber = perHistory(({ rows }, number: string) =>
  rows.filter(({ chatId }) => String(chatId) === number),
);
