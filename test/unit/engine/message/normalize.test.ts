import { describe, expect, it } from 'vitest';
import type { Message, RowKind } from '../../../../engine/message/message.ts';
import { normalize } from '../../../../engine/message/normalize.ts';
import { payload } from '../../../support/messages/payload.ts';

function message(fields: Record<string, unknown> = {}, kind: RowKind | null = null): Message {
  const normalized = normalize(payload(fields), undefined, kind);
  if (!normalized.ok) throw new Error(`bad field ${normalized.field}`);
  return normalized.message;
}
const GUID = '00000002-0000-4000-8000-0000000000AA';
const ofType = (associatedType: number): RowKind => ({ itemType: 0, associatedType });

describe('what a message replies to (R7, ruling-41)', () => {
  const chained = {
    reply_to_guid: GUID,
    reply_to_text: 'of the row before',
    reply_to_sender: '+15550002222',
  };

  it('is the first message of its thread', () => {
    expect(message({ ...chained, thread_originator_guid: GUID }).repliedTo).toEqual({
      guid: GUID,
      text: 'of the row before',
      sender: '+15550002222',
    });
    expect(message({ thread_originator_guid: GUID }).repliedTo).toEqual({
      guid: GUID,
      text: null,
      sender: null,
    });
  });

  it('is nothing where only the chain of Messages names a row', () => {
    expect(message(chained).repliedTo).toBeNull();
    expect(message({ ...chained, thread_originator_guid: '' }).repliedTo).toBeNull();
    expect(message({ ...chained, thread_originator_guid: 7 }).repliedTo).toBeNull();
  });

  it('is nothing for a tapback, which is put on a message', () => {
    const tapback = { ...chained, is_reaction: true, thread_originator_guid: GUID, reacted_to_guid: GUID };
    expect(message(tapback)).toMatchObject({ repliedTo: null, reaction: { target: GUID } });
  });
});

describe('a reaction', () => {
  it.each([
    [{ is_reaction: true, is_reaction_add: true, reaction_type: 'love', reaction_emoji: '❤️' }, 'added', '❤️'],
    [{ is_reaction: true, is_reaction_add: false, reaction_type: 'custom' }, 'removed', 'custom'],
    [{ is_tapback: true }, 'added', 'reaction'],
    [{ associated_message_type: 3001 }, 'removed', 'reaction'],
  ])('of %o is %s: %s (TAP-2)', (fields, action, emoji) => {
    expect(message(fields).reaction).toMatchObject({ action, emoji });
  });

  it.each([
    ['reacted_to_guid', GUID],
    ['associated_message_guid', `p:0/${GUID}`],
    ['associated_message_guid', `bp:${GUID}`],
    ['reacted_to_guid', `p:12/${GUID}`],
  ])('names its message by %s %s (TAP-3)', (field, value) => {
    expect(message({ is_reaction: true, [field]: value }).reaction?.target).toBe(GUID);
  });

  it.each([
    [1000, 'added'],
    [2007, 'added'],
    [3007, 'removed'],
  ])(
    'is a sticker of type %i that lies on a message, where chat.db or the wire says so (ruling-24)',
    (type, action) => {
      const sticker = { action, emoji: 'sticker', target: null };
      expect(message({ text: '\uFFFC' }, ofType(type)).reaction).toEqual(sticker);
      expect(message({ text: '\uFFFC', associated_message_type: type }).reaction).toEqual(sticker);
    },
  );

  it('is none of a type that puts nothing on a message, nor where nobody knows the type', () => {
    for (const type of [0, 2, 3, 999, 1001, 1999, 4000])
      expect(message({}, ofType(type)).reaction).toBeNull();
    expect(message({ text: '\uFFFC' }).reaction).toBeNull();
  });

  it('keeps the files that come with its row', () => {
    const attachments = [
      { original_path: '/a/sticker.heic', transfer_name: 'sticker.heic', is_sticker: true },
    ];
    expect(message({ text: '\uFFFC', attachments }, ofType(2007)).attachments).toHaveLength(1);
  });
});

describe('the new picture of a group', () => {
  const picture = {
    text: '',
    chat_guid: 'any;+;chat1',
    is_group: true,
    participants: ['+15550001111', '+15550002222'],
    attachments: [
      { original_path: '/a/GroupPhotoImage', transfer_name: 'GroupPhotoImage', mime_type: 'image/jpeg' },
    ],
  };
  const named = (name: string) => [
    { original_path: `/a/${name}`, transfer_name: name, mime_type: 'image/jpeg' },
  ];

  it('is nothing that somebody sent, where chat.db says that the row is a note', () => {
    const renamed = { ...picture, attachments: named('party.jpeg') };
    expect(message(renamed, { itemType: 3, associatedType: 0 })).toMatchObject({ text: '', attachments: [] });
    expect(message(picture, ofType(0)).attachments).toHaveLength(1);
  });

  it('is known by its name where chat.db was not asked', () => {
    expect(message(picture).attachments).toEqual([]);
    expect(message({ ...picture, is_group: false, chat_guid: 'any;-;chat1' }).attachments).toEqual([]);
  });

  it.each([
    ['in a direct chat', { is_group: false, participants: ['+15550001111'] }],
    ['with a place in the text', { text: '\uFFFC' }],
    ['with words', { text: 'look' }],
    ['under another name', { attachments: named('party.jpeg') }],
    ['beside another one', { attachments: [...picture.attachments, ...named('party.jpeg')] }],
  ])('is not what somebody sends %s', (_, fields) => {
    expect(message({ ...picture, ...fields }).attachments).not.toEqual([]);
  });
});

describe('the date of a message', () => {
  it.each([
    '2001-01-01T00:00:00.000Z',
    '2001-01-01T00:00:00.999Z',
    '2001-01-01T01:00:00+01:00',
    '1970-01-01T00:00:00.000Z',
    'x',
  ])('is none up to the first second of 2001: %s (Q9, ruling-4)', (created_at) => {
    expect(message({ created_at })).toMatchObject({ sentAtMs: null, createdAt: created_at });
  });

  it.each(['2001-01-01T00:00:01.000Z', '2031-05-01T00:00:00.000Z'])(
    'is one from then on: %s',
    (created_at) => {
      expect(message({ created_at }).sentAtMs).toBe(Date.parse(created_at));
    },
  );
});

it('takes texts and quotes out of the field that is left around them (SES-9)', () => {
  const fields = {
    text: '\n\u0005hello',
    thread_originator_guid: 'G-1',
    reply_to_text: '\n\u0003yes',
    reply_to_sender: '+15550001111',
  };
  expect(normalize(payload(fields))).toMatchObject({
    ok: true,
    message: { text: 'hello', repliedTo: { text: 'yes' } },
  });
});
