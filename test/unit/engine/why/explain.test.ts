import { describe, expect, test } from 'vitest';
import { loadConfig } from '../../../../engine/config/load.ts';
import type { Handle } from '../../../../engine/message/identity/handles.ts';
import { explain } from '../../../../engine/why/explain.ts';
import { readWritten } from '../../../../engine/why/written.ts';
import { ALICE, type Given, GROUP } from '../../../support/messages/journalled.ts';
import { journalOf } from '../../../support/stores/journal-of.ts';

const OWNER = ALICE as Handle;
const AGENT = { list: [{ id: 'main', type: 'echo' }] };

/** What is said of row 1 by a configuration. */
async function explained(given: Given, now: Given = given, name = '1', places?: string[]) {
  const reader = await journalOf([given], places);
  const { imessage, rest } = now;
  const file = { agents: AGENT, channels: { imessage: { allowFrom: [ALICE], ...imessage } }, ...rest };
  const readFile = () => JSON.stringify(file, null, 2);
  const loaded = loadConfig({ path: 'imgate.json5', readFile, home: '/' });
  const { config } = loaded;
  const written = readWritten(loaded.file);
  return explain({ name }, { reader, config, written });
}

const keysOf = async (given: Given) => {
  const { verdicts } = await explained(given);
  return verdicts[0]!.keys.map(({ key, value }) => (value === undefined ? `${key} (default)` : key));
};
const LONG = `any;+;chat${'0'.repeat(40)}`;
const OPEN = { groupPolicy: 'open' };
const C = 'channels.imessage';

describe('the key that chose the agent', () => {
  const agents = {
    list: [
      { id: 'main', type: 'echo' },
      { id: 'clerk', type: 'echo' },
      { id: 'crew', type: 'echo', default: true },
    ],
  };
  const bound = (agentId: string, match: object) => ({ agentId, match: { channel: 'imessage', ...match } });
  const elsewhere = { agentId: 'main', match: { channel: 'telegram' } };
  const person = (id: string) => ({ peer: { kind: 'direct', id } });
  const group = (id: string) => ({ peer: { kind: 'group', id } });
  const chosenBy = async (bindings: readonly object[], given: Given = {}) => {
    const rest = { agents, ...(bindings.length > 0 && { bindings }) };
    const { verdicts } = await explained({ ...given, rest });
    const { agentId, key } = verdicts[0]!.agent!;
    return `${agentId} by ${key.key}`;
  };
  const inGroup = { imessage: { ...OPEN, groups: { 7: { requireMention: false } } }, fields: GROUP };

  test('is the binding that says most of the conversation, of several alike the first (SES-4)', async () => {
    const all = [bound('crew', { accountId: '*' }), bound('clerk', {})];
    expect(await chosenBy([elsewhere, ...all])).toBe('clerk by bindings[2]');
    const named = [
      bound('main', person('*')),
      elsewhere,
      bound('clerk', person(ALICE)),
      bound('main', person(ALICE)),
    ];
    expect(await chosenBy([...all, ...named])).toBe('clerk by bindings[4]');
    expect(await chosenBy([...all, bound('main', group('*')), bound('crew', group('7'))], inGroup)).toBe(
      'crew by bindings[3]',
    );
    expect(await chosenBy([...all, bound('main', group('*')), bound('crew', group('9'))], inGroup)).toBe(
      'main by bindings[2]',
    );
  });

  test('is the agent that is the default where no binding names the conversation, and none where nobody is asked', async () => {
    expect(await chosenBy([])).toBe('crew by agents.list[2].default');
    expect(await chosenBy([bound('clerk', person('+15550002222'))])).toBe('crew by agents.list[2].default');
    const { verdicts } = await explained({ imessage: { dmPolicy: 'disabled' } });
    expect(verdicts[0]!.agent).toBeNull();
    expect((await explained({})).verdicts[0]!.agent!.key.key).toBe('agents.list[0]');
  });
});

