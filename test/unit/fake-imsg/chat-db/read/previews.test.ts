import { describe, expect, it } from 'vitest';
import { readChatDb } from '../../../../../fake-imsg/chat-db/read/chat-db.ts';
import {
  foldPreviews,
  type PreviewMemory,
  withoutTwins,
} from '../../../../../fake-imsg/chat-db/read/previews.ts';
import { type BareChatDb, createBareChatDb } from '../../../../support/chat-db/bare-chat-db.ts';

const URL_BALLOON = { balloon_bundle_id: 'com.apple.messages.URLBalloonProvider' };

function folded({ db }: BareChatDb, since = 0, memory: PreviewMemory = new Map(), foldMax = 8) {
  const { rows } = readChatDb(db, null);
  const page = rows.above({ after: since, limit: 100, tapbacks: true }, null);
  const all = foldPreviews(page, { rows, foldMax, detached: 'suppressed' });
  return withoutTwins(all, memory).map(({ row, preview }) => (preview ? [row.id, preview.id] : [row.id]));
}

describe('a link preview (wire-3.4)', () => {
  it('folds into the text row before it that holds its link', () => {
    const file = createBareChatDb();
    file.message({ id: 1, text: 'See https://www.Example.com/a now', second: 0 });
    file.message({ id: 2, text: ' HTTPS://www.example.com/a// ', second: 5, ...URL_BALLOON });
    expect(folded(file)).toEqual([[1, 2]]);
  });

  it('goes unsaid when its text row was told by an earlier poll', () => {
    const file = createBareChatDb();
    file.message({ id: 1, text: 'see https://example.com/a', second: 0 });
    file.message({ id: 2, text: 'https://example.com/a', second: 1, ...URL_BALLOON });
    expect(folded(file, 1)).toEqual([]);
  });

  it('folds into its text row across other previews and tapbacks; the last one counts', () => {
    const file = createBareChatDb();
    file.message({ id: 1, text: 'https://a.example.com and https://b.example.com', second: 0 });
    file.message({ id: 2, text: 'https://a.example.com', second: 1, ...URL_BALLOON });
    file.message({ id: 3, text: 'Liked “x”', second: 1, associated_message_type: 2001 });
    file.message({ id: 4, text: 'https://b.example.com', second: 2, ...URL_BALLOON });
    expect(folded(file)).toEqual([[1, 4], [3]]);
  });

  it('stays a message of its own beyond the number of previews that fold', () => {
    const file = createBareChatDb();
    file.message({ id: 1, text: 'https://a.example.com and https://b.example.com', second: 0 });
    file.message({ id: 2, text: 'https://a.example.com', second: 1, ...URL_BALLOON });
    file.message({ id: 3, text: 'https://b.example.com', second: 2, ...URL_BALLOON });
    expect(folded(file, 0, new Map(), 1)).toEqual([[1, 2], [3]]);
    expect(folded(file, 0, new Map(), 0)).toEqual([[1], [2], [3]]);
  });

  it.each([
    ['six seconds later', { second: 6 }],
    ['of somebody else', { second: 1, handle_id: 2 }],
    ['of the other direction', { second: 1, is_from_me: 1 }],
    ['of another link', { second: 1, text: 'https://example.com/other' }],
    ['in another chat', { second: 1, chat: 2 }],
    ['of the same link by another scheme', { second: 1, text: 'http://example.com/a' }],
    ['of a link without a scheme', { second: 1, text: 'example.com/a' }],
  ])('stays a message of its own when it is %s', (_condition, change) => {
    const file = createBareChatDb();
    file.message({ id: 1, text: 'see https://example.com/a', second: 0 });
    file.message({ id: 2, text: 'https://example.com/a', ...URL_BALLOON, ...change });
    expect(folded(file)).toEqual([[1], [2]]);
  });

  it('is dropped when the same one was seen within 90 seconds, by this stream only', () => {
    const file = createBareChatDb();
    const preview = { text: 'https://example.com/a', ...URL_BALLOON };
    file.message({ id: 1, second: 0, ...preview });
    file.message({ id: 2, second: 90, ...preview });
    file.message({ id: 3, second: 200, ...preview });
    const memory: PreviewMemory = new Map();
    expect(folded(file, 0, memory)).toEqual([[1], [3]]);
    expect(folded(file, 2, memory)).toEqual([]);
    expect(folded(file, 2)).toEqual([[3]]);
  });
});
