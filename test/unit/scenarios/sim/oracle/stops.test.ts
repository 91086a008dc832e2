import { describe, expect, it } from 'vitest';
import type { AgentCall, History } from '../../../../../scenarios/sim/oracle/history.ts';
import { consult } from '../../../../../scenarios/sim/oracle/oracle.ts';
import {
  BOB,
  brokenBy,
  brokenIn,
  configOf,
  createDoctoredRun,
  type DoctoredRun,
  lifeUnder,
  OPEN,
  reloadedAt,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const LINES = ['+15550100001', '+15550100002'] as const;
const ACCOUNTS = {
  home: { ownAddresses: [LINES[0]] },
  work: { ownAddresses: [LINES[1]] },
};

/** What is wrong with a run; what the gateway said of its rows and commands these leave out. */
function broken(tell: (run: DoctoredRun) => void, facts: Partial<History> = {}): string[] {
  return brokenBy(tell, facts).filter((clause) => !['told', 'replied'].includes(clause));
}

describe('the oracle on sessions that begin anew', () => {
  const lives = lifeUnder(configOf({ ...OPEN, accounts: ACCOUNTS }));
  const KEY = 'agent:main:main';
  /** Somebody writes to `asked` and says `/new` to `renewed`; then the session has this id. */
  const renewed = (asked: 'home' | 'work', then: string) => (run: DoctoredRun) => {
    const ownAddress = asked === 'home' ? LINES[0] : LINES[1];
    const call = { accountId: asked, sessionKey: KEY };
    const first = run.row({ inMs: MINUTE_MS, ownAddress });
    run.told(first, 500);
    run.turn([first], { ...call, session: { id: 'one' } });
    run.told(run.row({ inMs: 2 * MINUTE_MS, ownAddress, text: '/new' }), 500);
    const later = run.row({ inMs: 3 * MINUTE_MS, ownAddress });
    run.told(later, 500);
    run.turn([later], { ...call, session: { id: then } });
  };

  it.each(['home', 'work'] as const)(
    'session: a turn of %s goes by what was said to that account',
    (name) => {
      expect(broken(renewed(name, 'two'), { lives })).toEqual([]);
      expect(broken(renewed(name, 'one'), { lives })).toEqual(['session']);
    },
  );

  it('session: what was said before it began anew is of the old one, whenever its turn comes', () => {
    const begunLate = (saidMs: number, id: string) => (run: DoctoredRun) => {
      const inBobs = { chatId: 2, chatGuid: `any;-;${BOB}`, chatIdentifier: BOB, sender: BOB };
      const waiting = run.row({ inMs: saidMs });
      const renewal = run.row({ inMs: 2 * MINUTE_MS, ...inBobs, text: '/new' });
      const after = run.row({ inMs: 4 * MINUTE_MS, ...inBobs });
      for (const row of [waiting, renewal, after]) run.told(row, 500);
      run.turn([after], { session: { id: 'two' }, sessionKey: KEY });
      run.turn([waiting], { session: { id }, sessionKey: KEY, atMs: START_MS + 9 * MINUTE_MS });
    };
    expect(broken(begunLate(MINUTE_MS, 'one'))).toEqual([]);
    expect(broken(begunLate(5 * MINUTE_MS, 'one'))).toEqual(['session']);
    expect(broken(begunLate(5 * MINUTE_MS, 'two'))).toEqual([]);
  });

  describe('of conversations with one session, a turn is of the one that there is when it is formed', () => {
    const inBobs = { chatId: 2, chatGuid: `any;-;${BOB}`, chatIdentifier: BOB, sender: BOB };
    const CAROL = '+15550003333';
    const inCarols = { chatId: 3, chatGuid: `any;-;${CAROL}`, chatIdentifier: CAROL, sender: CAROL };
    const RENEWED_IN_MS = 3 * MINUTE_MS;
    const of = (id: string, inMs: number) => ({ session: { id }, sessionKey: KEY, atMs: START_MS + inMs });
    /** Alice's first words came before Bob's, which were answered at once; then Carol said `/new`, then Alice was answered. */
    const joined = (lastInMs: number, formedInMs: number, id: string): string[] => {
      const run = createDoctoredRun();
      const first = run.row({ inMs: MINUTE_MS });
      const bobs = run.row({ inMs: 2 * MINUTE_MS, ...inBobs });
      const renewal = run.row({ inMs: RENEWED_IN_MS, ...inCarols, text: '/new' });
      const lastly = run.row({ inMs: lastInMs });
      const carols = run.row({ inMs: 2 * MINUTE_MS, ...inCarols });
      for (const row of [first, bobs, renewal, lastly, carols]) run.told(row, 500);
      run.turn([bobs], of('one', 2 * MINUTE_MS + 1_500));
      run.turn([carols], of('one', 2 * MINUTE_MS + 1_500));
      const { call } = run.turn([first, lastly], of(id, 5 * MINUTE_MS));
      const { turnId, messageGuids } = call;
      const formed = { turnId, messageGuids, state: 'formed', atMs: START_MS + formedInMs };
      const history = run.history();
      const findings = brokenIn({ ...history, turnEvents: [formed, ...history.turnEvents] });
      return findings.filter((clause) => clause === 'session');
    };

    it('which may be the new one where its first words came before', () => {
      expect(joined(RENEWED_IN_MS - 30_000, 4 * MINUTE_MS, 'two')).toEqual([]);
      expect(joined(RENEWED_IN_MS + 30_000, 4 * MINUTE_MS, 'two')).toEqual([]);
    });

    it('and where all of them came before what was answered meanwhile', () => {
      expect(joined(MINUTE_MS + 1, RENEWED_IN_MS + 30_000, 'two')).toEqual([]);
    });

    it('session: the new one is not that of a turn that was formed before', () => {
      expect(joined(MINUTE_MS + 1, RENEWED_IN_MS - 30_000, 'two')).toEqual(['session']);
      expect(joined(MINUTE_MS + 1, RENEWED_IN_MS - 30_000, 'one')).toEqual([]);
    });
  });

  it('session: what begins the session of another conversation anew excuses nothing here', () => {
    const between = (other: Partial<AgentCall>) => (run: DoctoredRun) => {
      const inBobs = { chatId: 2, chatGuid: `any;-;${BOB}`, chatIdentifier: BOB, sender: BOB };
      const calls = [
        [run.row({ inMs: MINUTE_MS }), { session: { id: 'one' }, sessionKey: KEY }],
        [run.row({ inMs: 2 * MINUTE_MS, ...inBobs }), { session: { id: 'other' }, ...other }],
        [run.row({ inMs: 4 * MINUTE_MS }), { session: { id: 'two' }, sessionKey: KEY }],
      ] as const;
      run.told(run.row({ inMs: 3 * MINUTE_MS, ...inBobs, text: '/new' }), 500);
      for (const [row, facts] of calls) {
        run.told(row, 500);
        run.turn([row], facts);
      }
    };
    expect(broken(between({ sessionKey: 'agent:main:imessage:direct:bob' }))).toEqual(['session']);
    expect(broken(between({ sessionKey: KEY, session: { id: 'one' } }))).toEqual([]);
    // Whose session it was before another configuration says nothing of whose it is.
    const isOthers = between({ sessionKey: 'agent:clerk:main' });
    const [before, after] = reloadedAt(configOf(OPEN), START_MS + 2.5 * MINUTE_MS);
    const changed = { ...after!, config: configOf({ ...OPEN, textChunkLimit: 2_000 }) };
    expect(broken(isOthers, { lives: [before!, changed] })).toEqual([]);
    expect(broken(isOthers, { lives: [before!, after!] })).toEqual(['session']);
  });
});

describe('the oracle on what was stopped', () => {
  const STOPPED_MS = START_MS + 2 * MINUTE_MS;
  const stop = (run: DoctoredRun, facts: object = {}) =>
    run.told(run.row({ text: '/stop', inMs: STOPPED_MS - START_MS, ...facts }), 0);

  it('stopped: a turn of what was said before is not begun more than 2 s after it', () => {
    const begun = (afterMs: number, saidMs = -MINUTE_MS, stopIn: object = {}) =>
      broken((run) => {
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

  it('nobody can say of what was told before it and not begun whether it had to be', () => {
    const judged = (saidMs: number, stopIn: object = {}) => {
      const run = createDoctoredRun();
      stop(run, stopIn);
      const row = run.row({ inMs: STOPPED_MS - START_MS + saidMs, rowid: 9 });
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
      stop(run);
      run.told(run.row({ inMs: STOPPED_MS - START_MS + saidMs, rowid: 9 }), 0);
      const { mustNot, either } = consult(run.history({ lives: lifeUnder(configOf(OPEN)) })).undisturbed;
      return { mustNot, either };
    };
    expect(counts(-2_100)).toEqual({ mustNot: 2, either: {} });
    const either = { 'it may have been stopped before it was begun': 1 };
    expect(counts(-1_900)).toEqual({ mustNot: 1, either });
  });
});
