// What a turn was given of its message besides the words: the number by which the agent may name it, and whether its
// sender may tell the gateway what to do.

import { settingsDuring } from './account-at.ts';
import { numberOf } from './chat-entry.ts';
import { chatMeaning } from './chat-meaning.ts';
import { mayCommand } from './commands.ts';
import type { AgentCall, Finding, History, WitnessedRow } from './history.ts';
import { countedByGuid, type Judgement } from './judged.ts';
import type { Settings } from './settings.ts';

interface Judged {
  readonly account: Settings;
  readonly history: History;
  readonly rows: ReadonlyMap<WitnessedRow, Judgement>;
}

export function givenFindings({ account, history, rows }: Judged): Finding[] {
  const guidOf = new Map<string, string>();
  const rowOf = countedByGuid(rows);
  return history.calls.flatMap((call) => {
    const { MessageSid: number, messageGuids, turnId } = call;
    const [guid] = messageGuids;
    const before = number === undefined ? undefined : guidOf.get(number);
    if (number !== undefined && guid !== undefined) guidOf.set(number, before ?? guid);
    if (call.accountId !== account.accountId) return [];
    const row = guid === undefined ? undefined : rowOf.get(guid);
    const wrong = row === undefined ? null : wronglyAllowed(call, row, { account, history, rows });
    return [
      ...(before === undefined || before === guid
        ? []
        : [`turn ${turnId} has the number ${number} of another message`]),
      ...(wrong === null ? [] : [wrong]),
    ].map((text): Finding => ({ clause: 'given', text, ...(row && { row }) }));
  });
}

/** Null = by a configuration under which it waited what is said of its sender is so, or nobody can say. */
function wronglyAllowed(
  { CommandAuthorized: isAllowed, atMs }: AgentCall,
  row: WitnessedRow,
  { account, history }: Judged,
): string | null {
  if (isAllowed === undefined) return null;
  // In the place of somebody of whom chat.db says nothing, as of own words at first, imsg names whom the chat is with.
  if (row.sender === null) return null;
  const accounts = settingsDuring(account, history, row.insertedAtMs, atMs);
  const isOpen = accounts.some(
    ({ dmPolicy, commands }) => dmPolicy === 'pairing' && commands.owners.length === 0,
  );
  const wasAllowed = accounts.map((then) => then.commands.areHeard && mayCommand(row, then));
  // Whoever pairs first becomes an owner, which takes no permission from anybody.
  if ((isOpen && isAllowed) || wasAllowed.length === 0 || wasAllowed.includes(isAllowed)) return null;
  if (accounts.some((then) => isNumberInDoubt(row, then, history))) return null;
  return `whoever wrote row ${row.rowid} ${isAllowed ? 'may not use commands' : 'may use commands'}`;
}

/** Whether groups are listed by numbers, and one has been that of another group, or another one that of this group. */
function isNumberInDoubt(row: WitnessedRow, { groupAllowFrom }: Settings, { rows }: History): boolean {
  if (!groupAllowFrom?.some((entry) => numberOf(entry) !== undefined)) return false;
  return rows.some(
    (other) =>
      other.chatId !== null && (other.chatId === row.chatId) !== (chatMeaning(other) === chatMeaning(row)),
  );
}
