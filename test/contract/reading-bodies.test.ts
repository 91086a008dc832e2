// The texts of rows that have only a body, as the builds of each time read them (wire-4.3, wire-11.11).

import { describe, expect, it } from 'vitest';
import { composeBody } from '../../fake-imsg/chat-db/blobs/body-pieces.ts';
import { createBareChatDb } from '../support/chat-db/bare-chat-db.ts';
import { historyOf, openAs } from '../support/chat-db/reading.ts';

const bodyOf = (text: string) => composeBody('incoming', [{ text }]).bytes;

function textIn(build: string, body: Uint8Array): string {
  const file = createBareChatDb();
  file.message({ id: 1, text: null, attributedBody: body });
  return historyOf(file, {}, build)[0]!.text;
}

const MEASURING = ['0.8.1', '0.9.0', '0.11.0', '0.11.1', '0.13.4', '0.14.1', 'current'];

describe.each(MEASURING)('a body in build %s, which measures it', (build) => {
  it.each([
    [127, ''],
    [128, ''],
    [8191, ''],
    [8192, ' '],
    [16_640, 'A'],
    [32_767, '\x7f'],
  ])('of %i bytes has %j in front of it (wire-11.11)', (length, stray) => {
    // U+007F is a control character, and those go.
    const left = stray === '\x7f' ? '' : stray;
    expect(textIn(build, bodyOf('x'.repeat(length)))).toBe(left + 'x'.repeat(length));
  });

  it('that is empty comes out as the archive itself (wire-11.11)', () => {
    expect(textIn(build, bodyOf(''))).toMatch(/^streamtyped\uFFFD/);
  });

  it('loses what is at its start or names its end (wire-11.11)', () => {
    expect(textIn(build, bodyOf('\n\n\u200Bhi'))).toBe('hi');
    expect(textIn(build, bodyOf('one \u2184 two'))).toMatch(/^streamtyped\uFFFD/);
  });
});

describe.each(['0.7.0', '0.7.3'])('a body in build %s, which takes the longest reading', (build) => {
  it.each([
    [31, ''],
    [32, ' '],
    [65, 'A'],
    [126, '~'],
    [127, ''],
    [128, ''],
    [8191, ''],
    [8192, ' '],
  ])('of %i bytes has %j in front of it (wire-4.3)', (length, stray) => {
    expect(textIn(build, bodyOf('x'.repeat(length)))).toBe(stray + 'x'.repeat(length));
  });

  it('that is empty comes out as the archive itself', () => {
    expect(textIn(build, bodyOf(''))).toMatch(/^streamtyped\uFFFD/);
  });
});

describe.each(['0.15.2', '0.15.10'])(
  'a body in build %s, which reads it by its length (wire-11.11)',
  (build) => {
    it.each([
      '',
      'hi',
      '\n\nhi\n',
      '\u200Bhi',
      'one \u2184 two',
      '\x01+',
      '\uFFFC',
      '\uFEFFné',
      'ü👋'.repeat(12_000),
    ])('is nothing but its text: %j', (text) => {
      expect(textIn(build, bodyOf(text))).toBe(text);
    });

    it.each([127, 128, 8191, 8192, 32_767, 32_768, 65_536])('of %i bytes is whole', (length) => {
      expect(textIn(build, bodyOf('x'.repeat(length)))).toBe('x'.repeat(length));
    });

    it('is its first text, whatever its attributes say', () => {
      const link = { text: 'a', link: 'https://example.com/much-longer-than-the-text' };
      expect(textIn(build, composeBody('outgoing', [link, { text: 'b' }]).bytes)).toBe('ab');
    });

    it.each(['no archive', ''])('is no text where it holds none: %j', (bytes) => {
      expect(textIn(build, Buffer.from(bytes))).toBe('');
    });

    it('is no text where it is cut off', () => {
      const whole = bodyOf('a text that is cut off');
      for (let end = 0; end <= whole.length; end += 1)
        expect(['', 'a text that is cut off']).toContain(textIn(build, whole.subarray(0, end)));
    });

    it('is found by its text, and proves a send', () => {
      const file = createBareChatDb();
      const text = `\n${'x'.repeat(9000)}`;
      file.message({ id: 1, text: null, attributedBody: bodyOf(text), is_from_me: 1 });
      const db = openAs(file, build);
      const query = { text, from: 0n, chatId: null, bodies: true };
      expect(db.ownRows.find(query)?.id).toBe(1);
      const policy = { bodies: true, letters: 'unicode' } as const;
      const found = db.search({ text: 'x'.repeat(9000), match: 'contains', limit: 5 }, policy, {
        foldMax: 0,
        memory: null,
      });
      expect(found.map(({ row }) => row.id)).toEqual([1]);
    });
  },
);
