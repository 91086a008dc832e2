import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  BOB,
  brokenIn,
  createDoctoredRun,
  type DoctoredRun,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

/** One answer, or two to two rows, and what became of them. */
function broken(
  change: (history: History) => Partial<History>,
  tell: (run: DoctoredRun) => void = (run) => void run.turn([run.row()]),
): string[] {
  const run = createDoctoredRun();
  tell(run);
  const history = run.history();
  return brokenIn({ ...history, ...change(history) });
}

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
    expect(broken(owners({ inMs }))).toEqual([]);
    expect(broken(owners({ inMs: inMs - 1_100 }))).toEqual(['evidence']);
    expect(broken(owners({ inMs: inMs + 10 }))).toEqual(['evidence']);
    expect(broken(owners({ inMs, text: 'Something else' }))).toEqual(['evidence']);
    expect(broken(owners({ inMs, chatGuid: `any;-;${BOB}` }))).toEqual(['evidence']);
    expect(broken(owners({ inMs, isFromMe: false }))).toContain('evidence');
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
    expect(broken(flipped(5))).not.toContain('evidence');
    expect(broken(flipped(6))).toContain('evidence');
  });
});
