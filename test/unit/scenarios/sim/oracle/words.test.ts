import { describe, expect, it } from 'vitest';
import { withoutFileMarks } from '../../../../../scenarios/sim/oracle/words.ts';

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
