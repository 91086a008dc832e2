import { expect, it } from 'vitest';
import { createSaying } from '../../../../engine/actions/saying.ts';

const { whole, pieces } = createSaying({ tables: 'bullets', textChunkLimit: 40, chunkMode: 'length' });

it('leaves of the words of an action what people are meant to see, without marks of markdown (OUT-9)', () => {
  expect(whole('<think>x</think>**Yes**')).toBe('Yes');
  expect(whole('<**think**>secret</**think**> hi')).toBe('hi');
});

it.each([undefined, '', '<think>x</think>', '<think>x</think>\u200b'])(
  'refuses %j: nobody could see it (ruling-25)',
  (text) => {
    expect(() => whole(text)).toThrow(expect.objectContaining({ code: 'action_invalid' }));
    expect(() => pieces(text)).toThrow(expect.objectContaining({ code: 'action_invalid' }));
  },
);

it('shows tables as the configuration says, as answers do', () => {
  expect(whole('| a | b |\n|---|---|\n| 1 | 2 |')).not.toContain('|');
});

it('refuses what one message does not hold, counted as it would leave (OUT-1)', () => {
  expect(whole(`**${'x'.repeat(40)}**`)).toBe('x'.repeat(40));
  expect(() => whole('x'.repeat(41))).toThrow(
    expect.objectContaining({ code: 'action_invalid', message: expect.stringMatching(/41 .* 40/) }),
  );
});

const plain = (...texts: readonly string[]) => texts.map((text) => ({ text, styles: [] }));

it('cuts what may be several messages where an answer would be cut (OUT-1, OUT-2)', () => {
  expect(pieces('short')).toEqual(plain('short'));
  expect(pieces(`${'one '.repeat(9)}\n${'two '.repeat(9)}`)).toEqual(
    plain('one '.repeat(9).trim(), 'two '.repeat(9).trim()),
  );
  const { pieces: byParagraph } = createSaying({ tables: 'off', textChunkLimit: 12, chunkMode: 'newline' });
  expect(byParagraph('one\ntwo\n\nthree four')).toEqual(plain('one\ntwo', 'three four'));
});

it('styles what may be several messages as an answer, each piece its own, and nothing of what is one (OUT-10)', () => {
  expect(pieces(`${'one '.repeat(9)}\n**two** ${'two '.repeat(8)}`)).toEqual([
    { text: 'one '.repeat(9).trim(), styles: [] },
    { text: 'two '.repeat(9).trim(), styles: [{ start: 0, length: 3, styles: ['bold'] }] },
  ]);
  expect(whole('**two**')).toBe('two');
});
