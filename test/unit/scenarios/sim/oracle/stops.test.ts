import { describe, expect, it } from 'vitest';
import type { AgentCall, History } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  BOB,
  brokenIn,
  configOf,
  createDoctoredRun,
  type DoctoredRun,
  lifeUnder,
  OPEN,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const LINES = ['+15550100001', '+15550100002'] as const;
const ACCOUNTS = {
  home: { ownAddresses: [LINES[0]] },
  work: { ownAddresses: [LINES[1]] },
};

/** What is wrong with a run; what the gateway said of its rows and commands these leave out. */
function broken(tell: (run: DoctoredRun) => void, facts: Partial<History> = {}): string[] {
  const run = createDoctoredRun();
  tell(run);
  return brokenIn(run.history(facts)).filter((clause) => !['told', 'replied'].includes(clause));
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
  });
});
