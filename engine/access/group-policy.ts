import type { AccountConfig, GroupPolicy } from '../config/config.ts';
import type { ReasonCode } from '../fates.ts';
import {
  type AccessFacts,
  type AccessGroups,
  type AllowList,
  admitsSenderOrChat,
  compileAllowList,
  isSenderEntry,
} from './allowlist.ts';

export interface GroupRule {
  readonly policy: GroupPolicy;
  readonly allowFrom: AllowList;
  /** Chats with an entry of their own in `groups`. */
  readonly ownEntries: ReadonlySet<number>;
  /** Whether a chat without an entry of its own passes the registry (ACC-40, ACC-41). */
  readonly admitsUnlisted: boolean;
}

export function compileGroupRule(account: AccountConfig, accessGroups: AccessGroups): GroupRule {
  const ids = Object.keys(account.groups ?? {});
  return {
    policy: account.groupPolicy,
    allowFrom: compileAllowList(groupSenders(account), accessGroups),
    ownEntries: new Set(ids.filter((id) => id !== '*').map(Number)),
    // An empty registry restricts nothing: under `allowlist` the sender list has done that already.
    admitsUnlisted: ids.length === 0 || ids.includes('*'),
  };
}

/** ACC-30 with ruling-8: where groupAllowFrom is not set, the sender entries of allowFrom serve. */
export function groupSenders({ groupAllowFrom, allowFrom }: AccountConfig): readonly string[] {
  return groupAllowFrom ?? allowFrom.filter(isSenderEntry);
}

/** Why a group message is dropped, or null where it is admitted (ACC-1, ACC-34, ACC-41). */
export function refuseGroup(rule: GroupRule, facts: AccessFacts): ReasonCode | null {
  if (facts.chatId === null) return 'group_without_id';
  if (rule.policy === 'disabled') return 'group_disabled';
  if (rule.policy === 'allowlist') {
    if (rule.allowFrom.isEmpty) return 'group_senders_empty';
    if (!admitsSenderOrChat(rule.allowFrom, facts)) return 'group_sender_blocked';
  }
  return rule.admitsUnlisted || rule.ownEntries.has(facts.chatId) ? null : 'group_not_listed';
}
