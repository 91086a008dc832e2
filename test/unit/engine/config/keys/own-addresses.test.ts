import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../../engine/config/load.ts';
import { HOME, problemsOf } from '../../../../support/config/problems-of.ts';

const AGENTS = { list: [{ id: 'main', type: 'echo' }] };

const imessage = (channel: object) => ({ agents: AGENTS, channels: { imessage: channel } });

describe('ownAddresses', () => {
  const withAddresses = (addresses: unknown) => problemsOf(imessage({ ownAddresses: addresses }));

  test('are those of the account, else of the channel', () => {
    const channel = {
      ownAddresses: ['+15550009999'],
      accounts: { work: { ownAddresses: ['me@example.com'] } },
    };
    const { config } = parseConfig(imessage({ cliPath: 'imsg', ...channel }), { home: HOME });
    expect(config.accounts.map(({ ownAddresses }) => ownAddresses)).toEqual([
      ['+15550009999'],
      ['me@example.com'],
    ]);
  });

  test.each([['*'], ['5550009999'], ['chat_id:3'], ['Alice'], [''], ['+'], ['me@']])('refuse %s', (entry) => {
    expect(withAddresses([entry])).toEqual([
      expect.stringMatching(
        /^channels\.imessage\.ownAddresses\[0\]: ".*" is not allowed, expected a phone number with its country code/,
      ),
    ]);
  });

  test('refuse an empty list, which would mean that nobody is reached here', () => {
    expect(withAddresses([])).toEqual([
      'channels.imessage.ownAddresses: a list is not allowed, expected at least one entry',
    ]);
  });

  test('may not be those of two accounts, in whatever spelling', () => {
    const accounts = {
      home: { cliPath: 'a', ownAddresses: ['+15550009999'] },
      work: { cliPath: 'b', ownAddresses: ['me@example.com', '+1 (555) 000-9999'] },
    };
    expect(problemsOf(imessage({ accounts }))).toEqual([
      'channels.imessage.accounts.work.ownAddresses[1]: "+1 (5…9999" stands in ' +
        'channels.imessage.accounts.home.ownAddresses[0] as well; leave it to one of them',
    ]);
  });

  const inherited = {
    ownAddresses: ['me@example.com', '+15550009999'],
    accounts: { home: {}, work: { ownAddresses: ['+1 (555) 000-9999'] } },
  };

  test('may not be those that another account on the same database has from the channel', () => {
    expect(problemsOf(imessage(inherited))).toEqual([
      'channels.imessage.accounts.work.ownAddresses[0]: "+1 (5…9999" stands in ' +
        'channels.imessage.ownAddresses[1], which account "home" has, as well; leave it to one of them',
    ]);
    const alone = { ownAddresses: ['+15550009999'], cliPath: 'imsg' };
    expect(problemsOf(imessage({ ...alone, accounts: { work: alone } }))).toEqual([
      expect.stringContaining('which account "default" has,'),
    ]);
  });

  test.each([
    [
      'on another database',
      { ...inherited, accounts: { ...inherited.accounts, home: { dbPath: '/other.db' } } },
    ],
    ['disabled', { ...inherited, accounts: { ...inherited.accounts, home: { enabled: false } } }],
    ['without the list', { accounts: inherited.accounts }],
    ['as they all do', { ...inherited, accounts: { home: {}, work: {} } }],
  ])('may be where that account is %s', (_, channel) => {
    expect(problemsOf(imessage(channel))).toEqual([]);
  });
});
