import { expect, it } from 'vitest';
import { brokenIn } from '../../../../support/oracle/doctored-deed.ts';

it('what is looked up is of the chat of the turn, and of no other (invariant-32)', () => {
  const looked = (...told: string[]) =>
    brokenIn({ asked: { name: 'history', input: {}, told }, calls: [], part: null, row: null });
  expect(looked()).toEqual([]);
  expect(looked('WORD', 'SENT-1-0')).toEqual([]);
  expect(looked('WORD', 'ELSEWHERE')).toEqual(['given']);
});
