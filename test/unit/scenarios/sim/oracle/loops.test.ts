import { describe, expect, it } from 'vitest';
import { brokenIn, createDoctoredRun, START_MS } from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

/** So many answers of an agent come back, a second apart, and then a message comes. */
function broken({ echoes, afterMs, isAnswered }: { echoes: number; afterMs: number; isAnswered: boolean }) {
  const run = createDoctoredRun();
  for (let index = 0; index < echoes; index += 1)
    run.told(run.row({ inMs: MINUTE_MS + index * 1_000, text: '<think>greet</think> Hello' }), 100);
  const row = run.row({ inMs: MINUTE_MS + echoes * 1_000 + afterMs });
  run.told(row, 100);
  if (isAnswered) run.turn([row]);
  return brokenIn(run.history({})).filter((clause) => clause !== 'told');
}

describe('the oracle on answers of an agent that keep coming back', () => {
  it('silent: what comes meanwhile (ECH-9)', () => {
    expect(broken({ echoes: 5, afterMs: 20_000, isAnswered: true })).toEqual(['silent']);
    expect(broken({ echoes: 5, afterMs: 20_000, isAnswered: false })).toEqual([]);
  });

  it('answered: what comes where they are fewer, or after a minute', () => {
    expect(broken({ echoes: 4, afterMs: 20_000, isAnswered: false })).toEqual(['answered']);
    expect(broken({ echoes: 5, afterMs: 80_000, isAnswered: false })).toEqual(['answered']);
    expect(broken({ echoes: 5, afterMs: 80_000, isAnswered: true })).toEqual([]);
  });

  it('nothing, where it may be either: so near to the minute nobody can say', () => {
    for (const isAnswered of [true, false])
      expect(broken({ echoes: 5, afterMs: 55_000, isAnswered })).toEqual([]);
  });

  it('answered: what comes after answers that came back hours apart, but where they are told at once by a clock that is behind', () => {
    const backlog = (offsetMs: number, afterMs = 20_000) => {
      const run = createDoctoredRun();
      const toldMs = 300 * MINUTE_MS;
      for (let hour = 0; hour < 5; hour += 1) {
        const inMs = hour * 60 * MINUTE_MS;
        run.told(run.row({ inMs, text: '<think>greet</think> Hello' }), toldMs - inMs);
      }
      run.told(run.row({ inMs: toldMs + afterMs }), 100);
      const clockOffsets = [{ fromMs: START_MS, offsetMs }];
      return brokenIn(run.history({ clockOffsets })).filter((clause) => clause !== 'told');
    };
    expect(backlog(0)).toEqual(['answered']);
    expect(backlog(-24 * 60 * MINUTE_MS)).toEqual([]);
    expect(backlog(-24 * 60 * MINUTE_MS, 80_000)).toEqual(['answered']);
  });

  it('answered: what comes after fewer, each of which stands in the database as well that took the place of theirs', () => {
    const withCopies = (echoes: number, isAnswered: boolean) => {
      const run = createDoctoredRun();
      const said = { text: '<think>greet</think> Hello' };
      for (let index = 0; index < echoes; index += 1)
        run.told(run.row({ ...said, rowid: index + 1, inMs: MINUTE_MS + index * 1_000 }), 100);
      for (let index = 0; index < echoes; index += 1) {
        const copy = { ...said, database: 2, rowid: index + 1, guid: `ROW-1-${index + 1}` };
        run.told(
          run.row({ ...copy, inMs: MINUTE_MS + index * 1_000, insertedAtMs: START_MS + MINUTE_MS + 8_000 }),
          100,
        );
      }
      const row = run.row({ database: 2, rowid: 9, inMs: MINUTE_MS + 20_000 });
      run.told(row, 100);
      if (isAnswered) run.turn([row]);
      return brokenIn(run.history({})).filter((clause) => clause !== 'told');
    };
    expect(withCopies(4, true)).toEqual([]);
    expect(withCopies(4, false)).toEqual(['answered']);
    expect(withCopies(5, true)).toEqual(['silent']);
  });
});
