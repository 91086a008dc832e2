// What is done in conversations besides answering: only what somebody asked for, as often as that, where it was asked for
// and by whoever may, and told as it is.

import { isEntryOf, lists } from './access.ts';
import type { AskedDeed, DeedCall } from './deed.ts';
import { proofFindings, tellingFindings } from './deed-ends.ts';
import type { World } from './deed-evidence.ts';
import { mayAnswer, meaningOf, meansSame, mismatch } from './deed-meaning.ts';
import type { Finding, History, WitnessedRow } from './history.ts';
import { lookedUpFindings } from './looked-up.ts';
import { ownsByPairing } from './pairing.ts';
import { receivingAccounts, type Settings } from './settings.ts';
import { isTarget } from './targets.ts';

/** Nothing has happened, and it may be tried again. */
const NOT_BEGUN: ReadonlySet<string | null> = new Set(['not begun', 'not allowed', 'busy']);

/** Whoever asks is told so where it goes on without them. */
const GOES_ON: ReadonlySet<string | null> = new Set(['turn_over', 'end_unknown']);

const mayBeBegun = ({ end }: AskedDeed) => end?.state !== 'refused' || GOES_ON.has(end.code);

/** Calls by what was asked for. */
type Made = ReadonlyMap<AskedDeed, readonly DeedCall[]>;

export function deedFindings(history: History): Finding[] {
  const { acting } = history;
  if (acting === undefined || acting.asked.length + acting.calls.length + acting.parts.length === 0)
    return [];
  const named = Map.groupBy(history.rows, ({ guid }) => guid.toUpperCase());
  const rowsNamed = (guid: string): readonly WitnessedRow[] => named.get(guid.toUpperCase()) ?? [];
  const world: World = { history, acting, rowsNamed };
  const { made, findings } = callsMade(world);
  return [
    ...findings,
    ...gateFindings(made, history),
    ...refusalFindings(acting.asked, made, history),
    ...proofFindings(world),
    ...tellingFindings(world),
    ...lookedUpFindings(world),
  ];
}

/** Each call is what somebody asked for, and nothing that may have been done is done again. */
function callsMade({ history, acting, rowsNamed }: World): { made: Made; findings: readonly Finding[] } {
  const callOf = (turnId: string) => history.calls.findLast((call) => call.turnId === turnId);
  const waysOf = (asked: AskedDeed, untilMs: number) =>
    accountsOf(asked, asked.atMs, untilMs, history).map(({ ways }) => ways);
  const known = { history, rowsNamed, callOf, waysOf };
  const made = new Map<AskedDeed, DeedCall[]>();
  const isOpen = (asked: AskedDeed) => (made.get(asked) ?? []).every(({ answer }) => NOT_BEGUN.has(answer));
  const findings = acting.calls.flatMap((call): Finding[] => {
    const misses = acting.asked.map((asked) => ({ asked, miss: mismatch(call, asked, known) }));
    const fitting = misses.flatMap(({ asked, miss }) => (miss === null ? [asked] : []));
    const open = fitting.filter((one) => isOpen(one) && !wasDone(one, made));
    // What was refused is rather none of it, unless that says nothing of whether it was begun.
    const asked = open.find(({ end }) => end?.state !== 'refused') ?? open.find(mayBeBegun) ?? open[0];
    if (asked) {
      made.set(asked, [...(made.get(asked) ?? []), call]);
      return [];
    }
    // How often words leave that somebody answered is for those to judge who know what was answered.
    if (mayAnswer(call) && (fitting.length > 0 || isAnswered(call, history))) return [];
    const text = `${call.method} in ${call.chatGuid}`;
    if (fitting.length > 0)
      return [{ clause: 'doubled', text: `${text} was told to imsg more often than asked for` }];
    const why = misses.find(({ miss }) => miss !== 'something else' && miss !== null)?.miss;
    if (why) return [{ clause: 'addressee', text: `${text} is about another ${why} than was asked for` }];
    return mayAnswer(call) ? [] : [{ clause: 'unasked', text: `${text} is what nobody asked for` }];
  });
  return { made, findings };
}

