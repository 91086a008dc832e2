// What a turn is told of things that happened and are no messages, in words (TAP-7). Whatever comes from outside is one
// safe line.

import { clean } from '../log-text.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import type { Message } from '../message/message.ts';
import type { Poll } from '../message/poll.ts';
import type { Reaction } from '../message/reaction.ts';
import type { reactionSentence } from '../message/reaction-sentence.ts';
import type { QueuedEvent } from '../store/commands/system-events.ts';

/** Longer than an emoji, an address and a GUID are. */
const WORD_MAX = 100;
/** Of the words that a reaction quotes (TAP-7). */
const QUOTE_MAX = 80;

/** An event whose session and time are not known yet. */
export type ToldEvent = Omit<QueuedEvent, 'sessionKey' | 'atMs'>;

export function reactionEvent(message: Message, reaction: Reaction): ToldEvent {
  const target = reaction.target === null ? '' : clean(reaction.target, WORD_MAX);
  return eventOn(message, reaction, { target, words: messageOf(target) });
}

/** One that came as a sentence, which says no GUID. */
export function quotedReactionEvent(
  message: Message,
  sentence: NonNullable<ReturnType<typeof reactionSentence>>,
): ToldEvent {
  return eventOn(message, sentence, { target: '', words: `message "${clean(sentence.quoted, QUOTE_MAX)}"` });
}

/** Of an app whose card says nothing in words (ruling-24). */
export function cardEvent(message: Message, name: string): ToldEvent {
  const by = handleOf(message);
  return {
    kind: 'card',
    text: `iMessage card of ${name} by ${by}`,
    contextKey: `imessage:card:${message.chatGuid}:${message.guid ?? message.rowid}:${by}`,
  };
}

/** Of a poll that somebody began, changed or voted in. */
export function pollEvent(message: Message, { kind, question, options, choice, target }: Poll): ToldEvent {
  const by = handleOf(message);
  const guid = clean(target ?? message.guid ?? '', WORD_MAX);
  const asked = question === '' ? '' : ` "${clean(question, QUOTE_MAX)}"`;
  const named = options.flatMap(({ text }) => (text === '' ? [] : clean(text, WORD_MAX)));
  const listed = named.join(', ');
  const about = listed === '' ? asked : `${asked} (${listed})`;
  const voted = choice === '' ? 'vote changed' : `vote: ${clean(choice, WORD_MAX)}`;
  const what = kind === 'vote' ? voted : about === '' ? kind : `${kind}:${about}`;
  return {
    kind: 'poll',
    text: `iMessage poll ${what} by ${by} on ${messageOf(guid)}`,
    contextKey: `imessage:poll:${kind}:${message.chatGuid}:${guid}:${by}`,
  };
}

function eventOn(
  message: Message,
  { action, emoji }: Pick<Reaction, 'action' | 'emoji'>,
  on: { readonly target: string; readonly words: string },
): ToldEvent {
  const what = clean(emoji, WORD_MAX);
  const by = handleOf(message);
  return {
    kind: 'reaction',
    text: `iMessage reaction ${action}: ${what} by ${by} on ${on.words}`,
    contextKey: `imessage:reaction:${action}:${message.chatGuid}:${on.target}:${by}:${what}`,
  };
}

/** @param guid '' = it is not known which. */
function messageOf(guid: string): string {
  return guid === '' ? 'a message' : `msg ${guid}`;
}

function handleOf({ sender }: Message): string {
  return clean(normalizeHandle(sender) ?? sender, WORD_MAX);
}
