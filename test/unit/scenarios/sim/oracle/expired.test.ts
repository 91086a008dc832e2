import { expect, it } from 'vitest';
import { brokenIn, createDoctoredRun } from '../../../../support/oracle/doctored-run.ts';

const HOUR_MS = 3_600_000;

/** An answer that expired so long after it was said, with the gateway's clock set by so much in between. */
function expired(afterMs: number, setByMs: number, setAfterMs = afterMs / 2) {
  const run = createDoctoredRun();
  const { call, parts } = run.turn([run.row()]);
  const saidMs = call.endedAtMs!;
  const history = run.history({
    departures: [],
    parts: parts.map((part) => ({ ...part, atMs: saidMs + afterMs, state: 'expired', guid: null })),
    clockOffsets: [{ fromMs: saidMs + setAfterMs, offsetMs: setByMs }],
  });
  return brokenIn(history);
}

it('replied: what waited too long by the clock of the gateway may have expired, and nothing else', () => {
  expect(expired(2 * HOUR_MS, 0)).toEqual([]);
  expect(expired(2 * HOUR_MS - 1, 0)).toEqual(['replied']);
  expect(expired(1_000, 2 * HOUR_MS - 1_000)).toEqual([]);
  expect(expired(1_000, 2 * HOUR_MS - 1_001)).toEqual(['replied']);
  expect(expired(1_000, 9 * HOUR_MS, 1_001)).toEqual(['replied']);
  expect(expired(1_000, 9 * HOUR_MS, -1)).toEqual(['replied']);
});

it('replied: a piece of what an agent writes waits at most since the agent was asked, where it is first told of as it is over', () => {
  const expiredPiece = (afterMs: number) => {
    const run = createDoctoredRun();
    const { call, parts } = run.turn([run.row()], { replies: ['It is at nine.'] });
    Object.assign(call, { replies: [], written: 'It is at nine.' });
    const atMs = call.atMs + afterMs;
    return brokenIn(
      run.history({
        departures: [],
        parts: parts.map((part) => ({ ...part, atMs, state: 'expired', guid: null })),
      }),
    );
  };
  expect(expiredPiece(2 * HOUR_MS)).toEqual([]);
  expect(expiredPiece(2 * HOUR_MS - 1)).toEqual(['replied']);
});
