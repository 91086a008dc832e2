// What has to stay as it is from the owner's words on for it to be known what they come to.

import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import { configOf, lifeUnder, OPEN, reloadedAt, START_MS } from '../../../../support/oracle/doctored-run.ts';
import { brokenOfTold, QUIET, stepsIn } from '../../../../support/oracle/told-rows.ts';

const MINUTE_MS = 60_000;

const SILENT = [['silent'], []];
const EITHER = [[], []];

describe('the oracle on what the owner’s words come to', () => {
  it('silent: so too where something else was set meanwhile, and for the least time that was', () => {
    const meanwhile = (quietMinutes: number, more: object, isAnswered: boolean) => {
      const [before] = reloadedAt(QUIET.lives[0]!.config, START_MS + 2 * MINUTE_MS);
      const handoff = { quietMs: quietMinutes * MINUTE_MS };
      const [after] = lifeUnder(configOf({ ...OPEN, handoff, ...more }));
      const lives = [before!, { ...after!, fromMs: before!.toMs! }];
      return brokenOfTold(stepsIn(5 * MINUTE_MS, isAnswered), { lives });
    };
    const other = { textChunkLimit: 900, inbound: { turnsPerSender: { hour: 50 } } };
    for (const quietMinutes of [10, 7]) {
      expect(meanwhile(quietMinutes, other, true)).toEqual(['silent']);
      expect(meanwhile(quietMinutes, other, false)).toEqual([]);
    }
    // What was remembered while nobody had it nobody can say, nor of words that were read otherwise.
    for (const isAnswered of [true, false]) {
      expect(meanwhile(10, { includeAttachments: true }, isAnswered)).toEqual([]);
    }
    expect(meanwhile(4, other, false)).toEqual(['answered']);
  });

  /** Where the row is answered, and where it is not. */
  const both = (facts: Partial<History>) =>
    [true, false].map((isAnswered) => brokenOfTold(stepsIn(5 * MINUTE_MS, isAnswered), facts));

  it('silent: what was set before they said it, or after the other row was told, changes nothing', () => {
    const quiet = QUIET.lives[0]!.config;
    const during = (fromInMs: number, toInMs: number, config: unknown) => {
      const [before, , after] = reloadedAt(quiet, START_MS + fromInMs, START_MS + toInMs);
      return { lives: [before!, { ...before!, fromMs: before!.toMs!, toMs: after!.fromMs, config }, after!] };
    };
    const never = configOf(OPEN);
    expect(both(during(20_000, 50_000, never))).toEqual(SILENT);
    expect(both(during(7 * MINUTE_MS, 8 * MINUTE_MS, never))).toEqual(SILENT);
    // As it was said, in between, or as the other was told.
    expect(both(during(20_000, MINUTE_MS - 4_000, never))).toEqual(EITHER);
    expect(both(during(2 * MINUTE_MS, 3 * MINUTE_MS, never))).toEqual(EITHER);
    expect(both(during(6 * MINUTE_MS + 4_000, 8 * MINUTE_MS, never))).toEqual(EITHER);
    // One that hears their words as this one does not.
    const files = configOf({ ...OPEN, handoff: { quietMs: 10 * MINUTE_MS }, includeAttachments: true });
    expect(both(during(20_000, 50_000, files))).toEqual(SILENT);
    expect(both(during(2 * MINUTE_MS, 3 * MINUTE_MS, files))).toEqual(EITHER);
  });

  it('silent: a clock that is set only later, and dates that are told without one only later, change nothing', () => {
    const clock = (inMs: number) =>
      both({ ...QUIET, clockOffsets: [{ fromMs: START_MS + inMs, offsetMs: 38 * 60 * MINUTE_MS }] });
    expect(clock(7 * MINUTE_MS)).toEqual(SILENT);
    expect(clock(6 * MINUTE_MS + 4_000)).toEqual(EITHER);
    expect(clock(30_000)).toEqual(EITHER);
    const badDates = (inMs: number) => [
      {
        what: 'bad-dates',
        of: 'reading' as const,
        fromMs: START_MS + inMs,
        toMs: START_MS + inMs + MINUTE_MS,
      },
    ];
    expect(both({ ...QUIET, disturbances: badDates(10 * MINUTE_MS) })).toEqual(SILENT);
    expect(both({ ...QUIET, disturbances: badDates(3 * MINUTE_MS) })).toEqual(EITHER);
  });
});
