import { DEFAULT_ACCOUNT_ID, normalizeAccountId } from './account-names.ts';
import type { AccountConfig } from './config.ts';
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

/** CFG-73 to CFG-75: the channel's keys overlaid by the account's, each replaced whole. */
export function accountInput(channel: ChannelInput, accountId: string, accountCount: number): AccountInput {
  const { accounts, defaultAccount: _, ...shared } = channel;
  const key = Object.keys(accounts ?? {}).find((name) => normalizeAccountId(name) === accountId);
  const own = key === undefined ? {} : accounts![key]!;
  const input: AccountInput = { ...shared, ...own };
  const hasEmptyGroups = own.groups !== undefined && Object.keys(own.groups).length === 0;
  // With a single account an empty map is an unfinished one; with several it may well mean "none for this one".
  if (hasEmptyGroups && accountCount <= 1 && shared.groups !== undefined) input.groups = shared.groups;
  // An account cannot enable itself in a disabled channel (CFG-1).
  if (shared.enabled === false) input.enabled = false;
  return input;
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
