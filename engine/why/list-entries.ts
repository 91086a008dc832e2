// Where the entries of the lists of an account stand that name somebody.

import { admitsSender, compileAllowList } from '../access/allowlist.ts';
import { compileChatEntries, namesGroup } from '../access/chat-entries.ts';
import type { People } from '../access/people.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import type { Policy } from '../inbound/snapshot.ts';
import type { Subject } from '../inbound/stages/stage.ts';
import { parseAllowEntry } from '../message/identity/allow-entry.ts';
import type { Written, WrittenKey } from './written.ts';

/** The configuration as it counts for an account, and as it is written. */
export interface Deciding {
  readonly config: Config;
  readonly account: AccountConfig;
  readonly policy: Policy;
  readonly people: People;
  readonly written: Written;
}

export function keyOf(key: string, { written, account }: Deciding): WrittenKey {
  return written.ofAccount(account.accountId, ...key.split('.'));
}

/** The entry that names whoever wrote. */
export function senderEntry(
  key: string,
  entries: readonly string[],
  { message }: Subject,
  { config, account, people, written }: Deciding,
): WrittenKey | null {
  const found = entries.find((text) =>
    admitsSender(compileAllowList([text], config.accessGroups, account.region, people), message.sender),
  );
  return found === undefined ? null : written.entry(written.ofAccount(account.accountId, key), found);
}

/** The entry that names the chat, or another one of its group. */
export function chatEntry(
  key: string,
  entries: readonly string[],
  { message, chats }: Subject,
  { account, written }: Deciding,
): WrittenKey | null {
  const { accountId } = account;
  const found = entries.find((text) => {
    const entry = { text, entry: parseAllowEntry(text) };
    return namesGroup(compileChatEntries(accountId, 'groupAllowFrom', [entry]), message, chats);
  });
  return found === undefined ? null : written.entry(written.ofAccount(accountId, key), found);
}
