// How the real imsg reads databases that are not as they should be, or that are and have a trap. Each case is an
// answer of the real program (the read-only build of 0.9.0 and later ones) on a database made at random.

import { describe, expect, it } from 'vitest';
import { binaryPlist } from '../../fake-imsg/chat-db/blobs/binary-plist.ts';
import { renderLenientError } from '../../fake-imsg/wire/errors-lenient.ts';
import { fileWith, HOME, historyOf, openAs, tapback } from '../support/chat-db/reading.ts';

describe('a text', () => {
  it('ends at a NUL where it is stored as text', () => {
    expect(historyOf(fileWith({ id: 1, text: 'null\0in' }))[0]!.text).toBe('null');
  });

  it('comes from the body where it is empty, and from nothing where the body is no blob', () => {
    const [other, body] = historyOf(
      fileWith(
        { id: 1, text: '', attributedBody: Buffer.from('\u0003abc') },
        { id: 2, attributedBody: 'abc' },
      ),
    );
    expect([body!.text, other!.text]).toEqual(['abc', '']);
  });

  it.each([
    ['binary', binaryPlist({ 'audio-transcription': 'spoken' }), 'spoken'],
    [
      'XML',
      Buffer.from(
        '<plist><dict><key>a</key><dict/><key>audio-transcription</key><string>1 &lt; 2</string></dict></plist>',
      ),
      '1 < 2',
    ],
    [
      'XML, deeper down',
      Buffer.from(
        '<plist><dict><key>a</key><dict><key>audio-transcription</key><string>x</string></dict></dict></plist>',
      ),
      '￼',
    ],
    ['binary, of a number', binaryPlist({ 'audio-transcription': 5 }), '￼'],
    ['garbage', Buffer.from('garbage'), '￼'],
  ])('of a voice message is what was said: %s', (_kind, info, text) => {
    const file = fileWith(
      { id: 1, text: '￼', is_audio_message: 1 },
      { id: 2, text: 'y', thread_originator_guid: 'G1' },
    );
    file.db.prepare('INSERT INTO attachment (ROWID, user_info) VALUES (1, ?)').run(info);
    file.db.exec('INSERT INTO message_attachment_join VALUES (1, 1)');
    const [reply, message] = historyOf(file);
    expect([message!.text, reply!.reply_to_text]).toEqual([text, text]);
  });

  it('of a voice message comes from its first file only', () => {
    const file = fileWith({ id: 1, text: 'x', is_audio_message: 1 });
    const insert = file.db.prepare('INSERT INTO attachment (ROWID, user_info) VALUES (?, ?)');
    insert.run(1, null);
    insert.run(2, binaryPlist({ 'audio-transcription': 'spoken' }));
    file.db.exec('INSERT INTO message_attachment_join VALUES (1, 1), (1, 2)');
    expect(historyOf(file)[0]!.text).toBe('x');
  });
});

describe('a row', () => {
  it.each([
    [null, false],
    [0, false],
    [1, true],
    [2, true],
  ])('with is_from_me %s is mine: %s', (value, isMine) => {
    expect(historyOf(fileWith({ id: 1, text: 'x', is_from_me: value }))[0]!.is_from_me).toBe(isMine);
  });

  it.each([
    [null, '2001-01-01T00:00:00.000Z'],
    [-5_500_000_000n, '2000-12-31T23:59:54.500Z'],
    [800_701_200n, '2001-01-01T00:00:00.801Z'],
    [1.5, '2001-01-01T00:00:00.000Z'],
    [800_701_200_123_500_000n, '2026-05-17T09:00:00.123Z'],
  ])('of date %s is of %s', (date, text) => {
    expect(historyOf(fileWith({ id: 1, text: 'x', date }))[0]!.created_at).toBe(text);
  });

  it('has no line and no thread where these are empty', () => {
    const [message] = historyOf(
      fileWith({ id: 1, text: 'x', destination_caller_id: '', thread_originator_guid: '' }),
    );
    expect(message).not.toHaveProperty('destination_caller_id');
    expect(message).not.toHaveProperty('thread_originator_guid');
  });

  it('answers its thread, or else what it is attached to; from 0.10 on the column comes first', () => {
    const more = { associated_message_guid: 'p:0/G2', reply_to_guid: 'p:1/G1' };
    const file = fileWith({ id: 1, text: 'one' }, { id: 2, text: 'two' }, { id: 3, text: 'x', ...more });
    expect(historyOf(file)[0]).toMatchObject({ reply_to_guid: 'G2', reply_to_text: 'two' });
    expect(historyOf(file, {}, '0.11.0')[0]).toMatchObject({ reply_to_guid: 'G1', reply_to_text: 'one' });
  });

  it('answers the first of two that have the guid it names, wherever that is', () => {
    const file = fileWith(
      { id: 1, chat: 2, text: 'elsewhere', guid: 'G2' },
      { id: 2, text: 'here' },
      { id: 3, text: 'x', thread_originator_guid: 'G2' },
    );
    expect(historyOf(file)[0]).toMatchObject({ id: 3, reply_to_text: 'elsewhere' });
  });

  it('of a moment that others have stands where it came, from 0.11.1 on the other way round', () => {
    const file = fileWith(...[1, 2, 3].map((id) => ({ id, text: 'x', second: 5 })));
    const ids = (build: string, limit: number) => historyOf(file, { limit }, build).map(({ id }) => id);
    expect([ids('0.11.0', 3), ids('0.11.0', 2)]).toEqual([
      [1, 2, 3],
      [1, 2],
    ]);
    expect([ids('0.11.1', 3), ids('0.11.1', 2)]).toEqual([
      [3, 2, 1],
      [2, 1],
    ]);
  });

  it('of a chat that the file does not have names nobody but those who are in it', () => {
    const file = fileWith({ id: 1, chat: 9, text: 'x' });
    file.db.exec('INSERT INTO chat_handle_join VALUES (9, 2)');
    expect(historyOf(file, { chatId: 9 })[0]).toMatchObject({
      chat_id: 9,
      chat_guid: '',
      is_group: false,
      participants: ['bo@example.com'],
    });
  });

  it('is found by its sender in whatever case, if that is of ASCII letters', () => {
    const file = fileWith({ id: 1, text: 'x', handle_id: 2 }, { id: 2, text: 'x', handle_id: 3 });
    file.db.exec(`INSERT INTO handle VALUES (3, 'Ärzte@example.com', '')`);
    const found = (sender: string) => historyOf(file, { senders: [sender] }).map(({ id }) => id);
    expect([
      found('BO@example.com'),
      found('ÄRZTE@example.com'),
      found('ärzte@example.com'),
      found(''),
    ]).toEqual([[1], [2], [], []]);
  });
});

