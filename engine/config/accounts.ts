import type { AccountConfig, GroupConfig, RecoveryConfig } from './config.ts';
import type { AccountInput, ChannelInput, InboundInput } from './schema.ts';
import { expandHome } from './value-rules.ts';

const DEFAULT_ACCOUNT_ID = 'default';
/** Fits Apple's usual distance between the two rows of a split send (COA-2). */
const SPLIT_SEND_WINDOW_MS = 2_500;
/** How late a message may be answered that came while the gateway was down (REC-8). */
const RECOVERY_WINDOW_MS = 2 * 60 * 60 * 1000;

/** Trimmed, in lower case, of letters, digits, `-` and `_`; `default` where nothing is left (CFG-70). */
export function normalizeAccountId(key: string): string {
  const name = key.trim().toLowerCase();
  if (/^[a-z0-9][a-z0-9_-]{0,63}$/.test(name)) return name;
  const id = name
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '')
    .slice(0, 64);
  return id === '' ? DEFAULT_ACCOUNT_ID : id;
}

/** CFG-71: the accounts there are, sorted. */
export function listAccountIds(channel: ChannelInput): string[] {
  const ids = new Set(Object.keys(channel.accounts ?? {}).map(normalizeAccountId));
  const isChannelAnAccount = channel.cliPath !== undefined || channel.dbPath !== undefined;
  if (isChannelAnAccount || ids.size === 0) ids.add(DEFAULT_ACCOUNT_ID);
  return [...ids].sort();
}

/** The one that is named if it exists, else `default`, else the first (CFG-72). */
export function defaultAccountId(channel: ChannelInput, ids: readonly string[]): string {
  const wanted = channel.defaultAccount === undefined ? null : normalizeAccountId(channel.defaultAccount);
  if (wanted !== null && ids.includes(wanted)) return wanted;
  return ids.includes(DEFAULT_ACCOUNT_ID) ? DEFAULT_ACCOUNT_ID : ids[0]!;
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

/** The effective accounts in the order of `ids`. `channel` undefined = the block is missing, nothing is enabled. */
export function resolveAccounts(
  channel: ChannelInput | undefined,
  ids: readonly string[],
  home: string,
  inbound: InboundInput = {},
): AccountConfig[] {
  const accounts = ids.map((accountId) => {
    const input = channel === undefined ? { enabled: false } : accountInput(channel, accountId, ids.length);
    return resolveAccount(accountId, input, home, inbound);
  });
  return accounts.map((account) => ({ ...account, duplicateOf: duplicateOf(account, accounts) }));
}

function resolveAccount(
  accountId: string,
  input: AccountInput,
  home: string,
  inbound: InboundInput,
): AccountConfig {
  const remoteHost = input.remoteHost ?? null;
  const cliPath = expandHome(input.cliPath ?? 'imsg', home);
  const dbPath = input.dbPath === undefined ? null : expandHome(input.dbPath, home);
  return {
    accountId,
    enabled: input.enabled ?? true,
    duplicateOf: null,
    cliPath,
    dbPath,
    localDbPath: remoteHost === null ? (dbPath ?? defaultDbPath(cliPath, home)) : null,
    remoteHost,
    service: input.service ?? 'auto',
    sendTransport: input.sendTransport ?? 'auto',
    region: input.region ?? 'US',
    ownAddresses: input.ownAddresses ?? null,
    dmPolicy: input.dmPolicy ?? 'pairing',
    allowFrom: input.allowFrom ?? [],
    groupPolicy: input.groupPolicy ?? 'allowlist',
    groupAllowFrom: input.groupAllowFrom ?? null,
    groups: input.groups === undefined ? null : resolveGroups(input.groups),
    includeAttachments: input.includeAttachments ?? false,
    coalesceSameSenderDms: input.coalesceSameSenderDms ?? false,
    coalesceWindowMs: coalesceWindowMs(input, inbound),
    recovery: resolveRecovery(input.catchup),
  };
}

/** A wrapper of another name may lead anywhere, so only `imsg` itself is taken to be on this machine. */
function defaultDbPath(cliPath: string, home: string): string | null {
  return /(?:^|\/)imsg$/.test(cliPath) ? expandHome('~/Library/Messages/chat.db', home) : null;
}

/** With the flag on only the channel's own key counts as explicit (ruling-6); off, all do, in order (CFG-40). */
function coalesceWindowMs({ coalesceSameSenderDms }: AccountInput, { byChannel, debounceMs }: InboundInput) {
  const explicit = byChannel?.imessage;
  if (explicit !== undefined) return explicit;
  return coalesceSameSenderDms ? SPLIT_SEND_WINDOW_MS : (debounceMs ?? 0);
}

const MINUTE_MS = 60_000;

function resolveRecovery(catchup: AccountInput['catchup']): RecoveryConfig {
  if (catchup?.enabled !== true) {
    return { windowMs: RECOVERY_WINDOW_MS, firstRunWindowMs: null, failuresMax: 3, pageRows: 500 };
  }
  return {
    windowMs: (catchup.maxAgeMinutes ?? 120) * MINUTE_MS,
    firstRunWindowMs: (catchup.firstRunLookbackMinutes ?? 30) * MINUTE_MS,
    failuresMax: catchup.maxFailureRetries ?? 10,
    pageRows: catchup.perRunLimit ?? 50,
  };
}

function resolveGroups(groups: NonNullable<AccountInput['groups']>): Record<string, GroupConfig> {
  return Object.fromEntries(
    Object.entries(groups).map(([id, group]) => [id, { requireMention: group.requireMention ?? true }]),
  );
}

/** CFG-77: of the enabled accounts with one cliPath and dbPath, the first named one watches, else `default`. */
function duplicateOf(account: AccountConfig, accounts: readonly AccountConfig[]): string | null {
  if (!account.enabled) return null;
  const sharers = accounts.filter(
    (other) => other.enabled && other.cliPath === account.cliPath && other.dbPath === account.dbPath,
  );
  const owner = sharers.find((other) => other.accountId !== DEFAULT_ACCOUNT_ID) ?? account;
  return owner.accountId === account.accountId ? null : owner.accountId;
}
