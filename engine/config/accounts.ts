import { DEFAULT_ACCOUNT_ID, normalizeAccountId } from './account-names.ts';
import type { AccountConfig } from './config.ts';
import { sharedKeys } from './keys/shared-keys.ts';
import { createLines } from './lines.ts';
import { locatorOf } from './locator.ts';
import type { AccountInput, ChannelInput, ConfigInput } from './schema.ts';
import { resolveAccountKeys } from './subjects.ts';

/** CFG-71: the accounts there are, sorted. */
export function listAccountIds(channel: ChannelInput): string[] {
  const ids = new Set(Object.keys(channel.accounts ?? {}).map(normalizeAccountId));
  const isChannelAnAccount = channel.cliPath !== undefined || channel.dbPath !== undefined;
  if (isChannelAnAccount || ids.size === 0) ids.add(DEFAULT_ACCOUNT_ID);
  return [...ids].sort();
}

/** The channel's keys overlaid by the account's, each replaced whole but for `streaming` (CFG-73). */
export function accountInput(channel: ChannelInput, accountId: string, accountCount: number): AccountInput {
  const { accounts: _, defaultAccount: __, ...shared } = channel;
  const { own } = ownBlock(channel, accountId);
  const counting = Object.entries(own).filter(([key]) => isOwn(key, own, shared, accountCount));
  return { ...shared, ...Object.fromEntries(counting), ...mergedStreaming(shared, own) };
}

/** What is nearer to the account wins, in whichever of its two forms it stands. */
function mergedStreaming(shared: AccountInput, own: AccountInput): Pick<AccountInput, 'streaming'> {
  const [outer, inner] = [shared.streaming, own.streaming];
  if (!outer) return {};
  const chunkMode = inner?.chunkMode ?? own.chunkMode ?? outer.chunkMode;
  const coalesce = { ...outer.block?.coalesce, ...inner?.block?.coalesce };
  return { streaming: { chunkMode, block: { ...outer.block, ...inner?.block, coalesce } } };
}

/** In which block of the file the key stands that counts for an account; where it stands in none, that of the channel. */
export function blockOf(file: ConfigInput, accountId: string, key: string): readonly string[] {
  const channel: ChannelInput = file.channels?.imessage ?? {};
  const within = ['channels', 'imessage'];
  const { name, own } = ownBlock(channel, accountId);
  if (isOwn(key, own, channel, listAccountIds(channel).length)) return [...within, 'accounts', name];
  const isOfAll = !Object.hasOwn(channel, key) && Object.hasOwn(OF_ALL_CHANNELS, key);
  return isOfAll && Object.hasOwn(file.channels?.defaults ?? {}, key) ? ['channels', 'defaults'] : within;
}

/** Keys that a channel inherits. */
const OF_ALL_CHANNELS = sharedKeys.defaults.unwrap().shape;

/** What the block of an account is called in a file; undefined = it has none. */
export function blockName({ accounts = {} }: ChannelInput, accountId: string): string | undefined {
  return Object.keys(accounts).find((one) => normalizeAccountId(one) === accountId);
}

/** The block of an account, with its name as the file has it; empty where it has none. */
function ownBlock(channel: ChannelInput, accountId: string) {
  const { accounts = {} } = channel;
  const name = blockName(channel, accountId);
  return name === undefined ? { name: accountId, own: {} } : { name, own: accounts[name]! };
}

/** Whether a key of the account counts, and not that of the channel (CFG-73 to CFG-75). */
function isOwn(key: string, own: AccountInput, shared: AccountInput, accountCount: number): boolean {
  if (!Object.hasOwn(own, key)) return false;
  // An account cannot enable itself in a disabled channel (CFG-1).
  if (key === 'enabled') return shared.enabled !== false;
  if (key !== 'groups' || own.groups === undefined || shared.groups === undefined) return true;
  // With a single account an empty map is an unfinished one; with several it may well mean "none for this one".
  return accountCount > 1 || Object.keys(own.groups).length > 0;
}

/**
 * The effective accounts in the order of `ids`. Without the block `channels.imessage` nothing is enabled. `home` =
 * what `~` stands for.
 */
export function resolveAccounts(file: ConfigInput, ids: readonly string[], home: string): AccountConfig[] {
  const channel = file.channels?.imessage;
  const accounts = ids.map((accountId): AccountConfig => {
    const input = channel === undefined ? { enabled: false } : accountInput(channel, accountId, ids.length);
    const defaults = channel && file.channels?.defaults;
    return {
      accountId,
      duplicateOf: null,
      ...resolveAccountKeys(input, { file: { ...file, defaults }, home }),
    };
  });
  return accounts.map((account) => ({ ...account, duplicateOf: duplicateOf(account, accounts) }));
}

/** The enabled accounts in the order in which they own a database that they share: `default` is the last (CFG-77). */
export function byOwnership(accounts: readonly AccountConfig[]): AccountConfig[] {
  const isDefault = ({ accountId }: AccountConfig) => accountId === DEFAULT_ACCOUNT_ID;
  const enabled = accounts.filter((account) => account.enabled);
  return [...enabled.filter((account) => !isDefault(account)), ...enabled.filter(isDefault)];
}

function duplicateOf(account: AccountConfig, accounts: readonly AccountConfig[]): string | null {
  if (!account.enabled) return null;
  const owner = sharersOf(account, accounts)[0]!;
  return owner.accountId === account.accountId ? null : owner.accountId;
}

/** With it those that name the same database, the owner first. */
function sharersOf(account: AccountConfig, accounts: readonly AccountConfig[]): AccountConfig[] {
  return byOwnership(accounts).filter((other) => locatorOf(other) === locatorOf(account));
}

/** What a start will say of accounts that receive nothing, as far as the configuration shows it. */
export function watcherWarnings(accounts: readonly AccountConfig[]): string[] {
  return accounts.flatMap((account) => {
    const { accountId, duplicateOf } = account;
    if (duplicateOf === null) return [];
    const sharers = sharersOf(account, accounts);
    if (createLines(sharers[0]!, sharers).isReceiver(accountId)) return [];
    return skippingWatcher(accountId, duplicateOf);
  });
}

export function skippingWatcher(accountId: string, ownerId: string): string {
  return `[${accountId}] skipping watcher: duplicate iMessage source; using account "${ownerId}"`;
}
