// What a turn is told of things that happened and are no messages, in words (TAP-7). Whatever comes from outside is one
// safe line.

import { clean } from '../log-text.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import type { Message } from '../message/message.ts';
import type { Reaction } from '../message/reaction.ts';
import type { QueuedEvent } from '../store/commands/system-events.ts';

/** Longer than an emoji, an address and a GUID are. */
const WORD_MAX = 100;

/** An event whose session and time are not known yet. */
export type ToldEvent = Omit<QueuedEvent, 'sessionKey' | 'atMs'>;

export function reactionEvent(message: Message, { action, emoji, target }: Reaction): ToldEvent {
  const what = clean(emoji, WORD_MAX);
  const by = handleOf(message);
  const on = target === null ? null : clean(target, WORD_MAX);
  return {
    kind: 'reaction',
    text: `iMessage reaction ${action}: ${what} by ${by} on ${on === null ? 'a message' : `msg ${on}`}`,
    contextKey: `imessage:reaction:${action}:${message.chatGuid}:${on ?? ''}:${by}:${what}`,
  };
}

function handleOf({ sender }: Message): string {
  return clean(normalizeHandle(sender) ?? sender, WORD_MAX);
}
