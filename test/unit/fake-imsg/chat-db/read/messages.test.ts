import { describe, expect, it } from 'vitest';
import { readChatDb } from '../../../../../fake-imsg/chat-db/read/chat-db.ts';
import type { FillOptions, Message } from '../../../../../fake-imsg/chat-db/read/messages.ts';
import { type BareChatDb, createBareChatDb, secondsIn } from '../../../../support/chat-db/bare-chat-db.ts';

const EVERYTHING = { attachments: true, reactions: true };

function messagesOf({ db }: BareChatDb, fill: FillOptions = EVERYTHING): Message[] {
  const { rows, assemble } = readChatDb(db, '/nowhere');
  return assemble(
    rows.above({ after: 0, limit: 100, tapbacks: true }, null).map((row) => ({ row, preview: null })),
    fill,
  );
}

describe('a message', () => {
  it('has every key that is always there and none that has no value', () => {
    const file = createBareChatDb({ old: true });
    file.message({ id: 1, text: 'hi', second: 5 });
    expect(messagesOf(file)).toEqual([
      {
        id: 1,
        chat_id: 1,
        guid: '',
        sender: '+15550001111',
        is_from_me: false,
        text: 'hi',
        created_at: '2026-01-01T00:00:05.000Z',
        attachments: [],
        reactions: [],
        chat_identifier: '+15550001111',
        chat_guid: 'any;-;+15550001111',
        chat_name: '',
        participants: ['+15550001111'],
        is_group: false,
      },
    ]);
  });

  it('names the line it came in on where the row has no handle', () => {
    const file = createBareChatDb();
    file.message({ id: 1, text: 'x', handle_id: 0, destination_caller_id: '+15550000001' });
    file.message({ id: 2, text: 'x', handle_id: 0 });
    const [known, unknown] = messagesOf(file);
    expect(known).toMatchObject({ sender: '+15550000001', destination_caller_id: '+15550000001' });
    expect(unknown?.sender).toBe('');
    expect(unknown).not.toHaveProperty('destination_caller_id');
  });

  it('is of a group when the guid of its chat says so (wire-4.2)', () => {
    const file = createBareChatDb();
    file.message({ id: 1, chat: 2, text: 'x' });
    expect(messagesOf(file)[0]).toMatchObject({
      is_group: true,
      chat_name: 'Lunch',
      participants: ['+15550001111', 'bo@example.com'],
    });
  });

  it('names its chat and what it answers as they are now, also when they were read before', () => {
    const file = createBareChatDb();
    file.message({ id: 1, chat: 2, text: 'question' });
    file.message({ id: 2, chat: 2, text: 'answer', thread_originator_guid: 'G1' });
    const { rows, assemble } = readChatDb(file.db, '/nowhere');
    const answer = () =>
      assemble(
        [{ row: rows.above({ after: 1, limit: 1, tapbacks: true }, null)[0]!, preview: null }],
        EVERYTHING,
      )[0];
    messagesOf(file);
    expect(answer()).toMatchObject({ chat_name: 'Lunch', reply_to_text: 'question' });
    file.db.exec(
      "UPDATE chat SET display_name = 'Dinner'; UPDATE message SET text = 'edited' WHERE ROWID = 1",
    );
    expect(answer()).toMatchObject({ chat_name: 'Dinner', reply_to_text: 'edited' });
  });

  it('tells whether it was read only for incoming rows, and when only for read ones', () => {
    const file = createBareChatDb();
    file.message({ id: 1, text: 'x', is_read: 1, date_read: secondsIn(9) });
    file.message({ id: 2, text: 'x' });
    file.message({ id: 3, text: 'x', is_from_me: 1, is_read: 1, date_read: secondsIn(9) });
    const [read, unread, own] = messagesOf(file);
    expect(read).toMatchObject({ is_read: true, date_read: '2026-01-01T00:00:09.000Z' });
    expect(unread).toMatchObject({ is_read: false });
    expect(unread).not.toHaveProperty('date_read');
    expect(own).not.toHaveProperty('is_read');
  });

  it('quotes the start of its thread rather than the row before it', () => {
    const file = createBareChatDb();
    file.message({ id: 1, text: 'start' });
    file.message({ id: 2, text: 'between', handle_id: 2 });
    file.message({
      id: 3,
      text: 'reply',
      reply_to_guid: 'p:0/G2',
      thread_originator_guid: 'G1',
      thread_originator_part: '0:0:5',
    });
    expect(messagesOf(file)[2]).toMatchObject({
      reply_to_guid: 'G2',
      thread_originator_guid: 'G1',
      thread_originator_part: '0:0:5',
      reply_to_text: 'start',
      reply_to_sender: '+15550001111',
    });
  });

  it('names its parent without quoting it where the parent is not in the file', () => {
    const file = createBareChatDb();
    file.message({ id: 3, text: 'reply', reply_to_guid: 'GONE' });
    const [message] = messagesOf(file);
    expect(message?.reply_to_guid).toBe('GONE');
    expect(message).not.toHaveProperty('reply_to_text');
  });

  it('is a reaction without a reply when its kind says so', () => {
    const file = createBareChatDb();
    file.message({ id: 1, text: 'hi' });
    const target = { associated_message_guid: 'p:0/G1', reply_to_guid: 'G1' };
    file.message({ id: 2, text: 'Loved “hi”', associated_message_type: 2000, ...target });
    file.message({ id: 3, text: 'Reacted 🎉 to “🔥”', associated_message_type: 2006, ...target });
    file.message({ id: 4, text: 'Removed a heart from “hi”', associated_message_type: 3000, ...target });
    const [, love, custom, removal] = messagesOf(file, { attachments: false, reactions: false });
    expect(love).toMatchObject({
      is_reaction: true,
      is_reaction_add: true,
      reacted_to_guid: 'G1',
      reaction_type: 'love',
      reaction_emoji: '❤️',
      reactions: [],
    });
    expect(love).not.toHaveProperty('reply_to_guid');
    expect(custom).toMatchObject({ reaction_type: 'custom', reaction_emoji: '🎉' });
    expect(removal).toMatchObject({ is_reaction_add: false, reaction_type: 'love' });
  });

  it('holds the reactions that still stand, on whichever part they were put', () => {
    const file = createBareChatDb();
    file.message({ id: 1, text: 'hi' });
    const on = (guid: string, kind: number) => ({
      associated_message_guid: guid,
      associated_message_type: kind,
    });
    file.message({ id: 2, text: 'Liked “hi”', ...on('p:0/G1', 2001) });
    file.message({ id: 3, text: 'Removed a like from “hi”', ...on('p:0/G1', 3001) });
    file.message({ id: 4, text: 'Laughed at “hi”', handle_id: 2, ...on('p:12/G1', 2003) });
    file.message({ id: 5, text: 'Questioned “hi”', is_from_me: 1, ...on('G1', 2005) });
    file.message({ id: 6, text: 'Loved “hi”', ...on('bp:G1', 2000) });
    expect(messagesOf(file)[0]?.reactions).toEqual([
      {
        id: 4,
        type: 'laugh',
        emoji: '😂',
        sender: 'bo@example.com',
        is_from_me: false,
        created_at: '2026-01-01T00:00:04.000Z',
      },
      expect.objectContaining({ id: 5, type: 'question', is_from_me: true }),
    ]);
  });

  it('describes its attachments with the names the real one uses (wire-10)', () => {
    const file = createBareChatDb();
    file.message({ id: 1, text: '\uFFFC' });
    const name = '~/Library/Messages/Attachments/ab/IMG.heic';
    file.db
      .prepare(`INSERT INTO attachment (ROWID, filename, transfer_name, uti, mime_type, total_bytes, is_sticker)
        VALUES (1, ?, 'IMG.heic', 'public.heic', 'image/heic', 88, 0), (2, NULL, NULL, NULL, NULL, NULL, 1)`)
      .run(name);
    file.db.exec('INSERT INTO message_attachment_join VALUES (1, 1), (1, 2)');
    expect(messagesOf(file)[0]).toMatchObject({
      text: '\uFFFC',
      attachments: [
        {
          filename: name,
          transfer_name: 'IMG.heic',
          uti: 'public.heic',
          mime_type: 'image/heic',
          total_bytes: 88,
          is_sticker: false,
          original_path: '/nowhere/Library/Messages/Attachments/ab/IMG.heic',
          missing: true,
        },
        {
          filename: '',
          transfer_name: '',
          total_bytes: 0,
          is_sticker: true,
          original_path: '',
          missing: true,
        },
      ],
    });
    expect(messagesOf(file, { attachments: false, reactions: false })[0]?.attachments).toEqual([]);
  });

  it('has the words of an audio message that was transcribed', () => {
    const plist = Buffer.from(
      '62706c6973743030d101025f1013617564696f2d7472616e736372697074696f6e5c73706f6b656e20776f726473' +
        '080b21000000000000010100000000000000030000000000000000000000000000002e',
      'hex',
    );
    const file = createBareChatDb();
    file.message({ id: 1, text: '\uFFFC', is_audio_message: 1 });
    file.db.prepare('INSERT INTO attachment (ROWID, user_info) VALUES (1, ?)').run(plist);
    file.db.exec('INSERT INTO message_attachment_join VALUES (1, 1)');
    expect(messagesOf(file)[0]?.text).toBe('spoken words');
  });

  it('comes once, with its lowest chat, when it is in several', () => {
    const file = createBareChatDb();
    file.message({ id: 1, chat: 2, text: 'x' });
    file.db.exec('INSERT INTO chat_message_join (chat_id, message_id) VALUES (1, 1)');
    expect(messagesOf(file).map(({ chat_id }) => chat_id)).toEqual([1]);
    const { rows } = readChatDb(file.db, null);
    expect(rows.above({ after: 0, limit: 10, tapbacks: true }, 2).map(({ chatId }) => chatId)).toEqual([2]);
  });
});

describe('the list of chats', () => {
  it('is ordered by the newest message and counts unread ones where the file can tell', () => {
    const file = createBareChatDb();
    file.message({ id: 1, chat: 2, text: 'x', second: 50, is_read: 1 });
    file.message({ id: 2, chat: 1, text: 'x', second: 40 });
    const { chats } = readChatDb(file.db, null);
    expect(chats.list(10, false).map(({ id, unreadCount }) => [id, unreadCount])).toEqual([
      [2, 0],
      [1, 1],
    ]);
    expect(chats.list(10, true).map(({ id }) => id)).toEqual([1]);
    expect(chats.list(1, false).map(({ id }) => id)).toEqual([2]);
  });

  it('leaves out chats without messages', () => {
    const file = createBareChatDb({ old: true });
    file.message({ id: 1, chat: 2, text: 'x' });
    const listed = readChatDb(file.db, null).chats.list(10, false);
    expect(listed.map(({ id, unreadCount }) => [id, unreadCount])).toEqual([[2, null]]);
  });
});
