import { describe, expect, it } from 'vitest';
import {
  brokenIn,
  configOf,
  createDoctoredRun,
  LINK,
  lifeUnder,
  OPEN,
  reloadedAt,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const inbound = { turnsPerSender: { hour: 2 } };

describe('what counts of what one person may have answered', () => {
  it('silent: a command that waited counts for nothing, also where the configuration changed by it', () => {
    const isTooMuch = (end: string | null) => {
      const run = createDoctoredRun();
      const command = run.row({ inMs: MINUTE_MS, text: '/status' });
      const others = [2, 3].map((minutes) => run.row({ inMs: minutes * MINUTE_MS }));
      for (const row of [command, ...others]) run.told(row, 500);
      for (const row of others) run.turn([row]);
      const { guid, rowid, insertedAtMs } = command;
      const decided = { atMs: insertedAtMs + 510, rowid, guid, fate: null, isNew: true };
      const rowEvents = [decided, { ...decided, atMs: decided.atMs + 5, fate: end, isNew: false }];
      const [before] = reloadedAt(configOf(OPEN), START_MS + 1.5 * MINUTE_MS);
      const [after] = lifeUnder(configOf({ ...OPEN, inbound }));
      const lives = [before!, { ...after!, fromMs: before!.toMs! }];
      return brokenIn(run.history({ rowEvents, lives })).includes('silent');
    };
    expect(isTooMuch('command')).toBe(false);
    // Of one that was never carried out nobody can say what it was.
    expect(isTooMuch(null)).toBe(false);
  });

  it('silent: words that were let in under another configuration count', () => {
    const run = createDoctoredRun();
    const rows = [1, 2, 3].map((minutes) => run.row({ inMs: minutes * MINUTE_MS }));
    for (const row of rows) run.told(row, 500);
    for (const row of rows) run.turn([row]);
    const rowEvents = rows.map(({ guid, rowid, insertedAtMs }) => ({
      atMs: insertedAtMs + 510,
      rowid,
      guid,
      fate: null,
      isNew: true,
    }));
    const [before] = reloadedAt(
      configOf({ ...OPEN, inbound, textChunkLimit: 900 }),
      START_MS + 1.5 * MINUTE_MS,
    );
    const [after] = lifeUnder(configOf({ ...OPEN, inbound }));
    const lives = [before!, { ...after!, fromMs: before!.toMs! }];
    expect(brokenIn(run.history({ rowEvents, lives }))).toContain('silent');
  });

  it.each([
    [true, 'what is of the turn of a preview may count by itself: that goes with the text before it'],
    [false, 'answered: it counts with that text where one turn was made of both'],
  ])('%s: %s', (isApart) => {
    const run = createDoctoredRun();
    const text = run.row({ inMs: MINUTE_MS });
    const preview = run.row({ inMs: MINUTE_MS + 3_000, balloonId: LINK });
    const more = run.row({ inMs: MINUTE_MS + 4_000 });
    const later = run.row({ inMs: 3 * MINUTE_MS });
    for (const row of [text, preview, more, later]) run.told(row, 500);
    for (const rows of isApart ? [[text], [preview, more]] : [[text, preview, more]]) run.turn(rows);
    const config = configOf({ ...OPEN, inbound }, { messages: { inbound: { debounceMs: 5_000 } } });
    expect(brokenIn(run.history({ lives: lifeUnder(config) })).includes('answered')).toBe(!isApart);
  });
});
