import { columnNames } from '../../../fake-imsg/chat-db/write/raw-rows.ts';
import { HOSTILE_FILES } from '../../../fake-imsg/world/rows/hostile-file.ts';
import { has, implies } from '../json-schema.ts';
import {
  chat,
  choice,
  columnsOf,
  countTo,
  delay,
  duration,
  type EventForm,
  flag,
  INCOMING,
  link,
  notBoth,
  oneOf,
  person,
  pollOptions,
  rawChat,
  service,
  text,
  time,
  WRITTEN,
} from './field-kinds.ts';

const twin = { anyOf: [flag, { type: 'number', minimum: 0 }] };

const heldUp = {
  type: 'object',
  properties: { from: person, to: person, text, agoMs: duration, chat, service, read: flag },
  additionalProperties: false,
  required: ['text', 'agoMs'],
  allOf: [oneOf('from', 'to'), notBoth('from', 'to')],
};

/** What people write. */
export const MESSAGE_EVENTS: Readonly<Record<string, EventForm>> = {
  text: {
    meaning: 'somebody writes',
    fields: { text, ...INCOMING, joinMs: delay, noHandle: flag },
    required: ['from', 'text'],
  },
  split: {
    meaning: 'words and a link, which become two rows',
    fields: { text, link, ...INCOMING, gapMs: duration, previewMs: duration, twin },
    required: ['from', 'text', 'link'],
  },
  link: {
    meaning: 'a link alone',
    fields: { link, ...INCOMING, marked: flag, previewMs: duration, twin, joinMs: delay },
    required: ['from', 'link'],
  },
  links: {
    meaning: 'several links at once',
    fields: {
      links: { type: 'array', items: link, minItems: 1, maxItems: 20 },
      text,
      as: choice('rows', 'row'),
      gapMs: duration,
      previewMs: duration,
      ...INCOMING,
    },
    required: ['from', 'links'],
  },
  poll: {
    meaning: 'a poll',
    fields: {
      question: text,
      options: pollOptions,
      asks: choice('beside'),
      ...INCOMING,
      joinMs: delay,
    },
    required: ['from', 'options'],
    rules: [implies(has('asks'), has('question'))],
  },
  'poll-option': {
    meaning: 'somebody adds an option to the newest poll there',
    fields: { option: text, ...INCOMING },
    required: ['from', 'option'],
  },
  vote: {
    meaning: 'somebody votes in the newest poll there',
    fields: { option: text, ...INCOMING },
    required: ['from', 'option'],
  },
  photo: {
    meaning: 'a picture',
    fields: {
      caption: text,
      ...INCOMING,
      as: choice('split'),
      gapMs: duration,
      mime: choice('image/jpeg', 'image/png', 'image/gif', 'image/heic'),
      live: flag,
      fileMs: delay,
    },
    required: ['from'],
    rules: [implies(has('as'), has('caption'))],
  },
  photos: {
    meaning: 'several pictures in one row',
    fields: { count: countTo(20), caption: text, ...INCOMING, fileMs: delay },
    required: ['from', 'count'],
  },
  'voice-memo': {
    meaning: 'somebody speaks',
    fields: { transcription: text, mime: text, uti: text, ...INCOMING, fileMs: delay },
    required: ['from'],
  },
  file: {
    meaning: 'a document',
    fields: {
      name: { type: 'string', pattern: '^(?!\\.{1,2}$)[^/]+$' },
      caption: text,
      mime: text,
      uti: text,
      ...INCOMING,
      fileMs: delay,
      hostile: choice(...HOSTILE_FILES),
    },
    required: ['from', 'name'],
  },
  sticker: { meaning: 'a sticker by itself', fields: { ...INCOMING, fileMs: delay }, required: ['from'] },
  reply: {
    meaning: 'an answer in a thread',
    fields: { ...WRITTEN, message: text, saying: text, part: { type: 'integer', minimum: 0 } },
    required: ['text'],
    rules: [oneOf('from', 'to', 'chat', 'message'), notBoth('from', 'to'), notBoth('message', 'saying')],
  },
  effect: {
    meaning: 'a text with an effect',
    fields: {
      ...WRITTEN,
      effect: choice(
        ...['impact', 'loud', 'gentle', 'invisibleink', 'echo', 'spotlight', 'balloons', 'confetti', 'love'],
        ...['lasers', 'fireworks', 'shooting-star', 'celebration'],
      ),
    },
    required: ['text', 'effect'],
    rules: [oneOf('from', 'to', 'chat'), notBoth('from', 'to')],
  },
  flush: {
    meaning: 'what was held up comes in one burst',
    fields: { messages: { type: 'array', items: heldUp, minItems: 1 }, spreadMs: duration },
    required: ['messages'],
  },
  backfill: {
    meaning: 'iCloud fills in old messages',
    fields: {
      from: person,
      count: countTo(20_000),
      oldestMs: time,
      newestMs: time,
      text,
      spreadMs: duration,
      chat,
      service,
    },
    required: ['from', 'count', 'oldestMs', 'newestMs'],
  },
  row: {
    meaning:
      'a row of chat.db as it stands, with any `columns`; without `from` it has no handle, without `chat` and `from` it stands in no chat',
    fields: {
      text,
      from: person,
      chat: rawChat,
      sentMs: time,
      service: text,
      joinMs: delay,
      files: { type: 'array', items: { type: 'string', minLength: 1 } },
      fileMs: delay,
      columns: columnsOf(columnNames('message')),
    },
  },
};
