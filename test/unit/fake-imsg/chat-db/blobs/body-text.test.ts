import { describe, expect, it } from 'vitest';
import { bodyText } from '../../../../../fake-imsg/chat-db/blobs/body-text.ts';

const HEAD = Buffer.from('040b73747265616d747970656481e803', 'hex');

function body(...run: (Uint8Array | string | number[])[]): Buffer {
  const parts = run.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)));
  return Buffer.concat([HEAD, Buffer.from([0x84, 0x01, 0x2b]), ...parts, Buffer.from([0x86, 0x84])]);
}

describe('bodyText (wire-4.3)', () => {
  it('strips a length of one byte, even one that is a printable character', () => {
    expect(bodyText(body([0x48], 'H'.repeat(0x48)))).toBe('H'.repeat(0x48));
  });

  it('strips lengths of two and of four bytes behind their marks', () => {
    expect(bodyText(body([0x81, 0xc8, 0x00], 'x'.repeat(200)))).toBe('x'.repeat(200));
    expect(bodyText(body([0x82, 0x00, 0x00, 0x01, 0x00], 'y'.repeat(65_536)))).toBe('y'.repeat(65_536));
  });

  it('takes the longest of several runs', () => {
    const longer = Buffer.concat([body([2], 'no'), body([6], 'rather'), body([3], 'nah')]);
    expect(bodyText(longer)).toBe('rather');
  });

  it('reads a blob that begins with a byte order mark as UTF-16', () => {
    expect(bodyText(Buffer.from('\uFEFFné', 'utf16le'))).toBe('né');
  });

  it('keeps object placeholders and loses leading control characters', () => {
    expect(bodyText(body([4], '\uFFFC!'))).toBe('\uFFFC!');
    expect(bodyText(body([3], '\n\thi'))).toBe('hi');
  });

  it('gives up a run whose text holds the bytes of the end mark, as imsg does', () => {
    expect(bodyText(body([7], 'one\u2184two'))).toContain('one\u2184two');
    expect(bodyText(body([7], 'one\u2184two'))).toContain('streamtyped');
  });

  it('falls back to the whole blob where there is no run', () => {
    expect(bodyText(Buffer.from('\u0004plain'))).toBe('plain');
  });
});
