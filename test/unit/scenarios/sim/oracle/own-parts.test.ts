import { expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import { brokenBy, DIRECT, START_MS } from '../../../../support/oracle/doctored-run.ts';
import { QUIET, told } from '../../../../support/oracle/told-rows.ts';

const MINUTE_MS = 60_000;
it('answered and silent: what comes after own words within an answer, or right behind it, where they were told of', () => {
  const says = (behindMs: number, isDecided: boolean, acting?: History['acting']) =>
    [true, false].map((isAnswered) => {
      // The turn is begun 1.5 s after the row; its part is committed 50 ms later and has left after 200.
      const toldMs = MINUTE_MS + 1_500 + behindMs;
      const decided = { rowid: 2, guid: 'ROW-1-2', fate: 'context', isNew: true };
      const rowEvents = isDecided ? [{ ...decided, atMs: START_MS + toldMs + 5 }] : [];
      return brokenBy(
        (run) => {
          run.turn([told(run, { inMs: MINUTE_MS, text: 'hello' })]);
          told(run, { inMs: toldMs - 500, isFromMe: true, text: 'It is me' });
          const row = told(run, { inMs: 5 * MINUTE_MS });
          if (isAnswered) run.turn([row]);
        },
        { ...QUIET, rowEvents, ...(acting && { acting }) },
      ).filter((clause) => clause === 'answered' || clause === 'silent');
    });
  expect(says(100, true)).toEqual([[], ['answered']]);
  expect(says(300, true)).toEqual([['silent'], []]);
  expect(says(20, true)).toEqual([['silent'], []]);
  // When it was decided nobody can say to the second.
  expect(says(100, false)).toEqual([[], []]);
  expect(says(300, false)).toEqual([[], []]);
  // Something else that the agent does there may be open until it has its end.
  const does = (endedMs: number): History['acting'] => ({
    parts: [],
    calls: [],
    groups: [],
    asked: [
      {
        name: 'react',
        input: {},
        atMs: START_MS + MINUTE_MS,
        turnId: 'turn-1',
        attempt: 1,
        accountId: 'default',
        to: DIRECT.chatGuid,
        end: { state: 'refused', code: 'message_unusable', atMs: START_MS + endedMs },
      },
    ],
  });
  expect(says(300, true, does(2 * MINUTE_MS))).toEqual([[], []]);
  expect(says(300, true, does(MINUTE_MS + 1_700))).toEqual([['silent'], []]);
});