describe('the key that decided', () => {
  test.each<[string, Given, string[]]>([
    [
      'is the entry that names who wrote, as the file counts them',
      { imessage: { allowFrom: ['a@example.com', ' ', ALICE] } },
      [`${C}.allowFrom[2]`],
    ],
    [
      'is the entry of everybody',
      { imessage: { dmPolicy: 'open', allowFrom: ['*'] } },
      [`${C}.allowFrom[0]`],
    ],
    ['is the policy where nobody is listed', { imessage: { dmPolicy: 'disabled' } }, [`${C}.dmPolicy`]],
    [
      'is named where its default counts',
      { imessage: { allowFrom: [] }, pairing: { paired: new Set(), requests: [] } },
      [`${C}.allowFrom`, `${C}.dmPolicy (default)`],
    ],
    [
      'is that of an account where it has its own',
      {
        imessage: {
          cliPath: 'imsg',
          accounts: { default: { allowFrom: ['b@example.com', ALICE] } },
        },
      },
      [`${C}.accounts.default.allowFrom[1]`],
    ],
    [
      'is that of the channel where the only account has an empty map of groups',
      {
        imessage: { ...OPEN, groups: { 7: {} }, accounts: { default: { groups: {} } } },
        fields: GROUP,
      },
      [`${C}.groupPolicy`, `${C}.groups.7`],
    ],
    [
      'is the entry of the group beside what admits to it',
      { imessage: { ...OPEN, groups: { '*': {}, 7: { requireMention: false } } }, fields: GROUP },
      [`${C}.groupPolicy`, `${C}.groups.7`],
    ],
    [
      'is the entry that names the chat',
      { imessage: { groupAllowFrom: ['a@example.com', 'chat_id:7'] }, fields: GROUP },
      [`${C}.groupAllowFrom[1]`],
    ],
    [
      'is that of direct messages where groups have no list',
      { imessage: {}, fields: GROUP },
      [`${C}.allowFrom[0]`],
    ],
    [
      'is the policy of all channels where the channel has none',
      { imessage: {}, rest: { channels: { defaults: OPEN, imessage: {} } }, fields: GROUP },
      ['channels.defaults.groupPolicy'],
    ],
    [
      'is none of all channels that no channel inherits',
      { imessage: {}, rest: { channels: { defaults: { dmPolicy: 'open' }, imessage: { allowFrom: [] } } } },
      [`${C}.allowFrom`, `${C}.dmPolicy (default)`],
    ],
    [
      'is where a mention is asked for',
      {
        imessage: { ...OPEN, groups: { '*': { requireMention: true }, 7: {} } },
        rest: { messages: { groupChat: { mentionPatterns: ['claw'] } } },
        fields: GROUP,
      },
      [`${C}.groups.*.requireMention`],
    ],
    [
      'is that of the group itself among several whose names begin alike',
      {
        imessage: {
          ...OPEN,
          groups: { '*': {}, [`chat_guid:${LONG}1`]: {}, [`chat_guid:${LONG}2`]: { requireMention: true } },
        },
        rest: { messages: { groupChat: { mentionPatterns: ['claw'] } } },
        fields: { ...GROUP, chat_guid: `${LONG}2`, chat_identifier: `${LONG}2`.slice(6) },
      },
      [`${C}.groups["${`chat_guid:${LONG}`.slice(0, 39)}…"].requireMention`],
    ],
    [
      'is the pattern that found one',
      {
        imessage: OPEN,
        rest: { messages: { groupChat: { mentionPatterns: ['nobody', 'hel+o'] } } },
        fields: GROUP,
      },
      [`${C}.groupPolicy`, 'messages.groupChat.mentionPatterns[1]'],
    ],
    [
      'is the list of owners',
      { rest: { commands: { ownerAllowFrom: ['a@example.com', ALICE] } }, fields: { text: '/help' } },
      ['commands.ownerAllowFrom[1]'],
    ],
    [
      'is the entry that names who wrote where a direct chat hears a command of whoever may speak',
      { rest: { commands: { useAccessGroups: false } }, fields: { text: '/help' } },
      [`${C}.allowFrom[0]`],
    ],
    [
      'is what lets a command wait',
      { imessage: { coalesceSameSenderDms: true }, fields: { text: '/help' } },
      [`${C}.coalesceSameSenderDms`],
    ],
    [
      'is the entry of whoever may use commands in a group',
      {
        imessage: { ...OPEN, allowFrom: [], groupAllowFrom: ['a@example.com', ALICE] },
        fields: { ...GROUP, text: '/help' },
      },
      [`${C}.groupAllowFrom[1]`],
    ],
    [
      'is the entry of the group in which commands are heard',
      { imessage: { allowFrom: [], groupAllowFrom: ['chat_id:7'] }, fields: { ...GROUP, text: '/help' } },
      [`${C}.groupAllowFrom[0]`],
    ],
    [
      'are the lists that name nobody who may use commands in a group',
      { imessage: { ...OPEN, allowFrom: ['a@example.com'] }, fields: { ...GROUP, text: '/help' } },
      [`${C}.groupAllowFrom (default)`, `${C}.allowFrom`],
    ],
    [
      'is that no owner is named where who paired first uses a command',
      {
        imessage: { allowFrom: [] },
        fields: { text: '/help' },
        pairing: { paired: new Set([OWNER]), owner: OWNER, requests: [] },
      },
      ['commands.ownerAllowFrom (default)'],
    ],
    [
      'is that the owner is heard where they use a command',
      {
        imessage: { ...OPEN, ownerMessages: 'mention' },
        rest: { messages: { groupChat: { mentionPatterns: ['help'] } } },
        fields: { ...GROUP, is_from_me: true, text: '/help' },
      },
      [`${C}.ownerMessages`],
    ],
    [
      'is that the owner is heard, and the pattern that found the agent mentioned, whoever the other party is',
      {
        imessage: { ownerMessages: 'mention' },
        rest: { messages: { groupChat: { mentionPatterns: ['nobody', 'hel+o'] } } },
        fields: { is_from_me: true, destination_caller_id: '+15550009999' },
      },
      [`${C}.ownerMessages`, 'messages.groupChat.mentionPatterns[1]'],
    ],
    ['is whether the owner is heard', { fields: { is_from_me: true } }, [`${C}.ownerMessages (default)`]],
    [
      'is none where no configuration would decide otherwise',
      { fields: { created_at: '2026-03-02T08:00:00.000Z' } },
      [],
    ],
    [
      'is none where a row says nothing',
      { fields: { sender: null, text: '' } },
      [`${C}.ownAddresses (default)`],
    ],
  ])('%s', async (_what, given, keys) => {
    expect(await keysOf(given)).toEqual(keys);
  });
});

