import type { AccountConfig, Config } from '../config/config.ts';
import { cleanForeign } from '../log-text.ts';
import { type AllowEntry, parseAllowEntry } from '../message/identity/allow-entry.ts';
import { isAddress } from '../message/identity/written-handle.ts';
import { type AccessGroups, compileAllowList } from './allowlist.ts';
import { NOBODY_PAIRED, type Paired } from './dm-policy.ts';
import { groupSenders } from './group-policy.ts';

const GROUP_SHOWN_MAX = 60;

/**
 * What is allowed in an access configuration and still hardly meant, one line each, for the start-up log. `pairedWith` =
 * who has paired with an account; left out = nobody.
 */
export function accessWarnings(
  config: Config,
  pairedWith: (accountId: string) => Paired = () => NOBODY_PAIRED,
): string[] {
  const { accounts, accessGroups, dmScope } = config;
  const enabled = accounts.filter((account) => account.enabled);
  return [
    ...enabled.flatMap((account) => accountWarnings(account, accessGroups)),
    ...memberWarnings(accessGroups),
    ...unheardOwnerWarnings(enabled, config),
    ...(dmScope === 'main' ? sharedSessionWarnings(enabled, accessGroups, pairedWith) : []),
  ];
}

/** With one session for everybody what one person says is before the agent when it answers another (ruling-31). */
function sharedSessionWarnings(
  accounts: readonly AccountConfig[],
  accessGroups: AccessGroups,
  pairedWith: (accountId: string) => Paired,
): string[] {
  const lists = accounts
    .filter(({ dmPolicy }) => dmPolicy !== 'disabled')
    .map(({ allowFrom, region }) => compileAllowList(allowFrom, accessGroups, region));
  const paired = accounts.flatMap(({ accountId, dmPolicy }) =>
    dmPolicy === 'pairing' ? [...pairedWith(accountId)] : [],
  );
  const listed = lists.flatMap((list) => [...list.handles]);
  const handles = new Set([...listed, ...paired].filter(isAddress));
  const isAnyone = lists.some((list) => list.hasAnyone);
  if (!isAnyone && handles.size < 2) return [];
  const who = isAnyone ? 'everybody' : `${handles.size} addresses`;
  return [
    `imessage: ${who} may write in direct messages, and session.dmScope is "main": all of them share one session with ` +
      'the agent. Set session.dmScope to "per-peer" to give each person one.',
  ];
}

/** Without patterns nobody can mention the agent, nor can the owner. */
function unheardOwnerWarnings(
  accounts: readonly AccountConfig[],
  { groupChats }: Pick<Config, 'groupChats'>,
): string[] {
  if (Object.values(groupChats).some(({ mentionPatterns }) => mentionPatterns.length > 0)) return [];
  return accounts
    .filter(({ ownerMessages }) => ownerMessages === 'mention')
    .map(
      ({ accountId }) =>
        `imessage: ownerMessages="mention" for account "${accountId}" but no pattern says what a mention is ` +
        '(messages.groupChat.mentionPatterns): nothing that the owner writes is a turn.',
    );
}

function accountWarnings(account: AccountConfig, accessGroups: AccessGroups): string[] {
  const name = (list: string, index: number) => `${list}[${index}] of account "${account.accountId}"`;
  const warnings = account.allowFrom.flatMap((text, index) =>
    entryWarnings(parseAllowEntry(text), name('allowFrom', index), accessGroups, true),
  );
  (account.groupAllowFrom ?? []).forEach((text, index) => {
    warnings.push(
      ...entryWarnings(parseAllowEntry(text), name('groupAllowFrom', index), accessGroups, false),
    );
  });
  warnings.push(...toolSenderWarnings(account));
  if (account.groupPolicy === 'allowlist' && groupSenders(account).length === 0) {
    // Nobody in a group can be admitted, which is hardly what was meant (ACC-43).
    warnings.push(
      `imessage: groupPolicy="allowlist" for account "${account.accountId}" but no group sender allowlist is ` +
        'configured (channels.imessage.groupAllowFrom or channels.imessage.allowFrom). All group messages are dropped.',
    );
  }
  return warnings;
}

/** Who is meant by `id:` and `e164:` is a handle. */
function toolSenderWarnings({ accountId, groups }: AccountConfig): string[] {
  return Object.entries(groups ?? {}).flatMap(([group, { toolsBySender = {} }]) =>
    Object.keys(toolsBySender).flatMap((written, index) => {
      const [, value = null] = /^(?:id|e164):(.*)$/is.exec(written) ?? [];
      const entry = value === null ? null : parseAllowEntry(value);
      const isHandle = entry?.kind === 'handle' && isAddress(entry.handle);
      const of = `groups[${JSON.stringify(cleanForeign(group, GROUP_SHOWN_MAX))}] of account "${accountId}"`;
      return value === null || isHandle
        ? []
        : [`imessage: entry ${index + 1} of toolsBySender in ${of} is not a handle; it matches nobody.`];
    }),
  );
}

/** `where` stands for the entry itself, which may be somebody's number. */
function entryWarnings(
  entry: AllowEntry | null,
  where: string,
  accessGroups: AccessGroups,
  isSendersOnly: boolean,
): string[] {
  if (entry === null) return [`imessage: ${where} is neither a handle nor a chat; it matches nobody.`];
  if (entry.kind === 'accessGroup') {
    return Object.hasOwn(accessGroups, entry.name)
      ? []
      : [`imessage: ${where} names an access group that does not exist; it matches nobody.`];
  }
  if (entry.kind === 'handle' && !isAddress(entry.handle)) {
    return [
      `imessage: ${where} is neither a number nor a mail address; it can match nobody but a sender of exactly that name.`,
    ];
  }
  if (!isSendersOnly || entry.kind === 'anyone' || entry.kind === 'handle') return [];
  return [`imessage: ${where} is a chat and never admits a sender; chats belong in groupAllowFrom.`];
}

function memberWarnings(accessGroups: AccessGroups): string[] {
  return Object.entries(accessGroups).flatMap(([name, { members }]) =>
    ['*', 'imessage'].flatMap((channel) =>
      (members[channel] ?? []).flatMap((text, index) => {
        const entry = parseAllowEntry(text);
        if (entry?.kind === 'handle' && isAddress(entry.handle)) return [];
        const where = `accessGroups[${JSON.stringify(name)}].members[${JSON.stringify(channel)}][${index}]`;
        return [`imessage: ${where} is not a handle; it matches nobody.`];
      }),
    ),
  );
}

/** Where everybody may write, those are answered as well whom Messages hides, as junk mostly, unless the file says not to. */
export function hiddenSuggestions({ accounts }: Pick<Config, 'accounts'>): string[] {
  return accounts
    .filter(
      ({ enabled, dmPolicy, answerFiltered }) => enabled && dmPolicy === 'open' && answerFiltered === null,
    )
    .map(
      ({ accountId }) =>
        `account "${accountId}" has dmPolicy="open": strangers whom Messages hides as junk are answered too. ` +
        'channels.imessage.answerFiltered: false leaves them out; people whom allowFrom names are answered all the same.',
    );
}
