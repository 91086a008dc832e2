import { describe, expect, it } from 'vitest';
import { createLineSplitter } from '../../../../fake-imsg/wire/lines.ts';

describe('a line splitter', () => {
  it('puts lines together from bytes cut anywhere, even within a character', () => {
    const bytes = new TextEncoder().encode('né 🎉\n\n  two\r\nrest');
    const lines = createLineSplitter();
    const found: string[] = [];
    for (let index = 0; index < bytes.length; index++) {
      // The same memory every time, as a stream may do.
      found.push(...lines.push(bytes.subarray(index, index + 1)));
    }
    expect(found).toEqual(['né 🎉', 'two']);
    expect(lines.end()).toBe('rest');
  });

  it('keeps its own copy of what has no end yet', () => {
    const memory = new TextEncoder().encode('abc');
    const lines = createLineSplitter();
    lines.push(memory);
    memory.fill(0x78);
    expect(lines.push(new TextEncoder().encode('d\n'))).toEqual(['abcd']);
  });

  it('has nothing left after a final line feed', () => {
    const lines = createLineSplitter();
    expect(lines.push(new TextEncoder().encode('a\nb\n'))).toEqual(['a', 'b']);
    expect(lines.end()).toBeNull();
  });
});
