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
  OWN_ADDRESS,
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
    const lines = { home: {}, work: { ownAddresses: ['+15550100002'] } };
    expect(receiving({ accounts: lines })).toEqual(['home', 'work']);
    expect(receiving({ ownAddresses: ['+15550100002'], accounts: lines })).toEqual(['home']);
  });

  it('an address that several have in common parts nothing', () => {
    const work = { ownAddresses: ['+15550100002'] };
    expect(receiving({ accounts: { home: {}, third: work, work } })).toEqual(['home']);
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

  it('a row is judged by the account of its own database', () => {
    const paths = {
      home: { dbPath: '/home.db' },
      work: { dbPath: '/work.db', dmPolicy: 'allowlist', allowFrom: [BOB] },
    };
    const places = [
      { database: 1, dbPath: '/home.db' },
      { database: 2, dbPath: '/work.db' },
    ];
    const [watch] = createDoctoredRun().history().subscriptions;
    const both = {
      places,
      lives: lifeUnder(configOf({ ...OPEN, accounts: paths })),
      subscriptions: [watch!, { ...watch!, database: 2, pid: 2 }],
    };
    const answered = (database: number, accountId: string) => (run: DoctoredRun) =>
      run.turn([run.row({ database })], { accountId });
    expect(broken(answered(1, 'home'), both)).toEqual([]);
    expect(broken(answered(1, 'work'), both)).toEqual(['answered', 'unasked']);
    // Alice is in no list of theirs.
    expect(broken(answered(2, 'work'), both)).toEqual(['silent']);
    expect(broken((run) => run.row({ database: 2 }), both)).toEqual([]);
    expect(broken((run) => run.row({ database: 1 }), both)).toEqual(['answered']);
  });

  it('of two lines on one Mac each account has its own, and the owner what nobody lists', () => {
    const [homeLine, workLine] = ['+15550100001', '+15550100002'];
    const lined = lifeUnder(
      configOf({
        ...OPEN,
        accounts: { home: { ownAddresses: [homeLine] }, work: { ownAddresses: [workLine] } },
      }),
    );
    const answered = (ownAddress: string, accountId: string) =>
      broken((run) => run.turn([run.row({ ownAddress })], { accountId }), { lives: lined });
    expect(answered(homeLine!, 'home')).toEqual([]);
    expect(answered(workLine!, 'work')).toEqual([]);
    expect(answered(OWN_ADDRESS, 'home')).toEqual([]);
    expect(answered(workLine!, 'home')).toContain('silent');
    expect(answered(homeLine!, 'work')).toContain('silent');
  });
});
