import { describe, expect, it } from 'vitest';
import {
  brokenIn,
  configOf,
  createDoctoredRun,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const SECOND_MS = 1_000;
const CAME_MS = START_MS + 3_600 * SECOND_MS;
type Keys = Parameters<typeof configOf>[0];

describe('a message of nothing but a file', () => {
  it('is asked of the configuration under which its watch began: imsg tells of files where it was asked for them then', () => {
    const found = (first: Keys, second: Keys, watchedAgain: boolean, isAnswered: boolean) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: CAME_MS - START_MS, text: '\uFFFC', attachments: 1 });
      run.told(row, SECOND_MS, 1);
      if (isAnswered) run.turn([row]);
      const atMs = CAME_MS - 5 * SECOND_MS;
      const lives = [
        { fromMs: START_MS, toMs: atMs, end: 'config' as const, config: configOf(first) },
        { fromMs: atMs, toMs: null, end: null, config: configOf(second) },
      ];
      const watch = { endedAtMs: null, pid: 1, database: 1, sinceRowid: 0 };
      const starts = [START_MS + SECOND_MS, ...(watchedAgain ? [atMs + SECOND_MS] : [])];
      const subscriptions = starts.map((beganMs) => ({ ...watch, atMs: beganMs }));
      const clauses = brokenIn(run.history({ lives, subscriptions }));
      return clauses.filter((clause) => clause === (isAnswered ? 'silent' : 'answered'));
    };
    const files = { ...OPEN, includeAttachments: true };
    expect(found(OPEN, files, false, false)).toEqual([]);
    expect(found(OPEN, files, true, false)).toEqual(['answered']);
    expect(found(files, OPEN, false, true)).toEqual([]);
    expect(found(files, OPEN, true, true)).toEqual(['silent']);
    // Nothing but that goes by an older watch.
    expect(found({ ...OPEN, dmPolicy: 'disabled' }, OPEN, false, true)).toEqual(['silent']);
  });
});
