import {
  chat,
  chatGuid,
  choice,
  duration,
  type EventForm,
  FATE,
  file,
  flag,
  index,
  oneOf,
  person,
  pollOptions,
  service,
  text,
  time,
} from './field-kinds.ts';

const people = {
  type: 'array',
  items: {
    type: 'object',
    properties: { name: { type: 'string', pattern: '\\S' }, handles: { type: 'array', items: person } },
    required: ['name', 'handles'],
  },
};
const parts = {
  type: 'array',
  items: { type: 'object', properties: { text }, required: ['text'] },
};

/** What the owner does, here or on another device, and what this Mac sends. */
export const OWNER_EVENTS: Readonly<Record<string, EventForm>> = {
  'own-text': {
    meaning: 'the owner writes on another device',
    fields: { text, to: person, chat, sentMs: time, service },
    required: ['text'],
    rules: [oneOf('to', 'chat')],
  },
  'own-scheduled': {
    meaning: 'the owner has Messages send something later, an hour unless `dueMs` says when',
    fields: { text, to: person, chat, dueMs: duration },
    required: ['text'],
    rules: [oneOf('to', 'chat')],
  },
  'name-photo': {
    meaning: 'the owner shares name and photo with everybody in a chat',
    fields: { to: person, chat },
    rules: [oneOf('to', 'chat')],
  },
  'own-poll': {
    meaning: 'the owner begins a poll',
    fields: { question: text, options: pollOptions, to: person, chat, here: choice('helper') },
    required: ['options'],
    rules: [oneOf('to', 'chat')],
  },
  'own-vote': {
    meaning: 'the owner votes in a poll',
    fields: { poll: text, choices: { type: 'array', items: text }, to: person, chat, here: choice('helper') },
    required: ['poll', 'choices'],
    rules: [oneOf('to', 'chat')],
  },
  'self-text': {
    meaning: 'the owner writes to the owner',
    fields: {
      text,
      rows: choice(1, 2),
      first: choice('sent', 'received'),
      gapMs: duration,
      bare: flag,
      sentMs: time,
    },
    required: ['text'],
  },
  'own-typing': {
    meaning: 'the owner is shown to be typing',
    fields: { to: person, chat, typing: flag },
    rules: [oneOf('to', 'chat')],
  },
  'read-here': {
    meaning: 'the owner reads a conversation on this Mac',
    fields: { from: person, chat },
    rules: [oneOf('from', 'chat')],
  },
  'read-elsewhere': {
    meaning: 'the owner reads a conversation on another device',
    fields: { from: person, chat },
    rules: [oneOf('from', 'chat')],
  },
  'mark-unread': {
    meaning: 'the owner marks a conversation as unread',
    fields: { from: person, chat },
    rules: [oneOf('from', 'chat')],
  },
  'chat-delete': {
    meaning: 'the owner deletes a conversation',
    fields: { from: person, chat },
    rules: [oneOf('from', 'chat')],
  },
  'aliases-removed': { meaning: 'the owner takes an address off the account', fields: {} },
  contacts: { meaning: 'people are added to Contacts', fields: { people }, required: ['people'] },
  'script-send': {
    meaning: 'Messages sends by AppleScript',
    fields: { chatGuid, to: person, service, text, file, ...FATE },
    rules: [oneOf('chatGuid', 'to'), oneOf('text', 'file', 'fate')],
  },
  'bridge-send': {
    meaning: 'Messages sends by the helper in it',
    fields: {
      chatGuid,
      service,
      parts,
      file,
      audio: flag,
      link: text,
      subject: text,
      effectId: text,
      replyTo: text,
      replyPart: index,
      guid: text,
      deferMs: duration,
      sticker: {
        type: 'object',
        properties: { on: text, part: { type: 'number' } },
      },
      ...FATE,
    },
    required: ['chatGuid'],
  },
};
