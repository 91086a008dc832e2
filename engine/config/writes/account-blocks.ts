// The blocks of accounts in two configurations, which may call one account by different names or have none for it.

import { normalizeAccountId } from '../account-names.ts';
import { listAccountIds } from '../accounts.ts';
import { LIVE_OF_ACCOUNTS } from '../live-keys.ts';
import type { ChannelInput } from '../schema.ts';
import { type Path, valueAt } from './path.ts';

type Keys = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Keys>>;

/** Where the blocks stand of the accounts that both have, by the names of `now`, else of `before`. */
export function namesInBoth(before: ChannelInput, now: ChannelInput): string[] {
  const going = new Set(listAccountIds(now));
  return listAccountIds(before)
    .filter((accountId) => going.has(accountId))
    .map((accountId) => nameOf(now, accountId) ?? nameOf(before, accountId) ?? accountId);
}

/**
 * What runs, as it can be compared: accounts have the names of `now`, and one that is not there any more has in its own block
 * what it had of the channel, by which it goes on until the next start.
 */
export function comparableWith(before: ChannelInput, now: ChannelInput): ChannelInput {
  const going = new Set(listAccountIds(now));
  const blocks = listAccountIds(before).flatMap((accountId): [string, Keys][] => {
    const named = nameOf(before, accountId);
    const own = named === undefined ? {} : blocksOf(before)[named]!;
    if (!going.has(accountId)) return [[named ?? accountId, withInherited(own, before)]];
    return named === undefined ? [] : [[nameOf(now, accountId) ?? named, own]];
  });
  if (blocks.length === 0) return before;
  return { ...before, accounts: Object.fromEntries(blocks) };
}

function withInherited(own: Keys, channel: ChannelInput): Keys {
  const inherited = LIVE_OF_ACCOUNTS.filter((place) => valueAt(own, place) === undefined);
  return inherited.reduce((block, place) => {
    const value = valueAt(channel, place);
    return value === undefined ? block : placed(block, place, value);
  }, own);
}

function placed(block: Keys, [name = '', ...inner]: Path, value: unknown): Keys {
  return { ...block, [name]: inner.length === 0 ? value : placed((block[name] ?? {}) as Keys, inner, value) };
}

const blocksOf = ({ accounts = {} }: ChannelInput) => accounts as Blocks;

function nameOf(channel: ChannelInput, accountId: string): string | undefined {
  return Object.keys(blocksOf(channel)).find((name) => normalizeAccountId(name) === accountId);
}
