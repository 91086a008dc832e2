import type { AccountConfig, GroupPolicy } from '../config/config.ts';
import type { ReasonCode } from '../fates.ts';
import { parseAllowEntry } from '../message/identity/allow-entry.ts';
import {
  type AccessFacts,
  type AccessGroups,
  type AllowList,
  admitsSender,
  compileAllowList,
  isSenderEntry,
} from './allowlist.ts';
import { type ChatEntries, compileChatEntries, namesGroup } from './chat-entries.ts';
import type { ChatNumbers } from './chat-numbers.ts';
import { writtenGroups } from './group-entries.ts';
import type { People } from './people.ts';

export interface GroupRule {
  readonly policy: GroupPolicy;
  readonly allowFrom: AllowList;
  /** The chats in groupAllowFrom. */
  readonly chats: ChatEntries;
  /** Chats with an entry of their own in `groups`. */
  readonly ownEntries: ChatEntries;
  /** Whether a chat without an entry of its own passes the registry (ACC-40, ACC-41). */
  readonly admitsUnlisted: boolean;
}

export function compileGroupRule(
  account: AccountConfig,
  accessGroups: AccessGroups,
  people: People,
): GroupRule {
  const { accountId, groups } = account;
  const senders = groupSenders(account);
  const keys = Object.keys(groups ?? {});
  const listed = senders.map((text) => ({ text, entry: parseAllowEntry(text) }));
  return {
    policy: account.groupPolicy,
    allowFrom: compileAllowList(senders, accessGroups, account.region, people),
    chats: compileChatEntries(accountId, 'groupAllowFrom', listed),
    ownEntries: compileChatEntries(accountId, 'groups', writtenGroups(account)),
    // An empty registry restricts nothing: under `allowlist` the sender list has done that already.
    admitsUnlisted: keys.length === 0 || keys.includes('*'),
  };
}

/** ACC-30 with ruling-8: where groupAllowFrom is not set, the sender entries of allowFrom serve. */
export function groupSenders({ groupAllowFrom, allowFrom }: AccountConfig): readonly string[] {
  return groupAllowFrom ?? allowFrom.filter(isSenderEntry);
}

/** Why a group message is dropped, or null where it is admitted (ACC-1, ACC-32, ACC-34, ACC-41). */
export function refuseGroup(rule: GroupRule, facts: AccessFacts, numbers: ChatNumbers): ReasonCode | null {
  if (facts.chatId === null) return 'group_without_id';
  if (rule.policy === 'disabled') return 'group_disabled';
  if (rule.policy === 'allowlist') {
    if (rule.allowFrom.isEmpty) return 'group_senders_empty';
    const isListed = admitsSender(rule.allowFrom, facts.sender) || namesGroup(rule.chats, facts, numbers);
    if (!isListed) return 'group_sender_blocked';
  }
  return rule.admitsUnlisted || namesGroup(rule.ownEntries, facts, numbers) ? null : 'group_not_listed';
}
