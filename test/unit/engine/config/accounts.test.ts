import { describe, expect, test } from 'vitest';
import { normalizeAccountId } from '../../../../engine/config/account-names.ts';
import { watcherWarnings } from '../../../../engine/config/accounts.ts';
import type { AccountConfig, Config } from '../../../../engine/config/config.ts';
import { parseConfig } from '../../../../engine/config/load.ts';
import { EngineError } from '../../../../engine/errors.ts';

function configOf(imessage: object): Config {
  const agents = { list: [{ id: 'main', type: 'echo' }] };
  return parseConfig({ agents, channels: { imessage } }, { home: '/home/ada' }).config;
}
const ids = (channel: object) => configOf(channel).accounts.map((account) => account.accountId);
const account = (channel: object, id: string): AccountConfig =>
  configOf(channel).accounts.find(({ accountId }) => accountId === id)!;

test.each([
  [' Work ', 'work'],
  ['work-', 'work-'],
  ['Ada & Bo', 'ada-bo'],
  ['--x--', 'x'],
  ['!!!', 'default'],
  ['a'.repeat(80), 'a'.repeat(64)],
])('the account id of %j is %s (CFG-70)', (key, id) => {
  expect(normalizeAccountId(key)).toBe(id);
});

describe('listed accounts (CFG-71, CFG-72)', () => {
  test('are the default one where nothing is listed', () => expect(ids({})).toEqual(['default']));
  test('are sorted', () => expect(ids({ accounts: { b: {}, a: {} } })).toEqual(['a', 'b']));
  test('include the default one where the channel names a database or program', () => {
    expect(ids({ dbPath: '/x', accounts: { work: {}, alpha: {} } })).toEqual(['alpha', 'default', 'work']);
    expect(ids({ cliPath: 'imsg', accounts: { work: {} } })).toEqual(['default', 'work']);
  });
  test.each([
    [{ accounts: { b: {}, a: {} }, defaultAccount: 'B' }, 'b'],
    [{ accounts: { b: {}, a: {} }, defaultAccount: 'gone' }, 'a'],
    [{ accounts: { b: {}, default: {}, a: {} } }, 'default'],
  ])('have a default among them: %j (CFG-33)', (channel, id) => {
    expect(configOf(channel).defaultAccountId).toBe(id);
  });
  test('cannot share an id', () => {
    expect(() => configOf({ accounts: { work: {}, WORK: {} } })).toThrow(EngineError);
  });
});

describe('an account', () => {
  test('inherits what it leaves out and replaces the rest whole (CFG-73, CFG-74, CFG-32)', () => {
    const channel = {
      dmPolicy: 'open',
      allowFrom: ['*'],
      groups: { '1': {} },
      region: 'DE',
      accounts: { work: { allowFrom: ['*', '+15550001111'], groups: { '2': {} } }, home: {} },
    };
    expect(account(channel, 'work')).toMatchObject({
      dmPolicy: 'open',
      region: 'DE',
      allowFrom: ['*', '+15550001111'],
      groups: { '2': { requireMention: null } },
    });
    expect(Object.keys(account(channel, 'work').groups!)).toEqual(['2']);
    expect(account(channel, 'home').groups).toEqual({ '1': { requireMention: null, systemPrompt: null } });
  });

  test('alone falls back to the channel where its groups are empty, among several it does not (CFG-75)', () => {
    const groups = { '1': {} };
    expect(Object.keys(account({ groups, accounts: { a: { groups: {} } } }, 'a').groups!)).toEqual(['1']);
    expect(account({ groups, accounts: { a: { groups: {} }, b: {} } }, 'a').groups).toEqual({});
  });

  test('is enabled unless it or the channel says otherwise (CFG-1)', () => {
    expect(account({ accounts: { a: { enabled: false } } }, 'a').enabled).toBe(false);
    expect(account({ enabled: false, accounts: { a: { enabled: true } } }, 'a').enabled).toBe(false);
    expect(account({ accounts: { a: {} } }, 'a').enabled).toBe(true);
  });
});

describe('accounts with one database (CFG-77)', () => {
  const watchers = (channel: object) =>
    Object.fromEntries(
      configOf(channel).accounts.map(({ accountId, duplicateOf }) => [accountId, duplicateOf]),
    );

  test('share the watcher of the first that is not the default one', () => {
    expect(watchers({ dbPath: '/x', accounts: { b: {}, a: {} } })).toEqual({ a: null, b: 'a', default: 'a' });
  });
  test('count only while enabled', () => {
    expect(watchers({ dbPath: '/x', accounts: { a: { enabled: false } } })).toEqual({
      a: null,
      default: null,
    });
  });
  test('are on one host only', () => {
    const accounts = { a: { remoteHost: 'a.example.com' }, b: { remoteHost: 'b.example.com' } };
    expect(watchers({ accounts })).toEqual({ a: null, b: null });
  });
  test('are told of if nothing comes to them', () => {
    const warnings = (channel: object) => watcherWarnings(configOf(channel).accounts);
    expect(warnings({ dbPath: '/x', accounts: { b: {}, a: {} } })).toEqual([
      '[b] skipping watcher: duplicate iMessage source; using account "a"',
      '[default] skipping watcher: duplicate iMessage source; using account "a"',
    ]);
    expect(warnings({ accounts: { b: { ownAddresses: ['me@example.com'] }, a: {} } })).toEqual([]);
    expect(warnings({ accounts: { b: { dbPath: '/b' }, a: {} } })).toEqual([]);
  });
  test('each have a watcher where the databases differ', () => {
    expect(watchers({ accounts: { a: { dbPath: '/a' }, b: { dbPath: '/b' } } })).toEqual({
      a: null,
      b: null,
    });
  });
});

describe('the waiting time of a direct chat', () => {
  const windowMs = (inbound: object, channel: object = {}) => {
    const agents = { list: [{ id: 'main', type: 'echo' }] };
    const value = { agents, channels: { imessage: channel }, messages: { inbound } };
    return parseConfig(value, { home: '/home/ada' }).config.accounts[0]!.coalesceWindowMs;
  };

  test.each([
    [{}, 0],
    [{ debounceMs: 800.9 }, 800],
    [{ debounceMs: 800, byChannel: { imessage: 1500 } }, 1500],
    [{ debounceMs: 800, byChannel: { imessage: 0 } }, 0],
  ])("is the channel's own, else the common one, else none: %j (CFG-40)", (inbound, ms) => {
    expect(windowMs(inbound)).toBe(ms);
  });
  test.each([
    [{}, 2500],
    [{ debounceMs: 800 }, 2500],
    [{ byChannel: { imessage: 7000 } }, 7000],
    [{ byChannel: { imessage: 0 } }, 0],
  ])("with coalescing is the channel's own, else that of a split send: %j (COA-2)", (inbound, ms) => {
    expect(windowMs(inbound, { coalesceSameSenderDms: true })).toBe(ms);
  });
});

describe('catch-up (CFG-27)', () => {
  const recovery = (catchup: object) => account({ catchup }, 'default').recovery;

  test('has defaults of its own once it is on', () => {
    expect(recovery({ enabled: true })).toEqual({
      windowMs: 7_200_000,
      firstRunWindowMs: 1_800_000,
      failuresMax: 10,
      pageRows: 50,
    });
  });
  test.each([
    { maxAgeMinutes: 721 },
    { perRunLimit: 501 },
    { firstRunLookbackMinutes: 0 },
    { maxFailureRetries: 1001 },
  ])('refuses %j', (catchup) => {
    expect(() => recovery({ enabled: true, ...catchup })).toThrow(EngineError);
  });
});
