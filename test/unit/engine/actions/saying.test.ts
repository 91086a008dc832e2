import { expect, it } from 'vitest';
import { createSaying } from '../../../../engine/actions/saying.ts';

const saying = createSaying({ tables: 'bullets', textChunkLimit: 40 });

it('leaves of the words of an action what people are meant to see, without marks of markdown (OUT-9)', () => {
  expect(saying('<think>x</think>**Yes**')).toBe('Yes');
  expect(saying('<**think**>secret</**think**> hi')).toBe('hi');
});

it.each([undefined, '', '<think>x</think>', '<think>x</think>\u200b'])(
  'refuses %j: nobody could see it (ruling-25)',
  (text) => {
    expect(() => saying(text)).toThrow(expect.objectContaining({ code: 'action_invalid' }));
  },
);

it('shows tables as the configuration says, as answers do', () => {
  expect(saying('| a | b |\n|---|---|\n| 1 | 2 |')).not.toContain('|');
});

it('refuses what one message does not hold, counted as it would leave (OUT-1)', () => {
  expect(saying(`**${'x'.repeat(40)}**`)).toBe('x'.repeat(40));
  expect(() => saying('x'.repeat(41))).toThrow(
    expect.objectContaining({ code: 'action_invalid', message: expect.stringMatching(/41 .* 40/) }),
  );
});
