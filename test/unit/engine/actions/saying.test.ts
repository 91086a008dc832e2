import { expect, it } from 'vitest';
import { saying } from '../../../../engine/actions/saying.ts';

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
