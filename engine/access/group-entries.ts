// What `groups` says of a chat besides letting it in: its own entry, that of another chat of its group, and what neither
// says, `*` (ACC-50, SYS-1, SYS-2, ruling-22).

import type { AccountConfig, GroupConfig } from '../config/config.ts';
import {
  type ChatEntries,
  compileChatEntries,
  namesChat,
  namesGroup,
  parseGroupsKey,
} from './chat-entries.ts';
import type { ChatFacts } from './chat-facts.ts';
import type { ChatNumbers } from './chat-numbers.ts';

interface GroupSettings {
  readonly requireMention: boolean;
  /** '' = none. */
  readonly systemPrompt: string;
}

interface GroupEntry {
  /** As it is written. */
  readonly key: string;
  readonly chats: ChatEntries;
  readonly settings: GroupSettings;
}

export interface GroupEntries {
  readonly own: readonly GroupEntry[];
  /** Of chats without an entry of their own. */
  readonly any: GroupSettings;
}

/** The entries that name a chat each, as texts by which they are known again. */
export function writtenGroups({ groups }: Pick<AccountConfig, 'groups'>) {
  return Object.entries(groups ?? {}).map(([key, group]) => {
    return { text: `${key} ${JSON.stringify(group)}`, entry: parseGroupsKey(key), key, group };
  });
}

export function compileGroupEntries(account: AccountConfig): GroupEntries {
  const { accountId, groups } = account;
  const any = settingsOf(groups?.['*'], { requireMention: true, systemPrompt: '' });
  return {
    any,
    own: writtenGroups(account)
      .filter(({ entry }) => entry?.kind !== 'anyone')
      .map(({ key, group, ...written }) => ({
        key,
        chats: compileChatEntries(accountId, 'groups', [written]),
        settings: settingsOf(group, any),
      })),
  };
}

export function groupSettings(entries: GroupEntries, chat: ChatFacts, numbers: ChatNumbers): GroupSettings {
  return entryOf(entries, chat, numbers)?.settings ?? entries.any;
}

/** Its own entry, else that of another chat of its group. */
export function entryOf(
  { own }: GroupEntries,
  chat: ChatFacts,
  numbers: ChatNumbers,
): GroupEntry | undefined {
  return (
    own.find(({ chats }) => namesChat(chats, chat, numbers)) ??
    own.find(({ chats }) => namesGroup(chats, chat, numbers))
  );
}

function settingsOf(group: GroupConfig | undefined, otherwise: GroupSettings): GroupSettings {
  return {
    requireMention: group?.requireMention ?? otherwise.requireMention,
    systemPrompt: group?.systemPrompt ?? otherwise.systemPrompt,
  };
}