describe('an attachment', () => {
  it.each([
    ['~/a/b.png', `${HOME}/a/b.png`],
    ['~', HOME],
    ['~/./x/', `${HOME}/./x`],
    ['~//x//', `${HOME}//x/`],
    ['a~/b', 'a~/b'],
    ['/a//b/../c/', '/a//b/../c/'],
    [null, ''],
  ])('named %s lies at %s', (filename, path) => {
    const file = fileWith({ id: 1, text: 'x' });
    file.db.prepare('INSERT INTO attachment (ROWID, filename, is_sticker) VALUES (1, ?, 2)').run(filename);
    file.db.exec('INSERT INTO message_attachment_join VALUES (1, 1), (1, 77)');
    expect(historyOf(file)[0]!.attachments).toEqual([
      {
        filename: filename ?? '',
        transfer_name: '',
        uti: '',
        mime_type: '',
        total_bytes: 0,
        is_sticker: true,
        original_path: path,
        missing: true,
      },
    ]);
  });

  it('that is a folder is missing', () => {
    const file = fileWith({ id: 1, text: 'x' });
    file.db.exec(`INSERT INTO attachment (ROWID, filename) VALUES (1, '/');
      INSERT INTO message_attachment_join VALUES (1, 1)`);
    expect(historyOf(file)[0]!.attachments[0]!.missing).toBe(true);
  });
});

describe('a file that lacks something (wire-4.7)', () => {
  it.each([['guid'], ['associated_message_guid'], ['associated_message_type']])(
    'tells no guids and no reactions without message.%s, and tapbacks are messages',
    (column) => {
      const file = fileWith({ id: 1, text: 'x' }, tapback(2, 2000, 'G1', 'Loved “x”'));
      file.db.exec(`ALTER TABLE message DROP COLUMN ${column}`);
      const [loved, message] = historyOf(file);
      expect([message!.guid, message!.reactions]).toEqual(['', []]);
      expect(loved).toMatchObject({ id: 2, guid: '', text: 'Loved “x”' });
      expect(loved).not.toHaveProperty('is_reaction');
    },
  );

  it('finds a parent by a guid that it does not tell', () => {
    const file = fileWith({ id: 1, text: 'one' }, { id: 2, text: 'two', thread_originator_guid: 'G1' });
    file.db.exec('ALTER TABLE message DROP COLUMN associated_message_type');
    expect(historyOf(file)[0]).toMatchObject({ guid: '', reply_to_text: 'one' });
  });

  it('has its columns in whatever case', () => {
    const file = fileWith({
      id: 1,
      text: '',
      attributedBody: Buffer.from('body'),
      destination_caller_id: '+1',
    });
    for (const column of ['attributedBody', 'destination_caller_id', 'date']) {
      file.db.exec(
        `ALTER TABLE message RENAME COLUMN ${column} TO x; ALTER TABLE message RENAME COLUMN x TO ${column.toUpperCase()}`,
      );
    }
    expect(historyOf(file)[0]).toMatchObject({
      text: 'body',
      destination_caller_id: '+1',
      created_at: '2026-01-01T00:00:01.000Z',
    });
  });

  it.each([
    ['DROP TABLE attachment', true, false],
    ['DROP TABLE message_attachment_join', true, false],
    ['DROP TABLE handle', false, false],
    ['DROP TABLE chat_handle_join', false, false],
    ['ALTER TABLE message DROP COLUMN service', true, false],
    ['ALTER TABLE chat DROP COLUMN display_name', false, false],
  ])('answers what can be answered after %s', (change, listsChats, hasHistory) => {
    const file = fileWith({ id: 1, text: 'x' });
    file.db.exec(change);
    const isAnswered = (ask: () => unknown) => {
      try {
        ask();
        return true;
      } catch {
        return false;
      }
    };
    expect(isAnswered(() => openAs(file).chats.list(20, false))).toBe(listsChats);
    expect(isAnswered(() => historyOf(file))).toBe(hasHistory);
  });

  it('fails in the words of macOS over rpc, which hide those of SQLite', () => {
    const file = fileWith({ id: 1, text: 'x' });
    file.db.exec('DROP TABLE handle');
    const failure = () => {
      try {
        return historyOf(file);
      } catch (error) {
        return renderLenientError(error);
      }
    };
    const data = 'The operation couldn’t be completed. (SQLite.Result error 0.)';
    expect(failure()).toEqual({ code: -32603, message: 'Internal error', data });
  });
});
