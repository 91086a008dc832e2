// Which keys of the configuration have decided about a row.

import { compileGroupEntries, entryOf } from '../access/group-entries.ts';
import { groupSenders } from '../access/group-policy.ts';
import { isGroupThread } from '../access/policy.ts';
import { REASONS } from '../fates.ts';
import type { Recomputed } from '../inbound/recompute.ts';
import type { Subject } from '../inbound/stages/stage.ts';
import { chosenAgent } from './agent-key.ts';
import { commandKeys } from './command-keys.ts';
import { chatEntry, type Deciding, keyOf, senderEntry } from './list-entries.ts';
import type { WrittenKey } from './written.ts';

/** Those that decided where its way has ended; empty = none did, and no configuration would. */
export function decidingKeys({ code, subject, asked }: Recomputed, deciding: Deciding): WrittenKey[] {
  if (subject === null) return [];
  const { stage, keys } = REASONS[code];
  const factsOf = (name: string) => asked.find((one) => one.stage === name)?.finding?.facts;
  if (stage === 'mention') return [mentionKey(subject, deciding)];
  if (code === 'command_not_owner') return [deciding.written.inFile('commands', 'ownerAllowFrom')];
  if (stage === 'command' && code !== 'command_waits') {
    const found = commandKeys(subject, factsOf('command')?.isFirstOwner ?? false, deciding);
    if (found.length > 0) return found;
  }
  if (code !== 'admitted' && keys.length > 0) return keys.map((key) => keyOf(key, deciding));
  if (stage === 'gate' || !asked.some((one) => one.stage === 'gate')) return [];
  const isPaired = factsOf('gate')?.pairing === 'paired';
  const { isFromMe } = subject.message;
  const mentioned = factsOf(isFromMe ? 'owner' : 'mention')?.mentionedBy;
  return [
    // The owner is in every list.
    ...(isFromMe ? [keyOf('ownerMessages', deciding)] : admittingKeys(subject, isPaired, deciding)),
    ...(mentioned === undefined ? [] : [patternKey(mentioned, subject, deciding)]),
  ];
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
  const group = groupName(subject, deciding);
  return [
    ...(admitting ? [admitting] : []),
    ...(group === null ? [] : [deciding.written.ofAccount(account.accountId, 'groups', group)]),
  ];
}

/** The key of `groups` that counts for the chat, as it is written; null = there is none. */
function groupName({ message, chats }: Subject, { account }: Deciding): string | null {
  const own = entryOf(compileGroupEntries(account), message, chats);
  if (own !== undefined) return own.key;
  return Object.hasOwn(account.groups ?? {}, '*') ? '*' : null;
}

/** Where the group asks for a mention: its own entry, else that of all, which is asked for where none is. */
function mentionKey(subject: Subject, deciding: Deciding): WrittenKey {
  const requireMention = (name: string) =>
    deciding.written.ofAccount(deciding.account.accountId, 'groups', name, 'requireMention');
  const own = requireMention(groupName(subject, deciding) ?? '*');
  return own.value === undefined ? requireMention('*') : own;
}

/** Where the pattern is written that found a mention. */
function patternKey(pattern: string, subject: Subject, deciding: Deciding): WrittenKey {
  const { written } = deciding;
  const { agentId } = chosenAgent(subject, deciding);
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
