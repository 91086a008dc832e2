// What a configuration asks for, read from the file's own keys and defaults.

import { type Binding, bindingsFor } from './bindings.ts';
import { type AgentSettings, agentsIn } from './group-chats.ts';
import { type Ways, waysOf } from './ways.ts';

/** How many messages may leave within each. */
export interface SendsMax {
  readonly minute: number;
  readonly hour: number;
}

export interface Settings {
  readonly accountId: string;
  /** Which database it reads: accounts with the same one share it. */
  readonly source: string;
  /** Null = the default one. */
  readonly dbPath: string | null;
  /** Which rows of a database that several accounts share are its own, by the address at which they came in. */
  readonly lines: Lines;
  readonly isRemote: boolean;
  /** What becomes of replies. */
  readonly ways: Ways;
  /** `auto` = whichever is ready. */
  readonly sendTransport: string;
  /** How long a reply is tried again that was not begun. */
  readonly retryForMs: number;
  /** How many exchanges a conversation may have in five minutes; 0 = any number. */
  readonly exchangesMax: number;
  /** How much may leave; 0 = any number. */
  readonly sendsPerConversation: SendsMax;
  readonly sendsPerAccount: SendsMax;
  /** Whether what was not delivered leaves once more as SMS. */
  readonly sendsAsSms: boolean;
  /** How many turns one person may have. */
  readonly budget: { readonly hour: number; readonly day: number };
  /** Of this Mac, as far as the accounts of the database list them; empty = one of them lists none. */
  readonly ownAddresses: readonly string[];
  /** The country of numbers without a country code. */
  readonly region: string;
  /** That of numbers with which people write; null = none is set. */
  readonly wireRegion: string | null;
  readonly dmPolicy: string;
  readonly allowFrom: readonly string[];
  readonly groupPolicy: string;
  readonly groupAllowFrom: readonly string[] | null;
  readonly groups: Readonly<Record<string, unknown>>;
  readonly agents: ReadonlyMap<string, AgentSettings>;
  /** Answers where no binding says anything. */
  readonly defaultAgent: string;
  /** Those that are for this account, in their order. */
  readonly bindings: readonly Binding[];
  /** With how many earlier messages a direct session begins, for all and by handle. */
  readonly dmHistoryLimit: number;
  readonly dmHistoryLimits: Readonly<Record<string, number>>;
  readonly includeAttachments: boolean;
  /** Where it goes what the operator says without saying so; '' = nowhere. */
  readonly defaultTo: string;
  /** What agents may do besides answering: what is not there is not switched off. */
  readonly gates: Readonly<Record<string, boolean>>;
  /** Folders below which files may be read; `*` stands for any one. */
  readonly attachmentRoots: readonly string[];
  /** Whether strangers whom Messages hides are answered where everybody may write. */
  readonly answersHidden: boolean;
  /** How long the owner has a conversation after a word of theirs; 0 = not at all. */
  readonly quietMs: number;
  /** Whether the owner may speak to the agent. */
  readonly hearsOwner: boolean;
  readonly accessGroups: Readonly<Record<string, AccessGroup>>;
  /** The handles of each who has several. */
  readonly people: readonly (readonly string[])[];
  readonly commands: CommandSettings;
  /** Whether previews are joined to their text and nothing else is. */
  readonly joinsPreviews: boolean;
  readonly waitMs: number;
  readonly recoveryWindowMs: number;
  /** How far back a first start looks; null = not at all. */
  readonly firstLookBackMs: number | null;
}

/** Who may tell the gateway what to do. */
interface CommandSettings {
  readonly areHeard: boolean;
  readonly owners: readonly string[];
  /** Null = the lists of the channel say who. */
  readonly only: readonly string[] | null;
  readonly areForEverybody: boolean;
}

export interface Lines {
  /** Null = all addresses. */
  readonly only: readonly string[] | null;
  readonly butNot: readonly string[];
}

const EVERY_LINE: Lines = { only: null, butNot: [] };

interface AccessGroup {
  readonly type?: string;
  readonly members?: Readonly<Record<string, readonly (string | number)[]>>;
}

