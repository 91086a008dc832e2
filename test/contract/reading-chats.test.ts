// How the real imsg reads chats and lists them. Each case is an answer of the real
// program (the read-only build of 0.9.0 and later ones) on a database made at random.

import { describe, expect, it } from 'vitest';
import { createBareChatDb } from '../support/chat-db/bare-chat-db.ts';
import { fileWith, historyOf, openAs } from '../support/chat-db/reading.ts';

const URL_BALLOON = 'com.apple.messages.URLBalloonProvider';

describe('a chat', () => {
  it('has each participant once, by name, and none without one', () => {
    const file = fileWith({ id: 1, text: 'x' });
    file.db.exec(`INSERT INTO handle VALUES (3, NULL, ''), (4, '', ''), (5, '+15550001111', 'SMS'), (6, '+1', '');
      INSERT INTO chat_handle_join VALUES (1, 3), (1, 4), (1, 5), (1, 6), (1, 99)`);
    expect(historyOf(file)[0]!.participants).toEqual(['+1', '+15550001111']);
  });

  it.each([
    ['0.9.0', true, [1, 2]],
    ['0.9.0', false, [2, 1]],
    ['0.13.4', true, [2, 1]],
    ['0.13.4', false, [2, 1]],
  ])(
    'of the same last moment, in %s, joined with dates: %s, is listed in the order %j',
    (build, dated, order) => {
      const file = fileWith({ id: 1, second: 5, text: 'x' }, { id: 2, second: 5, text: 'x', chat: 2 });
      if (!dated) file.db.exec('ALTER TABLE chat_message_join DROP COLUMN message_date');
      const listed = (limit: number) =>
        openAs(file, build)
          .chats.list(limit, false)
          .map(({ id }) => id);
      expect(listed(20)).toEqual(order);
      expect(listed(1)).toEqual(order.slice(0, 1));
    },
  );

  it('has no unread message for a preview of a text, whether that is read or not', () => {
    const link = { text: 'https://example.com/a', balloon_bundle_id: URL_BALLOON };
    const said = { text: 'see https://example.com/a', second: 1 };
    const file = fileWith(
      { id: 1, ...said, is_read: 1 },
      { id: 2, ...link, second: 2 },
      { id: 3, ...said, chat: 2 },
      { id: 4, ...link, second: 2, chat: 2 },
      { id: 5, ...link, second: 90, chat: 2 },
    );
    const unread = (unreadOnly: boolean) =>
      openAs(file, '0.13.4')
        .chats.list(20, unreadOnly)
        .map(({ id, unreadCount }) => [id, unreadCount]);
    expect(unread(false)).toEqual([
      [2, 2],
      [1, 0],
    ]);
    expect(unread(true)).toEqual([[2, 2]]);
  });

  it('is listed as soon as it has a row, also one without a date; the others are not', () => {
    const file = createBareChatDb();
    file.db.exec('INSERT INTO chat_message_join (chat_id, message_id) VALUES (2, 77)');
    const listed = openAs(file).chats.list(20, false);
    expect(listed.map(({ id, lastMessageAt }) => [id, lastMessageAt])).toEqual([
      [2, '2001-01-01T00:00:00.000Z'],
    ]);
  });
});
