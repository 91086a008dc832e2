import { describe, expect, it } from 'vitest';
import type { AgentCall } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  BOB,
  brokenIn,
  configOf,
  createDoctoredRun,
  type DoctoredRun,
  lifeUnder,
  OPEN,
  reloadedAt,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';
import { brokenOfCommands } from '../../../../support/oracle/told-rows.ts';

const MINUTE_MS = 60_000;
const LINES = ['+15550100001', '+15550100002'] as const;
const ACCOUNTS = {
  home: { ownAddresses: [LINES[0]] },
  work: { ownAddresses: [LINES[1]] },
};

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
      expect(brokenOfCommands(renewed(name, 'two'), { lives })).toEqual([]);
      expect(brokenOfCommands(renewed(name, 'one'), { lives })).toEqual(['session']);
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
    expect(brokenOfCommands(begunLate(MINUTE_MS, 'one'))).toEqual([]);
    expect(brokenOfCommands(begunLate(5 * MINUTE_MS, 'one'))).toEqual(['session']);
    expect(brokenOfCommands(begunLate(5 * MINUTE_MS, 'two'))).toEqual([]);
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
    expect(brokenOfCommands(between({ sessionKey: 'agent:main:imessage:direct:bob' }))).toEqual(['session']);
    expect(brokenOfCommands(between({ sessionKey: KEY, session: { id: 'one' } }))).toEqual([]);
    // Whose session it was before another configuration says nothing of whose it is.
    const isOthers = between({ sessionKey: 'agent:clerk:main' });
    const [before, after] = reloadedAt(configOf(OPEN), START_MS + 2.5 * MINUTE_MS);
    const changed = { ...after!, config: configOf({ ...OPEN, textChunkLimit: 2_000 }) };
    expect(brokenOfCommands(isOthers, { lives: [before!, changed] })).toEqual([]);
    expect(brokenOfCommands(isOthers, { lives: [before!, after!] })).toEqual(['session']);
  });
});