type Keys = Readonly<Record<string, unknown>>;
interface File {
  readonly channels?: { readonly imessage?: Keys };
  readonly messages?: Keys;
  readonly accessGroups?: Keys;
  readonly agents?: Keys;
  readonly bindings?: unknown;
  readonly commands?: Keys;
}

const DEFAULT_ACCOUNT = 'default';
const MINUTE_MS = 60_000;

/**
 * The accounts that receive (ruling-19): of several on one database its owner, which is the first that is not
 * `default`, and those that list addresses of this Mac as theirs.
 */
export function receivingAccounts(config: unknown): readonly Settings[] {
  if (typeof config !== 'object' || config === null) return [];
  const known = accountsOf.get(config) ?? receiving(config);
  accountsOf.set(config, known);
  return known;
}

/** Asked for each row and each turn. */
const accountsOf = new WeakMap<object, readonly Settings[]>();

function receiving(file: File): Settings[] {
  const channel = file.channels?.imessage;
  if (channel === undefined) return [];
  const all = accountNames(channel)
    .map((name) => settingsOf(name, channel, file))
    .filter(({ isEnabled }) => isEnabled)
    .map(({ settings }) => settings);
  return all.flatMap((account): Settings[] => {
    const sharers = all.filter(({ source }) => source === account.source);
    const owner = sharers.find(({ accountId }) => accountId !== DEFAULT_ACCOUNT) ?? account;
    const lines = linesOf(account, owner, sharers);
    if (lines === null) return [];
    const lists = sharers.map(({ ownAddresses }) => ownAddresses);
    const ownAddresses = lists.some((list) => list.length === 0) ? [] : lists.flat();
    // How far back is read is for the owner to say, whose watch it is.
    const { recoveryWindowMs, firstLookBackMs } = owner;
    return [{ ...account, lines, ownAddresses, recoveryWindowMs, firstLookBackMs }];
  });
}

/** Null = no row of its database goes to it. An address that accounts have in common parts nothing. */
function linesOf(account: Settings, owner: Settings, sharers: readonly Settings[]): Lines | null {
  const ownOf = (one: Settings) =>
    one.ownAddresses.filter((address) =>
      sharers.every((other) => other === one || !other.ownAddresses.includes(address)),
    );
  if (account === owner)
    return { only: null, butNot: sharers.filter((sharer) => sharer !== owner).flatMap(ownOf) };
  const own = ownOf(account);
  return own.length === 0 ? null : { only: own, butNot: [] };
}

function accountNames(channel: Keys): string[] {
  const names = Object.keys((channel.accounts as Keys | undefined) ?? {});
  const isAccount = channel.cliPath !== undefined || channel.dbPath !== undefined;
  return (isAccount || names.length === 0) && !names.includes(DEFAULT_ACCOUNT)
    ? [...names, DEFAULT_ACCOUNT].sort()
    : [...names].sort();
}

