import { expect, test } from 'vitest';
import { accessWarnings } from '../../../../engine/access/warnings.ts';
import { parseConfig } from '../../../../engine/config/load.ts';
import { id } from '../../../support/messages/ids.ts';

function warnings(imessage: object, accessGroups: object = {}): string[] {
  const agents = { list: [{ id: 'main', type: 'echo' }] };
  return accessWarnings(
    parseConfig({ agents, accessGroups, channels: { imessage } }, { home: '/home/ada' }).config,
  );
}

test('warns once per account that nobody in a group can be admitted (ACC-43)', () => {
  expect(warnings({ accounts: { a: {}, b: { groupPolicy: 'disabled' }, c: { enabled: false } } })).toEqual([
    expect.stringMatching(/^imessage: groupPolicy="allowlist" for account "a" but no group sender allowlist/),
  ]);
});

test('names entries that match nobody by their place, not by their value', () => {
  const lines = warnings({ allowFrom: ['+15550001111', 'chat_id:x', 'chat_id:7', 'accessGroup:gone'] });
  expect(lines).toEqual([
    'imessage: allowFrom[1] of account "default" is neither a handle nor a chat; it matches nobody.',
    'imessage: allowFrom[2] of account "default" is a chat and never admits a sender; chats belong in groupAllowFrom.',
    'imessage: allowFrom[3] of account "default" names an access group that does not exist; it matches nobody.',
  ]);
});

test('warns of entries that are no address, which nobody has but a sender of that name (P6, ruling-36)', () => {
  const line =
    'is neither a number nor a mail address; it can match nobody but a sender of exactly that name.';
  const entries = [
    'Alice from work',
    '+15550001111',
    'urn:biz:1234',
    '22395',
    'mailto:ada@example.com',
    'Bob',
  ];
  expect(warnings({ dmPolicy: 'allowlist', allowFrom: entries })).toEqual([
    `imessage: allowFrom[0] of account "default" ${line}`,
    `imessage: allowFrom[5] of account "default" ${line}`,
    expect.stringMatching(/^imessage: 4 addresses/),
  ]);
});

test('warns of members of an access group that are no handles', () => {
  const ops = { type: 'message.senders', members: { '*': ['*'], imessage: ['+15550001111', 'chat_id:7'] } };
  expect(warnings({ allowFrom: ['accessGroup:ops'] }, { ops })).toEqual([
    'imessage: accessGroups["ops"].members["*"][0] is not a handle; it matches nobody.',
    'imessage: accessGroups["ops"].members["imessage"][1] is not a handle; it matches nobody.',
  ]);
});

test('says nothing of a configuration that means what it says', () => {
  expect(warnings({ allowFrom: ['+15550001111'], groupAllowFrom: ['chat_id:7', 'ada@example.com'] })).toEqual(
    [],
  );
});

test('warns of one session for all once two people may write (ruling-31, P7)', () => {
  const shared = (imessage: object, session: object = {}, accessGroups: object = {}) => {
    const agents = { list: [{ id: 'main', type: 'echo' }] };
    const config = {
      agents,
      session,
      accessGroups,
      channels: { imessage: { groupPolicy: 'open', ...imessage } },
    };
    return accessWarnings(parseConfig(config, { home: '/home/ada' }).config);
  };
  const two = ['+15550001111', 'ada@example.com'];
  const line = (who: string) => [
    `imessage: ${who} may write in direct messages, and session.dmScope is "main": all of them share one session with ` +
      'the agent. Set session.dmScope to "per-peer" to give each person one.',
  ];
  expect(shared({ allowFrom: two })).toEqual(line('2 addresses'));
  expect(shared({ dmPolicy: 'open', allowFrom: ['*'] })).toEqual(line('everybody'));
  const ops = { type: 'message.senders', members: { '*': two } };
  expect(shared({ allowFrom: ['accessGroup:ops'] }, {}, { ops })).toEqual(line('2 addresses'));
  const apart = { a: { allowFrom: [two[0]] }, b: { allowFrom: [two[1]] } };
  expect(shared({ accounts: apart })).toEqual(line('2 addresses'));

  expect(shared({ allowFrom: ['+15550001111', '+1 555 000 1111'] })).toEqual([]);
  expect(shared({ allowFrom: two }, { dmScope: 'per-peer' })).toEqual([]);
  expect(shared({ dmPolicy: 'disabled', allowFrom: two })).toEqual([]);
});

test('warns of it for those who have paired as well, where pairing admits (ruling-31)', () => {
  const agents = { list: [{ id: 'main', type: 'echo' }] };
  const said = (dmPolicy: string) => {
    const imessage = { groupPolicy: 'open', dmPolicy, allowFrom: ['+15550001111'] };
    const { config } = parseConfig({ agents, channels: { imessage } }, { home: '/home/ada' });
    return accessWarnings(config, () => new Set([id.handle('ada@example.com')]));
  };
  expect(said('pairing')).toEqual([expect.stringMatching(/^imessage: 2 addresses may write/)]);
  expect(said('allowlist')).toEqual([]);
});

test('warns where the owner is to mention the agent and no pattern says how (ruling-33)', () => {
  const groups = { groupPolicy: 'disabled', ownerMessages: 'mention' };
  expect(warnings(groups)).toEqual([expect.stringContaining('nothing that the owner writes is a turn')]);
  expect(warnings({ ...groups, ownerMessages: 'ignore' })).toEqual([]);
});

test('warns of rules for the tools of a group that are for no handle, by their place (ruling-36)', () => {
  const toolsBySender = {
    'ID:+15550001111': {},
    'id:Alice from work': {},
    'name:Alice from work': {},
    '*': {},
    'e164:x': {},
  };
  const line = 'of toolsBySender in groups["7"] of account "default" is not a handle; it matches nobody.';
  expect(warnings({ groupAllowFrom: ['+15550001111'], groups: { '7': { toolsBySender } } })).toEqual([
    `imessage: entry 2 ${line}`,
    `imessage: entry 5 ${line}`,
  ]);
});
