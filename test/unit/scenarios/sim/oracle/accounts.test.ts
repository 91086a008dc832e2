import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import { receivingAccounts } from '../../../../../scenarios/sim/oracle/settings.ts';
import {
  BOB,
  brokenIn,
  configOf,
  createDoctoredRun,
  type DoctoredRun,
  lifeUnder,
  OPEN,
} from '../../../../support/oracle/doctored-run.ts';

const receiving = (imessage: object) =>
  receivingAccounts(configOf(imessage as Record<string, unknown>)).map(({ accountId }) => accountId);

describe('which accounts receive', () => {
  it('one without a name, or each by its name', () => {
    expect(receiving({})).toEqual(['default']);
    expect(receiving({ accounts: { home: { dbPath: '/a' }, work: { dbPath: '/b' } } })).toEqual([
      'home',
      'work',
    ]);
  });

  it('of several on one database only one', () => {
    expect(receiving({ accounts: { home: {}, work: {} } })).toEqual(['home']);
    expect(receiving({ accounts: { default: {}, work: {} } })).toEqual(['work']);
    expect(receiving({ dbPath: '/a', accounts: { work: { dbPath: '/b' } } })).toEqual(['default', 'work']);
    expect(receiving({ dbPath: '/a', accounts: { work: {} } })).toEqual(['work']);
  });

  it('none that is disabled', () => {
    expect(receiving({ accounts: { home: { enabled: false }, work: {} } })).toEqual(['work']);
    expect(receiving({ enabled: false, accounts: { work: {} } })).toEqual([]);
  });

  it('on two hosts one database is two', () => {
    const accounts = { home: { remoteHost: 'a.example.com' }, work: { remoteHost: 'b.example.com' } };
    expect(receiving({ accounts })).toEqual(['home', 'work']);
  });
});

describe('several accounts under the oracle', () => {
  const accounts = { home: { allowFrom: ['*'] }, work: { allowFrom: [BOB] } };
  const lives = lifeUnder(configOf({ ...OPEN, accounts }));

  function broken(tell: (run: DoctoredRun) => void, facts: Partial<History> = {}): string[] {
    const run = createDoctoredRun();
    tell(run);
    return brokenIn(run.history({ lives, ...facts }));
  }

  it('the owner of a database answers its rows, the other account none', () => {
    expect(broken((run) => run.turn([run.row()], { accountId: 'home' }))).toEqual([]);
    expect(broken((run) => run.turn([run.row()], { accountId: 'work' }))).toContain('answered');
  });
});
