import type { Message } from '../chat-db/read/messages.ts';
import { type Projection, without } from './projection.ts';

/** Fields that a build does not know, of each kind of object (wire-4.1, wire-4.4 and wire-4.5). */
export interface UnknownFields {
  readonly message?: readonly string[];
  readonly attachment?: readonly string[];
  readonly reaction?: readonly string[];
  readonly chat?: readonly string[];
}

/** Fields of a chat that builds up to 0.13 never gave over rpc. */
const NEVER = ['display_name', 'account_id', 'account_login', 'last_addressed_handle'];

/** Messages, chats and subscriptions as builds up to 0.13 give them (wire-2.4 and wire-4.5). */
export function lenientProjection(unknown: UnknownFields): Projection {
  const message = without(new Set(unknown.message));
  const attachment = without(new Set(unknown.attachment));
  const reaction = without(new Set(unknown.reaction));
  const chat = without(new Set([...NEVER, ...(unknown.chat ?? [])]));
  return {
    message: (whole: Message) => ({
      ...message(whole),
      attachments: whole.attachments.map(attachment),
      reactions: whole.reactions.map(reaction),
    }),
    // An unnamed chat has an empty name; only where there is no such column it has its identifier.
    chat: (whole) => ({ ...chat(whole), guid: whole.guid ?? '', name: whole.display_name }),
    subscription: without(new Set(['buffer_limit'])),
  };
}
