import { expect, test } from 'vitest';
import { accessWarnings } from '../../../../engine/access/warnings.ts';
import { parseConfig } from '../../../../engine/config/load.ts';

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
