// How the real imsg folds link previews into their texts. Each case is an answer of the real
// program (the read-only build of 0.9.0 and later ones) on a database made at random.

import { describe, expect, it } from 'vitest';
import type { Message } from '../../fake-imsg/chat-db/read/messages.ts';
import { createBareChatDb } from '../support/chat-db/bare-chat-db.ts';
import { fileWith, historyOf } from '../support/chat-db/reading.ts';

const URL_BALLOON = 'com.apple.messages.URLBalloonProvider';

describe('a history that folds link previews', () => {
  const preview = { text: 'https://example.com/a', balloon_bundle_id: URL_BALLOON };
  const ids = (messages: readonly Message[]) => messages.map(({ id, url_preview }) => [id, url_preview?.id]);

  it('has as many messages as were asked for, however many rows they are', () => {
    const rows = [1, 3, 5].flatMap((id) => [
      { id, text: 'see https://example.com/a', second: id * 10 },
      { id: id + 1, second: id * 10 + 1, ...preview },
    ]);
    expect(ids(historyOf(fileWith(...rows), { limit: 2 }, '0.11.1'))).toEqual([
      [5, 6],
      [3, 4],
    ]);
    expect(ids(historyOf(fileWith(...rows), { limit: 1 }, '0.11.1'))).toEqual([[5, 6]]);
  });

  it('shows twins, which only a watch drops', () => {
    const file = fileWith({ id: 1, second: 0, ...preview }, { id: 2, second: 1, ...preview });
    expect(ids(historyOf(file, {}, '0.11.1'))).toEqual([
      [2, undefined],
      [1, undefined],
    ]);
  });

  it.each([
    ['the same handle', {}, [[1, 2]]],
    [
      'no handle',
      { handle_id: 0, destination_caller_id: '+15550001111' },
      [
        [2, undefined],
        [1, undefined],
      ],
    ],
    [
      'a handle of the same address',
      { handle_id: 3 },
      [
        [2, undefined],
        [1, undefined],
      ],
    ],
  ])('folds one of %s: %j', (_name, change, expected) => {
    const file = createBareChatDb();
    file.db.exec(`INSERT INTO handle VALUES (3, '+15550001111', 'SMS')`);
    file.message({ id: 1, text: 'see https://example.com/a', second: 1 });
    file.message({ id: 2, second: 2, ...preview, ...change });
    expect(ids(historyOf(file, {}, '0.13.4'))).toEqual(expected);
  });

  it('folds a run of them only if every one belongs to the text (wire-11.9)', () => {
    const others = Array.from({ length: 9 }, (_, index) => ({ id: index + 2, second: 2, ...preview }));
    const text = { id: 1, text: 'see https://example.com/a', second: 1 };
    const last = { id: 12, second: 3, ...preview };
    expect(ids(historyOf(fileWith(text, ...others, last), {}, '0.13.4'))).toEqual([[1, 12]]);
    const stranger = { id: 11, second: 2, ...preview, text: 'https://example.com/other' };
    expect(ids(historyOf(fileWith(text, ...others, stranger, last), {}, '0.13.4'))).toEqual([
      [12, undefined],
      [11, undefined],
      [1, 10],
    ]);
  });
});
