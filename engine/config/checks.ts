import { normalizeHandle } from '../message/identity/handles.ts';
import { checkAccountNames, normalizeAccountId } from './account-names.ts';
import { accountInput, listAccountIds } from './accounts.ts';
import { access } from './keys/access.ts';
import { listedTwice } from './keys/own-addresses.ts';
import type { Problem } from './keys/subject.ts';
import type { AccountInput, ChannelInput, ConfigInput } from './schema.ts';
import { SUBJECTS } from './subjects.ts';

// Rules that look at more than one key, on a configuration whose single values are all in order.

const CHANNEL_PATH = ['channels', 'imessage'];
/** Who may write is told first. */
const IN_TURN = [access, ...SUBJECTS.filter((subject) => subject !== access)];

export function checkConfig(input: ConfigInput): Problem[] {
  const channel = input.channels?.imessage;
  return [
    ...(channel === undefined ? [] : checkChannel(channel)),
    ...IN_TURN.flatMap((subject) => subject.checkFile(input)),
  ];
}

function checkChannel(channel: ChannelInput): Problem[] {
  const accounts = channel.accounts ?? {};
  const names = Object.keys(accounts);
  const count = listAccountIds(channel).length;
  return [
    ...within(CHANNEL_PATH, checkAccount(channel, channel, 'channel')),
    ...within(
      [...CHANNEL_PATH, 'accounts'],
      [
        ...checkAccountNames(names),
        ...IN_TURN.flatMap((subject) => subject.checkAccounts(accounts)),
        ...checkInheritedAddresses(channel),
        ...names.flatMap((name) => {
          const effective = accountInput(channel, normalizeAccountId(name), count);
          return within([name], checkAccount(accounts[name]!, effective, 'account'));
        }),
      ],
    ),
  ];
}

/** What an account merely inherits has been checked, and would be reported, at the channel. */
function checkAccount(own: AccountInput, effective: AccountInput, level: 'channel' | 'account'): Problem[] {
  return IN_TURN.flatMap(({ accountRules }) =>
    accountRules.flatMap(({ keys, check }) =>
      level === 'channel' || keys.some((key) => own[key] !== undefined) ? check(effective, level) : [],
    ),
  );
}

function within(path: readonly PropertyKey[], problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
}

/**
 * An address of an account may not be the channel's as well where another account on the same database has it from
 * there. Several that all have it from there are no dispute: it says then what addresses the Mac has.
 */
function checkInheritedAddresses(channel: ChannelInput): Problem[] {
  const ids = listAccountIds(channel);
  const heirs = ids
    .map((id) => ({ id, input: accountInput(channel, id, ids.length) }))
    .filter(({ input }) => input.enabled !== false && input.ownAddresses === channel.ownAddresses);
  return Object.entries(channel.accounts ?? {}).flatMap(([name, { ownAddresses = [] }]) => {
    const own = accountInput(channel, normalizeAccountId(name), ids.length);
    const heir = heirs.find(({ input }) => isSamePlace(input, own));
    if (heir === undefined || own.enabled === false) return [];
    return ownAddresses.flatMap((address, index) => {
      const at = (channel.ownAddresses ?? []).findIndex(
        (other) => normalizeHandle(other) === normalizeHandle(address),
      );
      if (at < 0) return [];
      const there = `channels.imessage.ownAddresses[${at}], which account "${heir.id}" has,`;
      return [listedTwice([name, 'ownAddresses', index], address, there)];
    });
  });
}

const isSamePlace = (one: AccountInput, other: AccountInput) =>
  (['cliPath', 'dbPath', 'remoteHost'] as const).every((key) => one[key] === other[key]);
