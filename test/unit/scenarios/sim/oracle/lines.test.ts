import { describe, expect, it } from 'vitest';
import { ALICE, brokenIn, createDoctoredRun, START_MS } from '../../../../support/oracle/doctored-run.ts';

function brokenBy(message: string, level = 'info'): string[] {
  const run = createDoctoredRun();
  run.turn([run.row({ text: 'Meet me at nine' })], { replies: ['I shall be there'] });
  return brokenIn(run.history({ log: [{ atMs: START_MS, level, message }] }));
}

describe('the oracle on log lines', () => {
  it.each([
    ['words that somebody wrote', 'row 1: Meet me at nine'],
    ['words of an answer', 'sending I shall be there'],
    ['a full address', `row 1 of ${ALICE}`],
    ['a line feed that forges a line', 'row 1\nerror: lost'],
    ['an escape sequence', 'row 1 \u001B[31mred'],
    ['a mark that turns the direction', 'row 1 \u202Eoops'],
  ])('privacy: %s', (_, message) => {
    expect(brokenBy(message)).toEqual(['privacy']);
    expect(brokenBy(message, 'warn')).toEqual(['privacy']);
    expect(brokenBy(message, 'debug')).toEqual([]);
  });

  it('privacy: not of the end of an address, a rowid or a tab', () => {
    expect(brokenBy('row 1 of …1111:\tdenied')).toEqual([]);
  });
});
