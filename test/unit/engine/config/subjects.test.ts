import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../engine/config/load.ts';
import { resolveAccountKeys, resolveFile, SUBJECTS } from '../../../../engine/config/subjects.ts';
import { sourceFiles } from '../../../support/repository/source-files.ts';

const AGENTS = { list: [{ id: 'main', type: 'echo' as const }] };
const repeated = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index);

describe('the subjects', () => {
  test('are those of the files in keys/', () => {
    const files = sourceFiles('engine/config/keys').map(({ path }) => posix.basename(path, '.ts'));
    const others = [
      'define-subject',
      'expand-home',
      'group-chats',
      'key',
      'messages',
      'pace',
      'shared-keys',
      'subject',
      'values',
    ];
    expect(files.filter((name) => !others.includes(name))).toHaveLength(SUBJECTS.length);
  });

  test('have no key, and no setting made of keys, in common', () => {
    const file = { agents: AGENTS };
    const outside = { file: {}, home: '/home/ada' };
    const places = { home: outside.home };
    expect(repeated(SUBJECTS.flatMap(({ fileKeys }) => Object.keys(fileKeys)))).toEqual([]);
    expect(repeated(SUBJECTS.flatMap(({ accountKeys }) => Object.keys(accountKeys)))).toEqual([]);
    expect(repeated(SUBJECTS.flatMap((subject) => Object.keys(subject.resolve(file, places))))).toEqual([]);
    expect(repeated(SUBJECTS.flatMap((subject) => Object.keys(subject.resolveAccount({}, outside))))).toEqual(
      [],
    );
  });

  test('are put together whole', () => {
    expect(Object.keys(resolveFile({ agents: AGENTS }, { home: '/home/ada' })).sort()).toEqual([
      'accessGroups',
      'agents',
      'approvals',
      'bindings',
      'commands',
      'dmScope',
      'groupChats',
      'identityLinks',
      'people',
      'retentionMs',
      'startTimeoutMs',
      'stateDir',
      'transcribe',
    ]);
    expect(resolveAccountKeys({ service: 'sms' }, { file: {}, home: '/home/ada' })).toMatchObject({
      enabled: true,
      service: 'sms',
      dmPolicy: 'pairing',
    });
  });
});

describe('what is wrong', () => {
  const lines = (value: unknown): string[] => {
    try {
      parseConfig(value, { home: '/home/ada' });
    } catch (error) {
      return (error as Error).message.split('\n');
    }
    return [];
  };
  const places = (value: unknown) => lines(value).map((line) => line.slice(0, line.indexOf(': ')));

  test('is told of the channel, of its accounts, of each of them, of the agents; who may write before the rest', () => {
    const remote = { dbPath: '~/chat.db', remoteHost: 'mac' };
    const accounts = {
      work: { ownAddresses: ['+15550009999'], dmPolicy: 'open', ...remote },
      home: { ownAddresses: ['+15550009999'] },
      HOME: {},
    };
    const imessage = { dmPolicy: 'allowlist', ...remote, accounts };
    expect(places({ channels: { imessage } })).toEqual([
      'channels.imessage.allowFrom',
      'channels.imessage.dbPath',
      'channels.imessage.accounts.HOME',
      'channels.imessage.accounts.home.ownAddresses[0]',
      'channels.imessage.accounts.work.allowFrom',
      'channels.imessage.accounts.work.dbPath',
    ]);
  });

  test('is told of the channel alone where accounts merely inherit it', () => {
    const imessage = { dmPolicy: 'open', accounts: { work: {}, home: { service: 'sms' } } };
    expect(places({ agents: AGENTS, channels: { imessage } })).toEqual(['channels.imessage.allowFrom']);
  });

  test('lists the keys by subject, without those of other programs', () => {
    expect(lines({ agents: { zzzzzz: 1 } })).toEqual([
      'agents.zzzzzz: unknown key. Known here: list, defaults.',
    ]);
    expect(lines({ agents: AGENTS, messages: { zzzzzz: 1 } })).toEqual([
      'messages.zzzzzz: unknown key. Known here: inbound, groupChat, responsePrefix.',
    ]);
    const [line] = lines({ agents: AGENTS, channels: { imessage: { zzzzzz: 1 } } });
    expect(line).toMatch(
      /^channels\.imessage\.zzzzzz: unknown key\. Known here: enabled, cliPath, dbPath, .*, accounts, defaultAccount\.$/,
    );
  });

  test.each([
    ['allowFrom', { channels: { imessage: { allowFrom: '+15550001111' } } }],
    ['groupAllowFrom', { channels: { imessage: { groupAllowFrom: '+15550001111' } } }],
    ['ownAddresses', { channels: { imessage: { ownAddresses: ['+15550001111x'] } } }],
    [
      'members',
      { accessGroups: { staff: { type: 'message.senders', members: { imessage: '+15550001111' } } } },
    ],
  ])('never shows an address that stands in %s', (key, value) => {
    const text = lines({ agents: AGENTS, ...value }).join('\n');
    expect(text).toContain(key);
    expect(text).toContain('…');
    expect(text).not.toContain('5550001111');
  });
});
