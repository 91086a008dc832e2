import { describe, expect, it } from 'vitest';
import { binaryPlist } from '../../../../fake-imsg/chat-db/binary-plist.ts';

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

  it('refuses what its short forms cannot hold', () => {
    expect(() => binaryPlist({ amc: 256 })).toThrow('256 is not an integer from 0 to 255');
    expect(() => binaryPlist({ abcdefghijklmno: 1 })).toThrow('longer than 14 characters');
  });
});
