import { describe, expect, it } from 'vitest';
import type { DecisionWanted } from '../../../../../scenarios/sim/oracle/decision.ts';
import { ALICE, BOB, CAME_MS, DIRECT, GROUP, judged } from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const QUESTION: DecisionWanted = {
  atMs: CAME_MS - MINUTE_MS,
  kind: 'question',
  text: 'Which?',
  options: ['Pizza', 'Sushi'],
  offers: null,
  turnId: 'turn-1',
  accountId: 'default',
  from: DIRECT.chatGuid,
  sender: ALICE,
  agentId: 'main',
  sessionKey: null,
  lastsMs: 10 * MINUTE_MS,
  told: [],
};
const MAY = 'it may answer a question of the agent';
const saying = (text: string, question: Partial<DecisionWanted> = {}) =>
  judged({ text }, { decisions: { wanted: [{ ...QUESTION, ...question }], told: [] } });
const toldAt = (atMs: number) => ({ told: [{ atMs, outcome: 'answered', by: ALICE, answer: 'Pizza' }] });

describe('what may answer a question of the agent', () => {
  it.each(['pizza', ' Sushi ', '2', '1.'])('is one of its answers: %s', (text) => {
    expect(saying(text)).toBe(MAY);
  });

  it.each(['Pasta', '3', 'Pizza, please'])('is no other words: %s', (text) => {
    expect(saying(text)).toBe('must');
  });

  it('is said there, and by whom it was asked', () => {
    expect(saying('Pizza', { from: GROUP.chatGuid })).toBe('must');
    expect(saying('Pizza', { kind: 'exec' })).toBe('must');
    expect(saying('Pizza', { sender: BOB })).toBe('must');
  });

  it('comes after it, and before it is decided', () => {
    expect(saying('Pizza', { atMs: CAME_MS + 3 * 3_600_000 })).toBe('must');
    expect(saying('Pizza', toldAt(CAME_MS + 1_000))).toBe(MAY);
    expect(saying('Pizza', toldAt(CAME_MS - 10_000))).toBe('must');
    expect(saying('Pizza', { atMs: CAME_MS - 11 * MINUTE_MS })).toBe(MAY);
    expect(saying('Pizza', { atMs: CAME_MS - 16 * MINUTE_MS })).toBe('must');
  });
});
