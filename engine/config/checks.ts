import { accountInput, listAccountIds, normalizeAccountId } from './accounts.ts';
import { access } from './keys/access.ts';
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

/** CFG-70 makes one id of names that differ only in case or punctuation; then nobody could say which one counts. */
function checkAccountNames(names: readonly string[]): Problem[] {
  return names.flatMap((name, index) => {
    const twin = names
      .slice(0, index)
      .find((other) => normalizeAccountId(other) === normalizeAccountId(name));
    if (twin === undefined) return [];
    return [{ path: [name], text: `means the same account as "${twin}"; keep one of them` }];
  });
}
