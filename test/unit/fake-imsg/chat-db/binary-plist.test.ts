import { parseBuffer } from '@parseaple/bplist';
import { describe, expect, it } from 'vitest';
import { binaryPlist, PlistUid } from '../../../../fake-imsg/chat-db/binary-plist.ts';

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

  it.each([-1, 0.5, 2 ** 32])('refuses %s', (value) => {
    expect(() => binaryPlist({ value })).toThrow(`${value} is not an integer from 0 to 4294967295`);
  });
});
