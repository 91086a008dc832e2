import { describe, expect, it } from 'vitest';
import { isOfAnAgent, withoutFileMarks } from '../../../../../scenarios/sim/oracle/words.ts';
import { SPOKEN_OF } from '../../../../support/messages/spoken-tags.ts';

describe('what stands in a text for files', () => {
  it('is free: marks, and lines of what was heard in them, as it is said or as the text of an object', () => {
    expect(withoutFileMarks('<media:image>\nLook at this')).toBe('Look at this');
    expect(withoutFileMarks('Look\n[imessage 2 attachments unavailable]')).toBe('Look');
    expect(withoutFileMarks('Call me back\nListen', ['Call me back\n'])).toBe('Listen');
    expect(withoutFileMarks('Call me back\nListen', ['{ "text": "Call me back" }'])).toBe('Listen');
  });

  it('is nothing else: not a part of a line, not what nobody said, not a mark of another form', () => {
    expect(withoutFileMarks('Call me back now', ['Call me back'])).toBe('Call me back now');
    expect(withoutFileMarks('Call me back', [])).toBe('Call me back');
    expect(withoutFileMarks('<media> [attachment unavailable]')).toBe('<media> [attachment unavailable]');
  });
});

describe('what agents write for themselves (ECH-8)', () => {
  it.each([
    '<think>tea</think> Tea it is.',
    'They want tea </think> Tea it is.',
    'Sure thing <think> they want tea </think>, coming.',
    'Sure thing <think> they want tea </think> Tea it is.',
    '<thought_process>tea',
    '`code` and then <think>',
    'Use <think> and </think> tags. </think>',
    'For the <think> they want tea </think>, coming.',
    'The <think> tag is theirs. <think>tea</think> Tea.',
  ])('is of an agent: %j', (text) => {
    expect(isOfAnAgent(text)).toBe(true);
  });

  it.each([
    ...SPOKEN_OF,
    'Is it "<final>"?',
    '~~~\n<think>\n~~~',
    'What does ``<think>`` do?',
    'The <think> tag opens it and it ends with </think>. Is it so?',
    'Ann <final.report@example.com> has it.',
  ])('is spoken of: %j', (text) => {
    expect(isOfAnAgent(text)).toBe(false);
  });
});
