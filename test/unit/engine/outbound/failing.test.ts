import { describe, expect, it } from 'vitest';
import { dueOf, type Failing } from '../../../../engine/outbound/failing.ts';
import type { PartRow } from '../../../../engine/store/commands/parts.ts';
import { id } from '../../../support/messages/ids.ts';

const NOTED = { error: 22, service: 'iMessage' };

/** What left as piece `seq` of an answer, of which a failure is known since then; null = none is. */
function piece(seq: number, sinceMs: number | null, answer: string | null = 'a', untilMs = 600_000): Failing {
  const part = { seq } as PartRow;
  const group = answer === null ? null : id.turn(answer);
  return {
    part,
    group: () => group,
    untilMs,
    failure: sinceMs === null ? null : { delivery: NOTED, sinceMs },
  };
}
const due = (nowMs: number, ...pieces: Failing[]) => dueOf(pieces, nowMs).map(({ part }) => part.seq);

describe('failures of one answer', () => {
  it('are told in the order of the answer where they are known at once, whoever was proven first', () => {
    expect(due(0, piece(3, 0), piece(1, 0), piece(2, 0))).toEqual([1, 2, 3]);
  });

  it('wait for what was said before them, and not for what was said after them', () => {
    expect(due(0, piece(1, null), piece(2, 0))).toEqual([]);
    expect(due(0, piece(1, 0), piece(2, null), piece(3, 0))).toEqual([1]);
  });

  it('wait ten seconds, and take along what was noted meanwhile', () => {
    const pieces = [piece(1, null), piece(2, 8_000), piece(3, 0), piece(4, 9_000)];
    expect(due(9_999, ...pieces)).toEqual([]);
    expect(due(10_000, ...pieces)).toEqual([2, 3]);
    expect(due(10_000, piece(1, 9_000), ...pieces.slice(1))).toEqual([1, 2, 3, 4]);
  });

  it('wait no longer than they are looked at', () => {
    expect(due(500, piece(1, null), piece(2, 0, 'a', 500))).toEqual([2]);
  });

  it('wait for no other answer, nor where they belong to none', () => {
    expect(due(0, piece(1, null, 'a'), piece(2, 0, 'b'))).toEqual([2]);
    expect(due(0, piece(1, null, null), piece(2, 0, null))).toEqual([2]);
  });
});
