// What of a changed configuration a running gateway takes up: who may speak, and who may use commands. All else was built
// upon as it began, and takes effect with the next start.

import type { ConfigInput } from '../schema.ts';
import type { Path } from './path.ts';

type Keys = Readonly<Record<string, unknown>>;

const OF_FILE = ['accessGroups', 'commands'] as const;
const OF_ACCOUNTS = [
  'dmPolicy',
  'allowFrom',
  'groupPolicy',
  'groupAllowFrom',
  'groups',
  'answerFiltered',
  'reactionNotifications',
  'configWrites',
] as const;

/** What runs, with whatever may change meanwhile as it is written now. Both as files have it. */
export function takenUp(running: ConfigInput, written: ConfigInput): ConfigInput {
  const channel = running.channels?.imessage as Keys | undefined;
  const changed = written.channels?.imessage as Keys | undefined;
  const file = withKeys(running as Keys, written as Keys, OF_FILE);
  // Whether there is a channel at all says which accounts there are.
  if (channel === undefined || changed === undefined) return file as ConfigInput;
  const imessage = withKeys(channel, changed, OF_ACCOUNTS);
  if (channel.accounts === undefined)
    return { ...file, channels: { ...running.channels, imessage } } as ConfigInput;
  const accounts = Object.entries(channel.accounts as Record<string, Keys>).map(([name, account]) => {
    const own = (changed.accounts as Record<string, Keys> | undefined)?.[name];
    return [name, own ? withKeys(account, own, OF_ACCOUNTS) : account];
  });
  const all = { ...imessage, accounts: Object.fromEntries(accounts) };
  return { ...file, channels: { ...running.channels, imessage: all } } as ConfigInput;
}

function withKeys(before: Keys, now: Keys, names: readonly string[]): Keys {
  const kept = Object.entries(before).filter(([name]) => !names.includes(name));
  const changed = names.filter((name) => Object.hasOwn(now, name)).map((name) => [name, now[name]]);
  return Object.fromEntries([...kept, ...changed]);
}

/** Whether all at a path is taken up by a gateway that has the accounts of `running`. */
export function isTakenUp(running: ConfigInput, path: Path): boolean {
  const [section, channel, key, name, ofAccount] = path;
  if (section !== 'channels') return OF_FILE.some((one) => one === section);
  if (channel !== 'imessage' || running.channels?.imessage === undefined) return false;
  const isOfAccounts = (one: string | undefined) => OF_ACCOUNTS.some((live) => live === one);
  if (key !== 'accounts') return isOfAccounts(key);
  return Object.hasOwn(running.channels.imessage.accounts ?? {}, name ?? '') && isOfAccounts(ofAccount);
}
