import {
  chat,
  choice,
  DONE_TO_MESSAGE,
  delay,
  duration,
  type EventForm,
  flag,
  index,
  notBoth,
  oneOf,
  person,
  service,
  text,
} from './field-kinds.ts';

const BY_ANYBODY = [
  oneOf('from', 'to', 'chat', 'message'),
  notBoth('from', 'to'),
  notBoth('message', 'saying'),
];
const { from: _, ...DONE_BY_OWNER } = DONE_TO_MESSAGE;
const BY_OWNER = [oneOf('to', 'chat', 'message'), notBoth('message', 'saying')];
const byHelper = choice('helper');

/** What is done to messages that are there. */
export const CHANGE_EVENTS: Readonly<Record<string, EventForm>> = {
  'chat-background': {
    meaning: 'somebody gives a chat another background',
    fields: { chat, by: person, cleared: flag },
    rules: [oneOf('chat', 'by')],
  },
  'sticker-on': {
    meaning: 'somebody puts a sticker on a message',
    fields: { ...DONE_TO_MESSAGE, part: index, as: choice('tapback'), remove: flag, fileMs: delay },
    rules: BY_ANYBODY,
  },
  tapback: {
    meaning: 'somebody reacts to a message',
    fields: {
      ...DONE_TO_MESSAGE,
      reaction: {
        description: 'love, like, dislike, laugh, emphasize, question or an emoji',
        anyOf: [
          choice('love', 'like', 'dislike', 'laugh', 'emphasize', 'emphasis', 'question'),
          { type: 'string', pattern: '[^\\x00-\\x7f]' },
        ],
      },
      remove: flag,
      part: index,
      as: choice('text'),
      here: choice('keyboard', 'helper', 'early-helper'),
    },
    required: ['reaction'],
    rules: BY_ANYBODY,
  },
  edit: {
    meaning: 'somebody changes the words of a message',
    fields: { ...DONE_TO_MESSAGE, text: { type: 'string', minLength: 1 }, part: index, here: byHelper },
    required: ['text'],
    rules: BY_ANYBODY,
  },
  unsend: {
    meaning: 'somebody takes a message back',
    fields: { ...DONE_TO_MESSAGE, part: index, mark: choice('edited', 'retracted'), here: byHelper },
    rules: BY_ANYBODY,
  },
  'message-delete': {
    meaning: 'the owner deletes a message, for themselves alone',
    fields: { ...DONE_BY_OWNER, forGood: flag, here: byHelper },
    rules: BY_OWNER,
  },
  'own-scheduled-cancel': {
    meaning:
      'the owner takes back, before it is sent, what was to be sent later: the one due last, unless it is named',
    fields: DONE_BY_OWNER,
    rules: BY_OWNER,
  },
  'notify-anyway': {
    meaning: 'the owner has somebody notified in spite of their Focus',
    fields: { ...DONE_BY_OWNER, here: byHelper },
    rules: BY_OWNER,
  },
  receipt: {
    meaning: "the other side got or read the owner's message",
    fields: { receipt: choice('delivered', 'read'), message: text, to: person, chat },
    required: ['receipt'],
    rules: [oneOf('message', 'to', 'chat'), notBoth('message', 'to'), notBoth('message', 'chat')],
  },
  flip: {
    meaning: "the owner's message first looks like somebody else's",
    fields: { text, to: person, chat, flipMs: duration, service },
    required: ['text'],
    rules: [oneOf('to', 'chat')],
  },
  typing: {
    meaning: 'somebody types, and stops without sending',
    fields: { from: person, chat, forMs: delay },
    required: ['from'],
  },
};
