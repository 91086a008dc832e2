import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import { BOB, brokenWith, createDoctoredRun, START_MS } from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

describe('what proves that a reply left', () => {
  it('evidence: not the same words of the owner, written there while the part was under way', () => {
    const owners = (facts: object) => (history: History) => {
      const { atMs } = history.parts[0]!;
      const { text } = history.departures[0]!;
      const row = createDoctoredRun().row({ rowid: 9, guid: 'OWNERS', isFromMe: true, text, ...facts });
      return {
        rows: [...history.rows, row],
        parts: [
          { ...history.parts[0]!, atMs: atMs - 50, state: 'sending', guid: null },
          { ...history.parts[0]!, guid: 'owners' },
        ],
      };
    };
    const inMs = MINUTE_MS + 1_500 + 195;
    expect(brokenWith(owners({ inMs }))).toEqual([]);
    expect(brokenWith(owners({ inMs: inMs - 1_100 }))).toEqual(['evidence']);
    expect(brokenWith(owners({ inMs: inMs + 10 }))).toEqual(['evidence']);
    expect(brokenWith(owners({ inMs, text: 'Something else' }))).toEqual(['evidence']);
    expect(brokenWith(owners({ inMs, chatGuid: `any;-;${BOB}` }))).toEqual(['evidence']);
    expect(brokenWith(owners({ inMs, isFromMe: false }))).toContain('evidence');
    // Told first as somebody else's.
    const flipped = (afterMs: number) => (history: History) => {
      const { text } = history.departures[0]!;
      const atMs = START_MS + inMs;
      const versions = [
        { atMs, text, isFromMe: false },
        { atMs: atMs + afterMs, text, isFromMe: true },
      ];
      return owners({ inMs, versions })(history);
    };
    expect(brokenWith(flipped(5))).not.toContain('evidence');
    expect(brokenWith(flipped(6))).toContain('evidence');
  });
});
