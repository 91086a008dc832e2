// What people tell the gateway to do: no agent sees it, and each has one answer.

import { isGroupChat, isListedForGroups, lists } from './access.ts';
import { asDecision, isDecision } from './approvals.ts';
import type { Arrival } from './arrival.ts';
import type { History, WitnessedRow } from './history.ts';
import type { Judgement } from './judged.ts';
import { ownsByPairing } from './pairing.ts';
import type { Settings } from './settings.ts';
import { isOwn } from './speech.ts';
import { spokenWords } from './words.ts';

const COMMAND = /^\/(?:(help|status|new|reset|stop)\s*:?|(config)(?:\s*:|\s|$)[\s\S]*)$/i;
/** Only the owner is answered. */
const OWNERS: ReadonlySet<string> = new Set(['config']);

/** It is heard, and answered once. */
export const IS_COMMAND = 'a command';
/** It is if it was heard at all. */
const MAY_BE_COMMAND = 'a command that may not have been heard';
/** Nobody can say which of its forms was told. */
const CHANGED_COMMAND = 'a command that was changed';

/** It is if its writer was approved first of all, and before it was told. */
const FIRST_OWNERS_COMMAND = 'a command of who may own the gateway';

/** It is one by the configuration of one of the lives that may have been told of it. */
export const ONE_LIFES_COMMAND = 'a command by one of two configurations';

const OPEN: ReadonlySet<string> = new Set([CHANGED_COMMAND, FIRST_OWNERS_COMMAND, ONE_LIFES_COMMAND]);

/** Whether nobody can say if it is one. */
export function isOpen(judgement: Judgement): boolean {
  return judgement.is === 'either' && OPEN.has(judgement.reason);
}

/** Whether the gateway may have been told something by it. */
export function isHeard(judgement: Judgement): boolean {
  return (
    judgement.is === 'must not' && (judgement.reason === IS_COMMAND || judgement.reason === MAY_BE_COMMAND)
  );
}

/** The command that a row is by what it said at first; null = none. */
export function commandIn({ versions }: WitnessedRow, { commands }: Settings): string | null {
  if (!commands.areHeard) return null;
  const [, name, withMore] = COMMAND.exec(spokenWords(versions[0]!.text)) ?? [];
  return (name ?? withMore)?.toLowerCase() ?? null;
}

/** Whether it is said to the gateway, be it a command or a decision: that needs no mention (ACC-55). */
export function needsNoMention(row: WitnessedRow, account: Settings): boolean {
  return commandIn(row, account) !== null || isDecision(row, account);
}

/** Whether it is said to the gateway: of who may not use commands it is words as any others. */
export function isToGateway(
  row: WitnessedRow,
  arrival: Arrival,
  account: Settings,
  history: History,
): 'certain' | 'unknown' | null {
  const name = commandIn(row, account);
  if (name === null) return null;
  if (OWNERS.has(name)) return 'certain';
  const mayUse = mayTell(name, row, { arrival, account, history });
  if (mayUse === null) return 'unknown';
  return mayUse ? 'certain' : null;
}

interface Told {
  readonly arrival: Arrival | undefined;
  readonly account: Settings;
  readonly history: History;
}

/** Whether its writer may tell the gateway that; null = nobody can say. */
function mayTell(name: string, row: WitnessedRow, { arrival, account, history }: Told): boolean | null {
  const isAllowed = OWNERS.has(name) ? owns(row, account) : mayCommand(row, account);
  return isAllowed || ownsByPairing(row, arrival, account, history);
}

/** The owner of the Mac, from another device, or whoever is named. */
function owns(row: WitnessedRow, account: Settings): boolean {
  return isOwn(row) || lists(account.commands.owners, row.sender ?? '', account);
}

/** Who is listed for commands, else whoever the lists of the channel name; in a direct chat only those may write. */
export function mayCommand(row: WitnessedRow, account: Settings): boolean {
  if (owns(row, account)) return true;
  const { only, areForEverybody } = account.commands;
  const sender = row.sender ?? '';
  if (only !== null) return lists(only, sender, account);
  return areForEverybody || !isGroupChat(row, account) || isListedForGroups(row, account);
}

/** Judged anew, where it is a command, or decides something. */
export function asCommand(
  row: WitnessedRow,
  given: Judgement,
  account: Settings,
  history: History,
): Judgement {
  const judgement = asDecision(row, given, account, history);
  const name = commandIn(row, account);
  if (judgement.is === 'must not' || name === null) return judgement;
  const { arrival } = judgement;
  const told = arrival && { arrival };
  const changed = row.versions.some((version) => version.text !== row.versions[0]!.text);
  const mayUse = mayTell(name, row, { arrival, account, history });
  if (mayUse === null) return { is: 'either', reason: FIRST_OWNERS_COMMAND, ...told };
  if (!mayUse) {
    const isWordsAlone = !OWNERS.has(name) && !isGroupChat(row, account);
    if (changed && !isWordsAlone) return { is: 'either', reason: CHANGED_COMMAND, ...told };
    if (OWNERS.has(name)) return { is: 'must not', reason: 'a command for the owner alone', ...told };
    if (isWordsAlone) return judgement;
    return { is: 'must not', reason: 'a command of somebody who may not use them', ...told };
  }
  if (changed) return { is: 'either', reason: CHANGED_COMMAND, ...told };
  return { is: 'must not', reason: judgement.is === 'must' ? IS_COMMAND : MAY_BE_COMMAND, ...told };
}
