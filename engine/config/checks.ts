import { redactHandle } from '../log-text.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import { accountInput, listAccountIds, normalizeAccountId } from './accounts.ts';
import type { Problem } from './problems.ts';
import type { AccountInput, AgentInput, ChannelInput, ConfigInput } from './schema.ts';
import { isPlainRemotePath } from './value-rules.ts';

// Rules that look at more than one key, on a configuration whose single values are all in order.

const CHANNEL_PATH = ['channels', 'imessage'];

export function checkConfig(input: ConfigInput): Problem[] {
  const channel = input.channels?.imessage;
  return [...(channel === undefined ? [] : checkChannel(channel)), ...checkAgents(input.agents?.list ?? [])];
}

function checkChannel(channel: ChannelInput): Problem[] {
  const names = Object.keys(channel.accounts ?? {});
  const count = listAccountIds(channel).length;
  return [
    ...checkPolicy(channel, CHANNEL_PATH, CHANNEL_KEYS),
    ...checkDbPath(channel, CHANNEL_PATH),
    ...checkAccountNames(names),
    ...checkOwnAddresses(channel),
    ...names.flatMap((name) => {
      const own = channel.accounts![name]!;
      const effective = accountInput(channel, normalizeAccountId(name), count);
      const path = [...CHANNEL_PATH, 'accounts', name];
      // What an account merely inherits has been checked, and would be reported, at the channel.
      const ownsPolicy = own.dmPolicy !== undefined || own.allowFrom !== undefined;
      const ownsPath = own.dbPath !== undefined || own.remoteHost !== undefined;
      return [
        ...(ownsPolicy ? checkPolicy(effective, path, ACCOUNT_KEYS) : []),
        ...(ownsPath ? checkDbPath(effective, path) : []),
      ];
    }),
  ];
}

const CHANNEL_KEYS = { policy: 'channels.imessage.dmPolicy', list: 'channels.imessage.allowFrom' };
const ACCOUNT_KEYS = {
  policy: 'channels.imessage.accounts.*.dmPolicy',
  list: 'channels.imessage.accounts.*.allowFrom (or channels.imessage.allowFrom)',
};

/** CFG-60 to CFG-62, on the effective pair. */
function checkPolicy(input: AccountInput, path: readonly string[], keys: typeof CHANNEL_KEYS): Problem[] {
  const allowFrom = input.allowFrom ?? [];
  const complain = (requirement: string): Problem[] => [
    {
      path: [...path, 'allowFrom'],
      text: `${keys.policy}="${input.dmPolicy}" requires ${keys.list} to ${requirement}`,
    },
  ];
  if (input.dmPolicy === 'open' && !allowFrom.includes('*')) return complain('include "*"');
  if (input.dmPolicy === 'allowlist' && allowFrom.length === 0)
    return complain('contain at least one sender ID');
  return [];
}

/** Behind ssh a shell reads the command line again, so only a plain path may be on it (ruling-1). */
function checkDbPath({ dbPath, remoteHost }: AccountInput, path: readonly string[]): Problem[] {
  if (dbPath === undefined || remoteHost === undefined || isPlainRemotePath(dbPath)) return [];
  const text =
    'with remoteHost set, expected an absolute path on that Mac of letters, digits, dots, dashes and slashes only';
  return [{ path: [...path, 'dbPath'], text }];
}

/** CFG-70 makes one id of names that differ only in case or punctuation; then nobody could say which one counts. */
function checkAccountNames(names: readonly string[]): Problem[] {
  return names.flatMap((name, index) => {
    const twin = names
      .slice(0, index)
      .find((other) => normalizeAccountId(other) === normalizeAccountId(name));
    if (twin === undefined) return [];
    return [
      {
        path: [...CHANNEL_PATH, 'accounts', name],
        text: `means the same account as "${twin}"; keep one of them`,
      },
    ];
  });
}

/** An address belongs to one account, or nobody could say for which of them a message is (ruling-19). */
function checkOwnAddresses({ accounts = {} }: ChannelInput): Problem[] {
  const owners = new Map<string, string>();
  return Object.entries(accounts).flatMap(([name, { ownAddresses = [] }]) =>
    ownAddresses.flatMap((address, index) => {
      const handle = normalizeHandle(address) ?? address;
      const owner = owners.get(handle) ?? name;
      owners.set(handle, owner);
      if (owner === name) return [];
      const path = [...CHANNEL_PATH, 'accounts', name, 'ownAddresses', index];
      return [{ path, text: `"${redactHandle(address)}" is listed by account "${owner}" already` }];
    }),
  );
}

const NO_AGENT = 'no agent is configured. For a first try: agents: { list: [{ id: "main", type: "echo" }] }';

function checkAgents(agents: readonly AgentInput[]): Problem[] {
  const list = ['agents', 'list'];
  if (agents.length === 0) return [{ path: list, text: NO_AGENT }];
  const firstDefault = agents.findIndex((agent) => agent.default);
  return agents.flatMap((agent, index) => {
    const problems: [key: string, text: string][] = commandProblems(agent);
    const isTaken = agents.slice(0, index).some(({ id }) => id === agent.id);
    if (isTaken) problems.push(['id', `"${agent.id}" is taken already`]);
    if (agent.default && index > firstDefault)
      problems.push(['default', 'only one agent can be the default']);
    return problems.map(([key, text]) => ({ path: [...list, index, key], text }));
  });
}

const NO_COMMAND = 'missing, expected program and arguments, such as ["/usr/local/bin/answer", "--brief"]';
const COMMAND_KEYS = ['command', 'timeoutMs', 'turnsMax'] as const;

function commandProblems(agent: AgentInput): [key: string, text: string][] {
  if (agent.type === 'command') return agent.command === undefined ? [['command', NO_COMMAND]] : [];
  const idle = COMMAND_KEYS.filter((key) => agent[key] !== undefined);
  return idle.map((key) => [key, 'has no effect here; only an agent of type "command" has it']);
}
