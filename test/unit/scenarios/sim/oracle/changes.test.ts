import { describe, expect, it } from 'vitest';
import {
  CAME_MS,
  configOf,
  createDoctoredRun,
  judgementIn,
  lifeUnder,
  OPEN,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

describe('what was deleted', () => {
  it('while the gateway slept: what was in the pipe by then is taken as it wakes', () => {
    const wakesMs = CAME_MS + 60_000;
    const asleep = (inMs: number, endedAtMs: number | null = null) => {
      const run = createDoctoredRun();
      const row = run.row({ insertedAtMs: CAME_MS, dateMs: CAME_MS, deletedAtMs: CAME_MS + inMs });
      run.told(row, 500);
      const disturbances = [
        { what: 'the gateway sleeps', of: 'all' as const, fromMs: CAME_MS, toMs: wakesMs },
      ];
      const [life] = lifeUnder(configOf(OPEN));
      const lives = [
        { ...life!, toMs: endedAtMs, end: endedAtMs === null ? null : ('crash' as const) },
        ...(endedAtMs === null ? [] : [{ ...life!, fromMs: wakesMs + 20_000 }]),
      ];
      const restedAtMs = wakesMs + 6 * 60 * MINUTE_MS;
      return judgementIn(run.history({ disturbances, lives, restedAtMs }));
    };
    expect(asleep(499)).toBe('must not');
    expect(asleep(500)).toBe('must');
    expect(asleep(30_000)).toBe('must');
    // Who died as it woke had not taken it.
    expect(asleep(499, wakesMs + 1_000)).toBe('must not');
    expect(asleep(30_000, wakesMs + 1_000)).toBe('deleted while it was told');
  });
});
