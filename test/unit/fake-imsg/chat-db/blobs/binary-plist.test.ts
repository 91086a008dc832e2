import { parseBuffer } from '@parseaple/bplist';
import { describe, expect, it } from 'vitest';
import { binaryPlist, PlistReal, PlistUid } from '../../../../../fake-imsg/chat-db/blobs/binary-plist.ts';
import { plistString, readPlist } from '../../../../../fake-imsg/chat-db/blobs/plist-reader.ts';

describe('binaryPlist', () => {
  it('writes the dictionary, its offsets and the trailer', () => {
    const expected = ['62706c6973743030', 'd1010253757374', '09', '080b0f', '000000000000', '0101'];
    const counts = ['0000000000000003', '0000000000000000', '0000000000000010'];
    expect(binaryPlist({ ust: true }).toString('hex')).toBe([...expected, ...counts].join(''));
  });

  it('writes small numbers and false', () => {
    const hex = binaryPlist({ amc: 0, big: 255, no: false }).toString('hex');
    expect(hex).toContain('1000');
    expect(hex).toContain('10ff');
    expect(hex).toContain('08');
  });

  it('is read back by a reader of its own', () => {
    const list = {
      flag: true,
      none: null,
      count: 70_000,
      words: 'Grüße 👋',
      bytes: Buffer.from([1, 2, 3]),
      nested: { list: [1, 'two', { three: 3 }] },
      [`a key of ${'many '.repeat(10)}characters`]: 'long',
    };
    expect(parseBuffer(binaryPlist(list))).toEqual([list]);
  });

  it('widens offsets and references with the number of objects', () => {
    const many = { all: Array.from({ length: 20_000 }, (_, index) => index % 300) };
    expect(parseBuffer(binaryPlist(many))).toEqual([many]);
  });

  it('keeps references of a keyed archive apart from numbers', () => {
    const [read] = parseBuffer(binaryPlist({ near: new PlistUid(7), far: new PlistUid(300) }));
    expect(read).toMatchObject({ near: { UID: 7 }, far: { UID: 300 } });
  });

  it('writes negative numbers and reals', () => {
    const list = { below: -7, real: new PlistReal(810_049_076.25) };
    expect(parseBuffer(binaryPlist(list))).toEqual([{ ...list, real: 810_049_076.25 }]);
  });

  it.each([0.5, 2 ** 53])('refuses %s as an integer', (value) => {
    expect(() => binaryPlist({ value })).toThrow(`${value} is no whole number`);
  });
});

describe('readPlist', () => {
  it('reads back every kind of value', () => {
    const list = {
      flags: [true, false, null],
      numbers: [0, 255, 70_000, -7, 2 ** 40, new PlistReal(0.5), new PlistUid(300)],
      words: ['plain', 'Grüße 👋', 'x'.repeat(400)],
      bytes: Buffer.from([1, 2, 3]),
      nested: { '0': [{ t: Buffer.alloc(300), d: new PlistReal(1) }] },
    };
    expect(readPlist(binaryPlist(list))).toEqual(list);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['something else', Buffer.from('streamtyped'.repeat(10))],
    ['a damaged list', Buffer.concat([Buffer.from('bplist00'), Buffer.alloc(40, 0x7f)])],
    [
      'a list that is no dictionary',
      Buffer.from(
        `62706c6973743030 09 08 ${'00'.repeat(6)}0101${'00'.repeat(7)}01${'00'.repeat(8)}${'00'.repeat(7)}09`.replaceAll(
          ' ',
          '',
        ),
        'hex',
      ),
    ],
  ])('makes nothing of %s', (_what, bytes) => {
    expect(readPlist(bytes)).toBeNull();
  });

  it('finds a string', () => {
    const bytes = binaryPlist({ 'audio-transcription': 'hello', count: 1 });
    expect(plistString(bytes, 'audio-transcription')).toBe('hello');
    expect(plistString(bytes, 'count')).toBeNull();
    expect(plistString(bytes, 'none')).toBeNull();
  });
});