function isAnswered({ params }: DeedCall, { calls }: History): boolean {
  return calls.some(({ replies }) => replies?.includes(String(params.text)) ?? false);
}

/** A turn that is asked again asks for the same: what may have been done is done. */
function wasDone({ turnId, attempt, name, input }: AskedDeed, made: Made): boolean {
  if (turnId === null) return false;
  const isSame = (other: AskedDeed) =>
    other.turnId === turnId &&
    other.attempt < attempt &&
    other.name === name &&
    JSON.stringify(other.input) === JSON.stringify(input);
  return [...made].some(
    ([other, calls]) => isSame(other) && calls.some(({ answer }) => !NOT_BEGUN.has(answer)),
  );
}

/** By any configuration under which it may have been begun. */
function accountsOf({ accountId }: AskedDeed, fromMs: number, toMs: number, history: History): Settings[] {
  return history.lives
    .filter((life) => life.fromMs <= toMs && (life.toMs === null || life.toMs >= fromMs))
    .flatMap(({ config }) => receivingAccounts(config))
    .filter((account) => accountId === null || account.accountId === accountId);
}

/** Nothing is done that is switched off, or that is not for whoever asks. */
function gateFindings(made: Made, history: History): Finding[] {
  return [...made].flatMap(([asked, calls]): Finding[] => {
    const { gate, isOfGroups = false } = meaningOf(asked.name)!;
    const accounts = accountsOf(asked, asked.atMs, calls[0]!.atMs, history);
    if (accounts.every(({ gates }) => gates[gate] === false))
      return [{ clause: 'gated', text: `${asked.name} is switched off, and was done` }];
    if (!isOfGroups || accounts.some((account) => mayManage(asked, account, history))) return [];
    return [{ clause: 'gated', text: `${asked.name} was done for somebody who may not change a group` }];
  });
}

/** Who owns the gateway, or the Mac, and the operator. Who paired first of all may own it. */
function mayManage({ turnId, atMs }: AskedDeed, account: Settings, history: History): boolean {
  const { calls, rows } = history;
  const call = turnId === null ? undefined : calls.find((one) => one.turnId === turnId);
  if (!call) return true;
  const { owners } = account.commands;
  const own = rows.filter(({ guid }) => call.messageGuids.includes(guid));
  if (own.some(({ versions }) => versions.some(({ isFromMe }) => isFromMe))) return true;
  if (owners.length > 0) return lists(owners, call.sender, account);
  const paired = (row: WitnessedRow) =>
    ownsByPairing(row, { earliestMs: row.insertedAtMs, latestMs: atMs }, account, history) !== false;
  return account.dmPolicy === 'pairing' && own.some(paired);
}

/** Whether the group has tools of its own, or all have. */
function hasTools({ turnId, to }: AskedDeed, groups: Settings['groups'], { rows }: History): boolean {
  const isThere = ({ chatGuid }: WitnessedRow) =>
    chatGuid !== null && (turnId === null ? isTarget(to, chatGuid, rows) : meansSame(to, chatGuid));
  return Object.entries(groups).some(
    ([key, group]) =>
      Object.keys(group as object).some((name) => /^tools/.test(name)) &&
      (key === '*' || rows.some((row) => isEntryOf(key, row) && isThere(row))),
  );
}

/** What was refused was not begun; nothing is refused as switched off that is not. */
function refusalFindings(asked: readonly AskedDeed[], made: Made, history: History): Finding[] {
  return asked.flatMap((one): Finding[] => {
    if (one.end?.state !== 'refused') return [];
    const { code } = one.end;
    if (made.has(one) && !mayBeBegun(one))
      return [{ clause: 'truth', text: `${one.name} was refused with ${code}, and imsg was told to do it` }];
    if (code !== 'action_disabled') return [];
    const gate = meaningOf(one.name)?.gate;
    const accounts = accountsOf(one, one.atMs, one.end.atMs, history);
    return gate === undefined ||
      accounts.some(({ gates, groups }) => gates[gate] === false || hasTools(one, groups, history))
      ? []
      : [{ clause: 'gated', text: `${one.name} was refused as switched off, which it is not` }];
  });
}
