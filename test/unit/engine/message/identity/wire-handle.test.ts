import { describe, expect, it, test } from 'vitest';
import { eventId } from '../../../../../engine/inbound/claim.ts';
import { contentKey } from '../../../../../engine/inbound/content.ts';
import { ownAddresses } from '../../../../../engine/message/authorship.ts';
import { readWireHandle, wireHandle } from '../../../../../engine/message/identity/wire-handle.ts';
import type { Message } from '../../../../../engine/message/message.ts';
import { normalize, parseJournalled } from '../../../../../engine/message/normalize.ts';
import { otherParty } from '../../../../../engine/message/owner.ts';
import { messageFrame, payload } from '../../../../support/messages/payload.ts';

test.each([
  ['2025550123', 'US', '+12025550123'],
  ['12025550123', 'US', '+12025550123'],
  ['(202) 555-0123', 'US', '+12025550123'],
  ['imessage:2025550123', 'US', '+12025550123'],
  ['tel:2025550123', 'US', '+12025550123'],
  ['030 5550123', 'DE', '+49305550123'],
  // None of that country, or of no country that is known.
  ['5550001111', 'US', '5550001111'],
  ['61016', 'US', '61016'],
  ['2025550123', 'XX', '2025550123'],
  ['2025550123', null, '2025550123'],
  // With its country, which may be any.
  ['+2025550123', 'US', '+2025550123'],
  ['alice@example.com', 'US', 'alice@example.com'],
  ['urn:biz:2025550123', 'US', 'urn:biz:2025550123'],
  ['', 'US', ''],
])('%j is read in %s as %j (ruling-36)', (handle, region, read) => {
  expect(readWireHandle(handle, region)).toBe(read);
});

it('is compared in the form of the lists', () => {
  expect(wireHandle('202-555-0123', 'US')).toBe('+12025550123');
  expect(wireHandle('202-555-0123', null)).toBe('+2025550123');
});

const SHORT = '2025550123';
const FULL = '+12025550123';
const told = { sender: SHORT, chat_guid: `any;-;${SHORT}`, chat_identifier: SHORT };

function messageOf(fields: object, region: string | null, own = ownAddresses(null, region)): Message {
  const normalized = normalize(payload({ ...told, ...fields }), own, null, region);
  if (!normalized.ok) throw new Error(normalized.field);
  return normalized.message;
}

describe('a row from a number without its country', () => {
  it('is from the full number, also as it is read again and where it is quoted', () => {
    const thread = { thread_originator_guid: 'G0', reply_to_sender: SHORT };
    expect(messageOf(thread, 'US')).toMatchObject({ sender: FULL, repliedTo: { sender: FULL } });
    expect(parseJournalled(messageFrame(told), null, 'US').sender).toBe(FULL);
    expect(parseJournalled(messageFrame(told), null, null).sender).toBe(SHORT);
  });

  it('has the same identity and the same content whether a region is set or not', () => {
    const fields = { guid: '' };
    const [with_, without] = [messageOf(fields, 'US'), messageOf(fields, null)];
    expect(eventId(with_)).toBe(eventId(without));
    const wire = payload({ ...told, ...fields });
    expect(contentKey(with_, wire, 'secret')).toEqual(contentKey(without, wire, 'secret'));
  });

  it('of the owner is in the conversation with the full number', () => {
    const own = messageOf({ is_from_me: true, sender: '+15550009999' }, 'US');
    expect(otherParty(own, 'US')).toBe(FULL);
  });

  it('is nobody’s where it is the line that it reached, however the two are written', () => {
    expect(
      messageOf({ destination_caller_id: FULL, chat_guid: 'any;-;x', chat_identifier: 'x' }, 'US').sender,
    ).toBe('');
  });

  it('stands in the chat with oneself where the file lists the number', () => {
    const own = ownAddresses(['(202) 555-0123'], 'US');
    expect(messageOf({ destination_caller_id: FULL }, 'US', own)).toMatchObject({
      sender: FULL,
      isWithOneself: true,
    });
  });
});
