import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import { consult } from '../../../../../scenarios/sim/oracle/oracle.ts';
import {
  BOB,
  brokenIn,
  configOf,
  createDoctoredRun,
  type DoctoredRun,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';
import { brokenOfCommands } from '../../../../support/oracle/told-rows.ts';

const MINUTE_MS = 60_000;
describe('the oracle on what was stopped', () => {
  const STOPPED_MS = START_MS + 2 * MINUTE_MS;
  const stop = (run: DoctoredRun, facts: object = {}) =>
    run.told(run.row({ text: '/stop', inMs: STOPPED_MS - START_MS, ...facts }), 0);

  it('stopped: a turn of what was said before is not begun more than 2 s after it', () => {
    const begun = (afterMs: number, saidMs = -MINUTE_MS, stopIn: object = {}) =>
      brokenOfCommands((run) => {
        const row = run.row({ inMs: STOPPED_MS - START_MS + saidMs });
        run.told(row, 0);
        stop(run, stopIn);
        run.turn([row], { atMs: STOPPED_MS + afterMs });
      });
    expect(begun(1_900)).toEqual([]);
    expect(begun(2_100)).toEqual(['stopped']);
    // What was said about then may stand before or behind it.
    expect(begun(60_000, -2_100)).toEqual(['stopped']);
    expect(begun(60_000, -1_900)).toEqual([]);
    const elsewhere = { chatGuid: `any;-;${BOB}`, chatIdentifier: BOB, sender: BOB };
    expect(begun(60_000, -MINUTE_MS, elsewhere)).toEqual([]);
  });

  it('stopped: of a turn that had begun nothing is sent more than 2 s after it', () => {
    const isWrong = (afterMs: number, begunMs = -10_000) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: MINUTE_MS });
      run.told(row, 0);
      const [part] = run.turn([row], { atMs: STOPPED_MS + begunMs }).parts;
      stop(run);
      const parts = [{ ...part!, state: 'sending', atMs: STOPPED_MS + afterMs }];
      return brokenIn(run.history({ parts })).includes('stopped');
    };
    expect(isWrong(1_900)).toBe(false);
    expect(isWrong(2_100)).toBe(true);
    expect(isWrong(2_100, -1_900)).toBe(false);
  });

  it('a command that a store could not take is carried out when the gateway says what became of it', () => {
    const isWrong = (heldForMs: number) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: MINUTE_MS });
      run.told(row, 0);
      const [part] = run.turn([row], { atMs: STOPPED_MS - 10_000 }).parts;
      const command = run.row({ text: '/stop', inMs: STOPPED_MS - START_MS });
      run.told(command, 0);
      const parts = [{ ...part!, state: 'sending', atMs: STOPPED_MS + 20_000 }];
      const { guid, rowid } = command;
      const rowEvents = [{ atMs: STOPPED_MS + 20_001, rowid, guid, fate: 'command', isNew: true }];
      const toMs = STOPPED_MS + heldForMs;
      const busy = { what: 'the store is busy', of: 'reading', fromMs: STOPPED_MS - 1_000, toMs } as const;
      const disturbances = heldForMs > 0 ? [busy] : [];
      return brokenIn(run.history({ parts, rowEvents, disturbances })).includes('stopped');
    };
    expect(isWrong(19_000)).toBe(false);
    expect(isWrong(0)).toBe(true);
  });

  it('stopped: a command whose window a gateway did not live to the end of is carried out by the next one', () => {
    const waited = (text: string, saidInMs: number, startedInMs: number | null) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: MINUTE_MS });
      const command = run.row({ inMs: 2 * MINUTE_MS, text });
      for (const one of [row, command]) run.told(one, 500);
      const { call } = run.turn([row], { endedAtMs: null, replies: null });
      const [life] = lifeUnder(configOf({ ...OPEN, coalesceSameSenderDms: true }));
      const cutMs = START_MS + 2 * MINUTE_MS + 3_000;
      const lives =
        startedInMs === null
          ? [life!]
          : [
              { ...life!, toMs: cutMs, end: 'stop' as const },
              // One that ends in the moment in which it begins leads on as well.
              { ...life!, fromMs: cutMs, toMs: cutMs, end: 'stop' as const },
              { ...life!, fromMs: START_MS + startedInMs },
            ];
      const { turnId, messageGuids, accountId, chatGuid } = call;
      const lane = `${accountId}/${chatGuid}`;
      const ended = { turnId, messageGuids, lane, state: 'interrupted', code: 'stopped_by_command' };
      const turnEvents = [{ ...ended, atMs: START_MS + saidInMs }];
      return brokenIn(run.history({ lives, turnEvents })).filter((clause) => clause === 'stopped');
    };
    const startedMs = 10 * MINUTE_MS;
    expect(waited('/reset', startedMs + 15, startedMs)).toEqual([]);
    expect(waited('/reset', startedMs + 15, null)).toEqual(['stopped']);
    expect(waited('/reset', startedMs + MINUTE_MS, startedMs)).toEqual(['stopped']);
    expect(waited('Hello', startedMs + 15, startedMs)).toEqual(['stopped']);
  });

  it('order: a conversation may go on once the gateway has said that its turn was ended, or has ended itself', () => {
    const goesOn = (afterMs: number, facts: Partial<History> = {}) => {
      const run = createDoctoredRun();
      const config = configOf({ ...OPEN, coalesceSameSenderDms: true });
      const row = run.row({ inMs: MINUTE_MS });
      run.told(row, 0);
      const late = { atMs: STOPPED_MS - 10_000, endedAtMs: null, replies: null };
      const { call } = run.turn([row], late);
      stop(run);
      const next = run.row({ inMs: STOPPED_MS - START_MS + 1 });
      run.told(next, 0);
      run.turn([next], { atMs: STOPPED_MS + afterMs });
      const { turnId, messageGuids } = call;
      const history = run.history({ lives: lifeUnder(config), ...facts });
      const ended = { atMs: STOPPED_MS + 2_500, turnId, messageGuids, state: 'interrupted' };
      return brokenIn({ ...history, turnEvents: [...history.turnEvents, ended] }).includes('order');
    };
    expect(goesOn(2_600)).toBe(false);
    expect(goesOn(2_400)).toBe(true);
  });

  describe('where it was told late, of what was written after it', () => {
    /** A message at this place, a turn of it that began before a `/stop` at the fifth place was told, and what became of that. */
    const asked = (
      rowid: number,
      tell: (run: DoctoredRun, asked: ReturnType<DoctoredRun['turn']>) => object,
    ) => {
      const run = createDoctoredRun();
      const row = run.row({ inMs: MINUTE_MS, rowid });
      run.told(row, 0);
      const turn = run.turn([row], { atMs: STOPPED_MS - 10_000 });
      stop(run, { rowid: 5 });
      return brokenIn(run.history(tell(run, turn))).filter((clause) => clause === 'stopped');
    };

    it('the answer may be sent, and no other', () => {
      const sent = (rowid: number) =>
        asked(rowid, (_, { parts }) => ({
          parts: [{ ...parts[0]!, state: 'sending', atMs: STOPPED_MS + 9_000 }],
        }));
      expect(sent(6)).toEqual([]);
      expect(sent(4)).toEqual(['stopped']);
    });

    it('stopped: no turn ends', () => {
      const ended = (rowid: number) =>
        asked(rowid, (_, { call: { turnId, messageGuids, accountId, chatGuid } }) => {
          const ended = { state: 'interrupted', code: 'stopped_by_command', atMs: STOPPED_MS + 100 };
          return { turnEvents: [{ turnId, messageGuids, lane: `${accountId}/${chatGuid}`, ...ended }] };
        });
      expect(ended(6)).toEqual(['stopped']);
      expect(ended(4)).toEqual([]);
    });

    it('answered: it has to be begun', () => {
      const run = createDoctoredRun();
      run.told(run.row({ inMs: MINUTE_MS, rowid: 6 }), 0);
      stop(run, { rowid: 5 });
      expect(brokenIn(run.history({ lives: lifeUnder(configOf(OPEN)) }))).toContain('answered');
    });
  });

  it('nobody can say of what was told before it and not begun whether it had to be', () => {
    const judged = (saidMs: number, stopIn: object = {}) => {
      const run = createDoctoredRun();
      stop(run, { rowid: 5, ...stopIn });
      const row = run.row({ inMs: STOPPED_MS - START_MS + saidMs, rowid: 4 });
      run.told(row, 0);
      return brokenIn(run.history({ lives: lifeUnder(configOf(OPEN)) })).includes('answered');
    };
    expect(judged(-MINUTE_MS)).toBe(false);
    expect(judged(1_900)).toBe(false);
    expect(judged(2_100)).toBe(true);
    expect(judged(-MINUTE_MS, { chatGuid: `any;-;${BOB}`, sender: BOB })).toBe(true);
  });

  it('counts what was told more than 2 s before it and not begun as what must not be', () => {
    const counts = (saidMs: number) => {
      const run = createDoctoredRun();
      stop(run, { rowid: 5 });
      run.told(run.row({ inMs: STOPPED_MS - START_MS + saidMs, rowid: 4 }), 0);
      const { mustNot, either } = consult(run.history({ lives: lifeUnder(configOf(OPEN)) })).undisturbed;
      return { mustNot, either };
    };
    expect(counts(-2_100)).toEqual({ mustNot: 2, either: {} });
    const either = { 'it may have been stopped before it was begun': 1 };
    expect(counts(-1_900)).toEqual({ mustNot: 1, either });
  });
});
