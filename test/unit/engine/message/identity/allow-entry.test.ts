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

test.each([
  ['+1\u2011555\u2011000\u20111111', '+15550001111'],
  ['+1\u00a0555\u202f000\u20131111', '+15550001111'],
  ['+1.555.000.1111', '+15550001111'],
  ['001 555 000 1111', '+15550001111'],
  ['00 49 (30) 0000-1111', '+493000001111'],
  ['+44 (0)20 7946 0958', '+442079460958'],
  ['tel:+1\u2212555\u2212000\u22121111', '+15550001111'],
  ['\uff0b\uff11 555 000 1111', '+15550001111'],
  ['(555) 000-1111', '+15550001111'],
  ['555-000-1111', '+15550001111'],
  ['1-555-000-1111', '+15550001111'],
  ['sms:555 000 1111', '+15550001111'],
  ['22395', '+22395'],
  ['mailto:Ada@Example.com', 'ada@example.com'],
  ['MAILTO:ada@example.com?subject=Hello', 'ada@example.com'],
  ['imessage:mailto:ada@example.com', 'ada@example.com'],
])('%j, as people write it, is %s (P6, ruling-36)', (text, handle) => {
  expect(parseAllowEntry(text)).toEqual({ kind: 'handle', handle });
});

test.each([
  ['030 0000-1111', 'DE', '+493000001111'],
  ['(020) 7946 0958', 'GB', '+442079460958'],
  ['+1 555 000 1111', 'DE', '+15550001111'],
  ['555-000-1111', 'CA', '+15550001111'],
  ['555-000-1111', 'nowhere', '+5550001111'],
])('%j is read as it is dialled in %s (ruling-36)', (text, region, handle) => {
  expect(parseAllowEntry(text, region)).toEqual({ kind: 'handle', handle });
});
