import { describe, expect, it } from 'vitest';
import { composeBody } from '../../../../../fake-imsg/chat-db/blobs/body-pieces.ts';
import { guessedBodyText } from '../../../../../fake-imsg/chat-db/blobs/body-text.ts';

const read = (text: string) => guessedBodyText(composeBody('incoming', [{ text }]).bytes);

describe('the text of a body as 0.5 finds it', () => {
  it.each(['hi', 'café', 'a text of one line', 'x'.repeat(127)])('is %s', (text) => {
    expect(read(text)).toBe(text);
  });

  it('has its length in front where that takes more than one byte', () => {
    const long = 'x'.repeat(200);
    expect(read(long)).not.toBe(long);
    expect(read(long)).toContain(long);
    expect(read(long)).toMatch(/^\uFFFD/);
  });

  it('is the whole archive where there is no run', () => {
    expect(guessedBodyText(Buffer.from('\u0004plain'))).toBe('plain');
  });
});
