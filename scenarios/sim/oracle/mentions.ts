// Whom a message of a group is for: where the group asks for a mention, only one that has it is for the agent.

import { isGroupChat, namesChat, namesGroup } from './access.ts';
import { agentsFor } from './answering.ts';
import { chatMeaning } from './chat-meaning.ts';
import type { History, WitnessedRow } from './history.ts';
import type { Settings } from './settings.ts';
import { spokenWords } from './words.ts';

export const UNADDRESSED = 'it mentions nobody, and its group asks for that';

/**
 * Null = it is for the agent, or nobody asks; `unknown` = what it said, or what its group asks for, has changed, or two
 * agents may be meant who see it differently.
 */
export function unaddressed(
  row: WitnessedRow,
  account: Settings,
  history: History,
): 'certain' | 'unknown' | null {
  if (!isGroupChat(row, account)) return null;
  const said = new Set(
    [...agentsFor(row, account, history)].map((agent) =>
      unaddressedFor(account.agents.get(agent)?.mentionPatterns ?? [], row, account, history),
    ),
  );
  return said.size === 1 ? [...said][0]! : 'unknown';
}

function unaddressedFor(
  mentionPatterns: readonly string[],
  row: WitnessedRow,
  account: Settings,
  history: History,
): 'certain' | 'unknown' | null {
  if (mentionPatterns.length === 0) return null;
  const asked = asksForMention(row, account, history);
  if (asked === false) return null;
  const mentions = row.versions.map(({ text }) => mentionsBy(text, mentionPatterns));
  if (mentions.every(Boolean)) return null;
  return asked === true && !mentions.some(Boolean) ? 'certain' : 'unknown';
}

/** Whether what the owner says in a conversation mentions whoever answers there. */
export function mentionsAgent(row: WitnessedRow, account: Settings, history: History): boolean | 'unknown' {
  const { text } = row.versions[0]!;
  // Of an own row the wire may name the other party.
  const to = { ...row, sender: chatMeaning(row) };
  const said = new Set(
    [...agentsFor(to, account, history)].map((agent) =>
      mentionsBy(text, account.agents.get(agent)?.mentionPatterns ?? []),
    ),
  );
  return said.size === 1 ? [...said][0]! : 'unknown';
}

function mentionsBy(text: string, mentionPatterns: readonly string[]): boolean {
  const patterns = mentionPatterns.map((pattern) => new RegExp(pattern.replaceAll('\b', '\\b'), 'isu'));
  return patterns.some((pattern) => pattern.test(seen(text)));
}

function seen(text: string): string {
  return spokenWords(text)
    .toLowerCase()
    .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u206F]/g, '');
}

/** By its own entry, else that of another chat of its group, else the one for all. */
function asksForMention(row: WitnessedRow, { groups }: Settings, { rows }: History): boolean | 'unknown' {
  const others = rows.filter((other) => chatMeaning(other) === chatMeaning(row));
  const entries = Object.entries(groups).filter(([key]) => key !== '*');
  const isNumber = (key: string, { chatId }: WitnessedRow) => key === String(chatId);
  const asks = (entry: unknown) => (entry as { requireMention?: boolean } | undefined)?.requireMention;
  const ofAll = asks(groups['*']) ?? true;
  const own = entries.find(([key]) => isNumber(key, row) || namesChat(key, row));
  const ofGroup = entries.filter(
    ([key]) => namesGroup(key, row) || others.some((other) => isNumber(key, other)),
  );
  const possible = new Set([own, ...ofGroup].map((entry) => (entry && asks(entry[1])) ?? ofAll));
  if (possible.size === 1) return [...possible][0]!;
  // A number belongs to one database, and to one chat of the group.
  const isCertain = own !== undefined && rows.every(({ database }) => database === row.database);
  return isCertain ? (asks(own[1]) ?? ofAll) : 'unknown';
}
