import { describe, expect, it } from 'vitest';
import type { Question } from '../../../../../scenarios/sim/oracle/question.ts';
import { ALICE, BOB, CAME_MS, DIRECT, GROUP, judged } from '../../../../support/oracle/doctored-run.ts';

const QUESTION: Question = {
  atMs: CAME_MS - 60_000,
  endedAtMs: null,
  chatGuid: DIRECT.chatGuid,
  sender: ALICE,
  options: ['Pizza', 'Sushi'],
};
const MAY = 'it may answer a question of the agent';
const saying = (text: string, question: Partial<Question> = {}) =>
  judged({ text }, { questions: [{ ...QUESTION, ...question }] });

describe('what may answer a question of the agent', () => {
  it.each(['pizza', ' Sushi ', '2', '1.'])('is one of its answers: %s', (text) => {
    expect(saying(text)).toBe(MAY);
  });

  it.each(['Pasta', '3', 'Pizza, please'])('is no other words: %s', (text) => {
    expect(saying(text)).toBe('must');
  });

  it('is said there, and by whom it was asked', () => {
    expect(saying('Pizza', { chatGuid: GROUP.chatGuid })).toBe('must');
    expect(saying('Pizza', { sender: BOB })).toBe('must');
  });

  it('comes after it, and before it is decided', () => {
    expect(saying('Pizza', { atMs: CAME_MS + 3 * 3_600_000 })).toBe('must');
    expect(saying('Pizza', { endedAtMs: CAME_MS + 1_000 })).toBe(MAY);
    expect(saying('Pizza', { endedAtMs: CAME_MS - 10_000 })).toBe('must');
  });
});
