// Whose words an agent is shown where a message of a group quotes them (ACC-70).

import type { ContextVisibility } from '../config/config.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import type { RepliedTo } from '../message/reply.ts';
import { admitsSender } from './allowlist.ts';
import { namesGroup } from './chat-entries.ts';
import type { ChatFacts } from './chat-facts.ts';
import type { ChatNumbers } from './chat-numbers.ts';
import type { GroupRule } from './group-policy.ts';

/** Who said what is quoted, and where. */
interface Quoted extends ChatFacts {
  /** The line of this Mac: what was sent from here may be shown to whoever sent it. */
  readonly ownAddress: string | null;
  readonly repliedTo: RepliedTo;
}

export function showsQuote(
  rule: GroupRule,
  visibility: ContextVisibility,
  { repliedTo: { sender }, ownAddress, ...chat }: Quoted,
  numbers: ChatNumbers,
): boolean {
  if (visibility !== 'allowlist' || namesGroup(rule.chats, chat, numbers)) return true;
  if (sender === null) return rule.allowFrom.hasAnyone;
  const isOwn = ownAddress !== null && normalizeHandle(sender) === normalizeHandle(ownAddress);
  return isOwn || admitsSender(rule.allowFrom, sender);
}