describe('a row', () => {
  test('shows what it would be by the configuration as it is now', async () => {
    const { verdicts } = await explained(
      {},
      { imessage: { dmPolicy: 'allowlist', allowFrom: ['a@example.com'] } },
    );
    expect(verdicts).toMatchObject([
      { code: 'admitted', now: { fate: 'denied', code: 'dm_blocked', reason: 'dmPolicy blocked' } },
    ]);
  });

  test('of the owner’s own is theirs, whomever the wire names as its sender', async () => {
    const fields = { is_from_me: true, destination_caller_id: '+15550009999' };
    const heard = {
      imessage: { ownerMessages: 'mention' },
      rest: { messages: { groupChat: { mentionPatterns: ['hello'] } } },
    };
    expect(await explained({ ...heard, fields })).toMatchObject({ sender: '+15550009999' });
    expect(await explained({ fields })).toMatchObject({ sender: 'Me' });
  });

  test('of an account that is gone has what is recorded', async () => {
    const gone = { imessage: { enabled: false } };
    const { verdicts } = await explained({}, gone);
    expect(verdicts).toMatchObject([
      { code: 'admitted', undecidable: 'the account is not in the configuration', keys: [], stages: [] },
    ]);
  });

  test('that several databases have by its number is asked for by its GUID', async () => {
    const places = ['local:default', 'local:/other.db'];
    await expect(explained({}, {}, '1', places)).rejects.toMatchObject({
      code: 'row_ambiguous',
      message: '2 databases have had a row 1: GUID-0 (account default), GUID-1 (account default).',
    });
    expect(await explained({}, {}, 'guid-1', places)).toMatchObject({ sourceId: 'source 1' });
  });
});
