import { expect, test } from 'vitest';
import { parseAllowEntry } from '../../../../../engine/message/identity/allow-entry.ts';

test.each([
  [' * ', { kind: 'anyone' }],
  ['+1 555 000 1111', { kind: 'handle', handle: '+15550001111' }],
  ['\u202a+1 555 000 1111\u202c', { kind: 'handle', handle: '+15550001111' }],
  ['accessGroup: Ops ', { kind: 'accessGroup', name: 'Ops' }],
  ['chat_id: 42', { kind: 'chatId', chatId: 42 }],
  ['chatid:42', { kind: 'chatId', chatId: 42 }],
  ['CHAT:42', { kind: 'chatId', chatId: 42 }],
  ['imessage:chat_id:42', { kind: 'chatId', chatId: 42 }],
  ['chat_guid:any;+;chat1', { kind: 'chatGuid', chatGuid: 'any;+;chat1' }],
  ['guid:any;+;chat1', { kind: 'chatGuid', chatGuid: 'any;+;chat1' }],
  ['chat_identifier:chat1', { kind: 'chatIdentifier', chatIdentifier: 'chat1' }],
  ['chatident:chat1', { kind: 'chatIdentifier', chatIdentifier: 'chat1' }],
  [
    '0123456789abcdef0123456789ABCDEF',
    { kind: 'chatIdentifier', chatIdentifier: '0123456789abcdef0123456789ABCDEF' },
  ],
])('%j is read as %j (TGT-4 to TGT-7)', (text, entry) => {
  expect(parseAllowEntry(text)).toEqual(entry);
});

test.each([
  '',
  'chat_id:',
  'chat_id:4x',
  'chat_id:-1',
  'chat_id:1e3',
  `chat_id:${'9'.repeat(30)}`,
  'chat_guid: ',
  'chat_identifier:',
  'sms:',
])('%j is malformed and ignored (TGT-5)', (text) => expect(parseAllowEntry(text)).toBeNull());

test('the prefix accessGroup is case-sensitive (ACC-16)', () => {
  expect(parseAllowEntry('accessgroup:ops')).toEqual({ kind: 'handle', handle: 'accessgroup:ops' });
});
