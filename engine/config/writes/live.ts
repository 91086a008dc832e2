// What of a changed configuration a running gateway takes up: who may speak, who may use commands, what agents may do and look
// up, and how answers are cut. All else was built upon as it began, and takes effect with the next start.

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
  'actions',
  'tools',
  'textChunkLimit',
  'chunkMode',
  'markdown',
  'responsePrefix',
] as const;
/** Of `outbound` alone: the rest of it paces what is on its way. */
const OF_OUTBOUND = ['bubbles'] as const;

/** What runs, with whatever may change meanwhile as it is written now. Both as files have it. */
export function takenUp(running: ConfigInput, written: ConfigInput): ConfigInput {
  const channel = running.channels?.imessage as Keys | undefined;
  const changed = written.channels?.imessage as Keys | undefined;
  const file = withKeys(running as Keys, written as Keys, OF_FILE);
  // Whether there is a channel at all says which accounts there are.
  if (channel === undefined || changed === undefined) return file as ConfigInput;
  const imessage = withAccountKeys(channel, changed);
  if (channel.accounts === undefined)
    return { ...file, channels: { ...running.channels, imessage } } as ConfigInput;
  const accounts = Object.entries(channel.accounts as Record<string, Keys>).map(([name, account]) => {
    const own = (changed.accounts as Record<string, Keys> | undefined)?.[name];
    return [name, own ? withAccountKeys(account, own) : account];
  });
  const all = { ...imessage, accounts: Object.fromEntries(accounts) };
  return { ...file, channels: { ...running.channels, imessage: all } } as ConfigInput;
}

function withAccountKeys(before: Keys, now: Keys): Keys {
  const { outbound: sending, ...account } = withKeys(before, now, OF_ACCOUNTS);
  const outbound = withKeys((sending ?? {}) as Keys, (now.outbound ?? {}) as Keys, OF_OUTBOUND);
  // An account whose block says nothing of it has what the channel says.
  const isSaid = now.outbound !== undefined || Object.keys(outbound).length > 0;
  return isSaid ? { ...account, outbound } : account;
}

function withKeys(before: Keys, now: Keys, names: readonly string[]): Keys {
  const kept = Object.entries(before).filter(([name]) => !names.includes(name));
  const changed = names.filter((name) => Object.hasOwn(now, name)).map((name) => [name, now[name]]);
  return Object.fromEntries([...kept, ...changed]);
}

/** Whether all at a path is taken up by a gateway that has the accounts of `running`. */
export function isTakenUp(running: ConfigInput, path: Path): boolean {
  const [section, channel, key, name, ...ofAccount] = path;
  if (section !== 'channels') return OF_FILE.some((one) => one === section);
  if (channel !== 'imessage' || running.channels?.imessage === undefined) return false;
  if (key !== 'accounts') return isOfAccounts(path.slice(2));
  return Object.hasOwn(running.channels.imessage.accounts ?? {}, name ?? '') && isOfAccounts(ofAccount);
}

function isOfAccounts([key, inner]: Path): boolean {
  if (key === 'outbound') return OF_OUTBOUND.some((live) => live === inner);
  return OF_ACCOUNTS.some((live) => live === key);
}
