// Which keys of the configuration have decided about a row.

import { admitsSender, compileAllowList } from '../access/allowlist.ts';
import { compileChatEntries, namesChat, namesGroup, parseGroupsKey } from '../access/chat-entries.ts';
import { groupSenders } from '../access/group-policy.ts';
import type { People } from '../access/people.ts';
import { isGroupThread } from '../access/policy.ts';
import { agentIn } from '../account/policy.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import { REASONS } from '../fates.ts';
import type { Recomputed } from '../inbound/recompute.ts';
import type { Policy } from '../inbound/snapshot.ts';
import type { Subject } from '../inbound/stages/stage.ts';
import { parseAllowEntry } from '../message/identity/allow-entry.ts';
import type { Written, WrittenKey } from './written.ts';

/** The configuration as it counts for an account, and as it is written. */
interface Deciding {
  readonly config: Config;
  readonly account: AccountConfig;
  readonly policy: Policy;
  readonly people: People;
  readonly written: Written;
}

/** Those that decided where its way has ended; empty = none did, and no configuration would. */
export function decidingKeys({ code, subject, asked }: Recomputed, deciding: Deciding): WrittenKey[] {
  if (subject === null) return [];
  const { stage, keys } = REASONS[code];
  if (stage === 'mention') return [mentionKey(subject, deciding)];
  if (stage === 'command') return commandKeys(subject, deciding);
  if (code !== 'admitted' && keys.length > 0) return keys.map((key) => keyOf(key, deciding));
  const { finding } = asked.find((one) => one.stage === 'gate') ?? { finding: null };
  if (stage === 'gate' || !asked.some((one) => one.stage === 'gate')) return [];
  const isPaired = finding?.facts?.pairing === 'paired';
  const mentioned = asked.find((one) => one.stage === 'mention')?.finding?.facts?.mentionedBy;
  return [
    ...admittingKeys(subject, isPaired, deciding),
    ...(mentioned === undefined ? [] : [patternKey(mentioned, subject, deciding)]),
  ];
}

function keyOf(key: string, { written, account }: Deciding): WrittenKey {
  return written.ofAccount(account.accountId, ...key.split('.'));
}

/** Those that let somebody speak. */
function admittingKeys(subject: Subject, isPaired: boolean, deciding: Deciding): WrittenKey[] {
  const { message, chats } = subject;
  const { account, policy } = deciding;
  if (!isGroupThread(policy.access, message, chats)) {
    if (isPaired) return [keyOf('dmPolicy', deciding)];
    return [senderEntry('allowFrom', account.allowFrom, subject, deciding) ?? keyOf('dmPolicy', deciding)];
  }
  const isByLists = account.groupPolicy === 'allowlist';
  const list = account.groupAllowFrom === null ? 'allowFrom' : 'groupAllowFrom';
  const senders = groupSenders(account);
  const admitting = isByLists
    ? (senderEntry(list, senders, subject, deciding) ?? chatEntry(list, senders, subject, deciding))
    : keyOf('groupPolicy', deciding);
  const group = groupKey(subject, deciding);
  return [...(admitting ? [admitting] : []), ...(group ? [group] : [])];
}

/** The entry that names whoever wrote. */
function senderEntry(
  key: string,
  entries: readonly string[],
  { message }: Subject,
  { config, account, people, written }: Deciding,
): WrittenKey | null {
  const found = entries.find((text) =>
    admitsSender(compileAllowList([text], config.accessGroups, account.region, people), message.sender),
  );
  return found === undefined ? null : written.entry(written.ofAccount(account.accountId, key), found);
}

/** The entry that names the chat, or another one of its group. */
function chatEntry(
  key: string,
  entries: readonly string[],
  { message, chats }: Subject,
  { account, written }: Deciding,
): WrittenKey | null {
  const { accountId } = account;
  const found = entries.find((text) => {
    const entry = { text, entry: parseAllowEntry(text) };
    return namesGroup(compileChatEntries(accountId, 'groupAllowFrom', [entry]), message, chats);
  });
  return found === undefined ? null : written.entry(written.ofAccount(accountId, key), found);
}

/** The entry of `groups` that counts for the chat; null = there are none. */
function groupKey({ message, chats }: Subject, { account, written }: Deciding): WrittenKey | null {
  const { accountId, groups } = account;
  const own = Object.entries(groups ?? {}).map(([key, group]) => {
    const entry = { text: `${key} ${JSON.stringify(group)}`, entry: parseGroupsKey(key) };
    return { key, chats: compileChatEntries(accountId, 'groups', [entry]) };
  });
  const found =
    own.find((one) => namesChat(one.chats, message, chats)) ??
    own.find((one) => namesGroup(one.chats, message, chats)) ??
    own.find(({ key }) => key === '*');
  return found ? written.ofAccount(accountId, 'groups', found.key) : null;
}

/** Where the group asks for a mention: its own entry, else that of all, which is asked for where none is. */
function mentionKey(subject: Subject, { account, written, ...deciding }: Deciding): WrittenKey {
  const { accountId } = account;
  const ofAll = written.ofAccount(accountId, 'groups', '*', 'requireMention');
  const entry = groupKey(subject, { account, written, ...deciding });
  if (entry === null) return ofAll;
  const name = Object.keys(account.groups ?? {}).find(
    (key) => written.ofAccount(accountId, 'groups', key).key === entry.key,
  )!;
  const own = written.ofAccount(accountId, 'groups', name, 'requireMention');
  return own.value === undefined ? ofAll : own;
}

/** Where the pattern is written that found a mention. */
function patternKey(pattern: string, subject: Subject, { config, policy, written }: Deciding): WrittenKey {
  const { message, chats } = subject;
  const agentId = agentIn(policy, config.agents[0].id, message, true, chats);
  const { value } = written.inFile('agents', 'list');
  const agents = Array.isArray(value) ? (value as { readonly id?: unknown }[]) : [];
  const index = agents.findIndex(({ id }) => id === agentId);
  const lists = [
    written.inFile('agents', 'list', index, 'groupChat', 'mentionPatterns'),
    written.inFile('messages', 'groupChat', 'mentionPatterns'),
  ];
  for (const list of lists) {
    const entry = written.entry(list, pattern);
    if (entry !== null) return entry;
  }
  return written.inFile('agents', 'list', index, 'identity');
}

/** Who says who may use commands. */
function commandKeys(subject: Subject, deciding: Deciding): WrittenKey[] {
  const { config, account, people, written } = deciding;
  const { commands, accessGroups } = config;
  const { sender } = subject.message;
  const names = (text: string) =>
    admitsSender(compileAllowList([text], accessGroups, account.region, people), sender);
  const owner = commands.ownerAllowFrom.find(names);
  const ownerList = written.inFile('commands', 'ownerAllowFrom');
  if (owner !== undefined) return [written.entry(ownerList, owner) ?? ownerList];
  if (commands.allowFrom !== null) {
    const ofChannel = written.inFile('commands', 'allowFrom', 'imessage');
    const list = ofChannel.value === undefined ? written.inFile('commands', 'allowFrom', '*') : ofChannel;
    const entry = commands.allowFrom.find(names);
    return [(entry === undefined ? null : written.entry(list, entry)) ?? list];
  }
  if (!commands.useAccessGroups) return [written.inFile('commands', 'useAccessGroups')];
  return [keyOf('groupAllowFrom', deciding), keyOf('allowFrom', deciding)];
}
