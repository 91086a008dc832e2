import { describe, expect, it } from 'vitest';
import { parseTarget } from '../../../../engine/outbound/target.ts';

describe('a target as people write it', () => {
  it.each([
    ['+1 (555) 000-1111', { kind: 'handle', handle: '+15550001111', service: null }],
    ['tel:555-000-1111', { kind: 'handle', handle: '+15550001111', service: null }],
    ['Alice@Example.com', { kind: 'handle', handle: 'alice@example.com', service: null }],
    ['262966', { kind: 'handle', handle: '+262966', service: null }],
    ['sms:+15550001111', { kind: 'handle', handle: '+15550001111', service: 'sms' }],
    ['iMessage:+15550001111', { kind: 'handle', handle: '+15550001111', service: 'imessage' }],
  ])('%s is somebody, over the service that stands before it (TGT-1, TGT-6)', (text, target) => {
    expect(parseTarget(text, 'US')).toEqual(target);
  });

  it('auto: before somebody is said, unlike no service at all (TGT-6)', () => {
    expect(parseTarget('auto:+15550001111', 'US')).toMatchObject({ service: 'auto' });
  });

  it.each([
    ['chat_id:12', { kind: 'chatId', chatId: 12 }],
    ['sms:chat_id:12', { kind: 'chatId', chatId: 12 }],
    ['chat_guid:iMessage;-;+15550001111', { kind: 'chatGuid', chatGuid: 'iMessage;-;+15550001111' }],
    ['0123456789abcdef0123456789abcdef', { kind: 'chatIdentifier' }],
  ])('%s is a chat, whatever service stands before it (TGT-4, TGT-6, TGT-7)', (text, target) => {
    expect(parseTarget(text, 'US')).toMatchObject(target);
  });

  it.each([
    ['', 'iMessage target is required.'],
    ['sms:', 'sms target is required.'],
    ['chat_id:1.5', 'Invalid chat_id: 1.5.'],
    ['chat_guid:', 'chat_guid is required.'],
    ['chat_identifier:', 'chat_identifier is required.'],
    ['*', 'The iMessage target is neither a chat nor a phone number or mail address.'],
    ['somebody', 'The iMessage target is neither a chat nor a phone number or mail address.'],
    [
      'iMessage;-;+15550001111',
      'The iMessage target is neither a chat nor a phone number or mail address: write chat_guid: before a GUID.',
    ],
    [
      '1471516006324375695',
      'The iMessage target is neither a chat nor a phone number or mail address: a number has at most 15 digits.',
    ],
  ])('"%s" is refused and says why (TGT-5, F9, invariant-33)', (text, message) => {
    expect(() => parseTarget(text, 'US')).toThrow(
      expect.objectContaining({ code: 'target_invalid', message }),
    );
  });
});
