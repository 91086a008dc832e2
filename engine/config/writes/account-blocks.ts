// The blocks of accounts in two configurations, which may call one account by different names or have none for it.

import { accountInput, blockName, listAccountIds } from '../accounts.ts';
import type { AccountInput, ChannelInput } from '../schema.ts';

/** Where the blocks stand of the accounts that both have, by the names of `now`, else of `before`. */
export function namesInBoth(before: ChannelInput, now: ChannelInput): string[] {
  const going = new Set(listAccountIds(now));
  return listAccountIds(before)
    .filter((accountId) => going.has(accountId))
    .map((accountId) => blockName(now, accountId) ?? blockName(before, accountId) ?? accountId);
}

/**
 * What runs, as it can be compared: accounts have the names of `now`, and one that is not there any more has in its own block
 * what it had of the channel, by which it goes on until the next start.
 */
export function comparableWith(before: ChannelInput, now: ChannelInput): ChannelInput {
  const going = new Set(listAccountIds(now));
  const ids = listAccountIds(before);
  const blocks = ids.flatMap((accountId): [string, AccountInput][] => {
    const name = blockName(before, accountId);
    if (!going.has(accountId)) return [[name ?? accountId, accountInput(before, accountId, ids.length)]];
    return name === undefined ? [] : [[blockName(now, accountId) ?? name, before.accounts![name]!]];
  });
  return blocks.length === 0 ? before : { ...before, accounts: Object.fromEntries(blocks) };
}
