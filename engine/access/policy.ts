// Who may speak. The decision is a pure function of configuration and row, so that it can be replayed from
// the journal (invariant-30); everything that can be worked out from the configuration alone is, once.

import type { AccountConfig } from '../config/config.ts';
import type { ReasonCode } from '../fates.ts';
import type { AccessFacts, AccessGroups } from './allowlist.ts';
import { isMistaken, namesChat } from './chat-entries.ts';
import type { ChatFacts, NumberEntry } from './chat-facts.ts';
import { type ChatNumbers, NO_NUMBERS } from './chat-numbers.ts';
import { compileDmRule, type DmRule, decideDm, NOBODY_PAIRED, type Paired } from './dm-policy.ts';
import { compileGroupRule, type GroupRule, refuseGroup } from './group-policy.ts';
import { NO_PEOPLE, type People } from './people.ts';
import type { WarnOnce } from './warn-once.ts';

export type AccessDecision =
  | {
      readonly admit: true;
      readonly isGroup: boolean;
      readonly pairing?: WasPaired;
      readonly warnOnce?: WarnOnce;
    }
  | {
      readonly admit: false;
      readonly isGroup: boolean;
      readonly code: ReasonCode;
      readonly pairing?: WasPaired;
      readonly warnOnce?: WarnOnce;
    };

/** Whether a sender who is in no list and has to pair had done so; left out where lists decided alone. */
type WasPaired = 'paired' | 'none';

export interface AccessPolicy {
  readonly accountId: string;
  readonly dm: DmRule;
  readonly group: GroupRule;
  /** Every entry that names a chat by its number. */
  readonly numbers: readonly NumberEntry[];
}

export function compileAccess(
  account: AccountConfig,
  accessGroups: AccessGroups,
  people: People = NO_PEOPLE,
): AccessPolicy {
  const group = compileGroupRule(account, accessGroups, people);
  return {
    accountId: account.accountId,
    dm: compileDmRule(account, accessGroups, people),
    group,
    numbers: [...group.chats.numbers, ...group.ownEntries.numbers],
  };
}

/** Whether the thread is treated as a group: the wire says so, or the registry names it (ACC-2, ACC-3). */
export function isGroupThread({ group }: AccessPolicy, chat: ChatFacts, numbers: ChatNumbers): boolean {
  return chat.isGroup || namesChat(group.ownEntries, chat, numbers);
}

// Most rows end in one of these: no allocation for them.
const DM_ADMITTED: AccessDecision = { admit: true, isGroup: false };
const DM_PAIRED: AccessDecision = { admit: true, isGroup: false, pairing: 'paired' };
const GROUP_ADMITTED: AccessDecision = { admit: true, isGroup: true };

/** Sender first, then direct messages or groups. */
export function decideAccess(
  policy: AccessPolicy,
  facts: AccessFacts,
  numbers: ChatNumbers = NO_NUMBERS,
  paired: Paired = NOBODY_PAIRED,
): AccessDecision {
  const isGroup = isGroupThread(policy, facts, numbers);
  if (facts.sender.trim() === '') return { admit: false, isGroup, code: 'missing_sender' };
  if (!isGroup) return decideDirect(policy, facts, numbers, paired);
  const code = refuseGroup(policy.group, facts, numbers);
  return code === null ? GROUP_ADMITTED : refusal(code, policy, facts, isGroup);
}

function decideDirect(
  policy: AccessPolicy,
  facts: AccessFacts,
  numbers: ChatNumbers,
  paired: Paired,
): AccessDecision {
  const direct = decideDm(policy.dm, facts.sender, paired);
  const isPaired = direct === 'paired';
  const code = isMistaken(policy.group.ownEntries, facts, numbers)
    ? asMistaken(direct, policy, facts, numbers)
    : direct;
  if (code !== null && code !== 'paired') {
    const refused = refusal(code, policy, facts, false);
    if (!isPaired && direct !== 'unpaired') return refused;
    return { ...refused, pairing: isPaired ? 'paired' : 'none' };
  }
  const admitted = isPaired ? DM_PAIRED : DM_ADMITTED;
  if (facts.chatId === null || (facts.participants?.length ?? 0) < 2) return admitted;
  return { ...admitted, warnOnce: threadNotListed(policy, facts) };
}

/**
 * A number that has become that of another chat admits nobody (ruling-22): as long as nobody has said whether a key of
 * `groups` makes a group of this thread, it takes what both would take, and groups do not pair (PAIR-5).
 */
function asMistaken(
  direct: ReturnType<typeof decideDm>,
  { group }: AccessPolicy,
  facts: AccessFacts,
  numbers: ChatNumbers,
) {
  if (direct === null || direct === 'paired') return refuseGroup(group, facts, numbers) ?? direct;
  return direct === 'unpaired' ? 'dm_blocked' : direct;
}

function refusal(code: ReasonCode, policy: AccessPolicy, facts: AccessFacts, isGroup: boolean) {
  const refused = { admit: false, isGroup, code } as const;
  return code === 'group_not_listed' ? { ...refused, warnOnce: groupNotListed(policy, facts) } : refused;
}

/** Says which key would let this group in (ACC-42). */
function groupNotListed({ accountId }: AccessPolicy, { chatId }: AccessFacts): WarnOnce {
  return {
    key: `group-not-listed ${accountId} ${chatId}`,
    text:
      `imessage: dropping group message from chat_id=${chatId} (account "${accountId}") — not in ` +
      `channels.imessage.groups allowlist. Add channels.imessage.groups["${chatId}"] or ` +
      'channels.imessage.groups["*"] to allow it.',
  };
}

/** Says how to make a group of a thread whose rows deny that it is one (ruling-8). */
function threadNotListed({ accountId }: AccessPolicy, { chatId }: AccessFacts): WarnOnce {
  return {
    key: `thread-not-listed ${accountId} ${chatId}`,
    text:
      `imessage: chat_id=${chatId} (account "${accountId}") has several participants but is_group=false; it ` +
      `is treated as a direct chat. Add channels.imessage.groups["${chatId}"] to treat it as a group.`,
  };
}