function settingsOf(name: string, channel: Keys, file: File) {
  const { accounts, ...shared } = channel;
  const own = (accounts as Record<string, Keys> | undefined)?.[name] ?? {};
  const account: Keys = { ...shared, ...own };
  const inbound = (file.messages?.inbound ?? {}) as {
    debounceMs?: number;
    byChannel?: { imessage?: number };
  };
  const outbound = (account.outbound ?? {}) as {
    retryForMs?: number;
    exchangesPerConversation?: number;
    sendsPerConversation?: Partial<SendsMax>;
    sendsPerAccount?: Partial<SendsMax>;
    smsFallback?: string;
  };
  const joinsPreviews = account.coalesceSameSenderDms === true;
  const catchup = (account.catchup ?? {}) as {
    enabled?: boolean;
    maxAgeMinutes?: number;
    firstRunLookbackMinutes?: number;
  };
  const settings: Settings = {
    accountId: name,
    source: [account.remoteHost ?? '', account.cliPath ?? 'imsg', account.dbPath ?? ''].join(' '),
    dbPath: (account.dbPath as string | undefined) ?? null,
    lines: EVERY_LINE,
    isRemote: account.remoteHost !== undefined,
    ways: waysOf(own, shared, file.messages ?? {}),
    sendTransport: String(account.sendTransport ?? 'auto'),
    retryForMs: outbound.retryForMs ?? 2 * MINUTE_MS,
    exchangesMax: outbound.exchangesPerConversation ?? 40,
    sendsPerConversation: { minute: 60, hour: 300, ...outbound.sendsPerConversation },
    sendsPerAccount: { minute: 60, hour: 400, ...outbound.sendsPerAccount },
    sendsAsSms: outbound.smsFallback === 'undelivered',
    budget: budgetOf(account),
    ownAddresses: entries(account.ownAddresses) ?? [],
    region: (account.region as string | undefined) ?? 'US',
    wireRegion: (account.region as string | undefined) ?? null,
    dmPolicy: (account.dmPolicy as string | undefined) ?? 'pairing',
    allowFrom: entries(account.allowFrom) ?? [],
    groupPolicy: (account.groupPolicy as string | undefined) ?? 'allowlist',
    groupAllowFrom: entries(account.groupAllowFrom),
    groups: (account.groups ?? {}) as Keys,
    ...agentsIn(file, account.historyLimit as number | undefined),
    bindings: bindingsFor(name, file.bindings),
    dmHistoryLimit: (account.dmHistoryLimit as number | undefined) ?? 0,
    dmHistoryLimits: Object.fromEntries(
      Object.entries((account.dms ?? {}) as Record<string, { historyLimit?: number }>).flatMap(
        ([handle, { historyLimit }]) => (historyLimit === undefined ? [] : [[handle, historyLimit]]),
      ),
    ),
    includeAttachments: account.includeAttachments === true,
    defaultTo: String(account.defaultTo ?? ''),
    gates: (account.actions ?? {}) as Readonly<Record<string, boolean>>,
    attachmentRoots: entries(account.attachmentRoots) ?? defaultRoots(account.dbPath),
    answersHidden: account.answerFiltered !== false,
    quietMs: ((account.handoff ?? {}) as { quietMs?: number }).quietMs ?? 0,
    hearsOwner: account.ownerMessages === 'mention',
    people: peopleIn(file),
    accessGroups: (file.accessGroups ?? {}) as Readonly<Record<string, AccessGroup>>,
    commands: commandsOf(file.commands ?? {}),
    joinsPreviews,
    waitMs: inbound.byChannel?.imessage ?? (joinsPreviews ? 2500 : (inbound.debounceMs ?? 0)),
    recoveryWindowMs: (catchup.enabled === true ? (catchup.maxAgeMinutes ?? 120) : 120) * MINUTE_MS,
    firstLookBackMs: catchup.enabled === true ? (catchup.firstRunLookbackMinutes ?? 30) * MINUTE_MS : null,
  };
  return { settings, isEnabled: channel.enabled !== false && account.enabled !== false };
}

function budgetOf({ inbound }: Keys): Settings['budget'] {
  const any = Number.POSITIVE_INFINITY;
  const { turnsPerSender = {} } = (inbound ?? {}) as { turnsPerSender?: { hour?: number; day?: number } };
  return { hour: turnsPerSender.hour ?? any, day: turnsPerSender.day ?? any };
}

/** Where Messages keeps the files of any user, and beside the database. */
function defaultRoots(dbPath: unknown): readonly string[] {
  const messages = '/Users/*/Library/Messages/Attachments';
  if (typeof dbPath !== 'string') return [messages];
  return [messages, `${dbPath.slice(0, dbPath.lastIndexOf('/'))}/Attachments`];
}

function commandsOf({ text, useAccessGroups, ownerAllowFrom, allowFrom }: Keys): CommandSettings {
  const lists = (allowFrom ?? {}) as Keys;
  return {
    areHeard: text !== false,
    owners: entries(ownerAllowFrom) ?? [],
    only: entries(lists.imessage) ?? entries(lists['*']),
    areForEverybody: useAccessGroups === false,
  };
}

function peopleIn(file: unknown): readonly (readonly string[])[] {
  const { people, session } = file as { people?: Keys; session?: { identityLinks?: Keys } };
  return Object.values(people ?? session?.identityLinks ?? {}).map((handles) => entries(handles) ?? []);
}

function entries(value: unknown): string[] | null {
  if (!Array.isArray(value)) return null;
  return value.map((entry) => String(entry).trim()).filter((entry) => entry !== '');
}
