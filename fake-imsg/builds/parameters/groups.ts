// What methods take that act on a chat or a group, and those that tell the others we type or have read
// (wire-5.3). Only how they are told where to has changed.

import type { AddressRule } from '../../program/address.ts';
import type { MethodSpec } from '../../server/policy.ts';
import type { ParamSpec } from '../../wire/params.ts';
import { LENIENT, on, STRICT, text } from './fields.ts';

const member = { type: 'string', required: 'address is required', filled: true } as const satisfies ParamSpec;
const addressesRequired = 'addresses is required (non-empty array of phone/email)';
const typingService = { type: 'string', default: 'imessage' } as const satisfies ParamSpec;

const groupsIn = (chat: AddressRule, anyone: AddressRule) =>
  ({
    create: {
      lane: 'mutation',
      params: {
        addresses: { type: 'strings', required: addressesRequired, filled: true },
        service: { type: 'string', default: 'iMessage' },
        name: text,
        text,
      },
    },
    delete: { lane: 'mutation', params: {}, address: chat },
    markUnread: { lane: 'mutation', params: {}, address: chat },
    rename: {
      lane: 'mutation',
      params: { name: { type: 'string', required: 'name is required' } },
      address: chat,
    },
    setIcon: { lane: 'mutation', params: { file: text }, address: chat },
    addParticipant: { lane: 'mutation', params: { address: member }, address: chat },
    removeParticipant: { lane: 'mutation', params: { address: member }, address: chat },
    leave: { lane: 'mutation', params: {}, address: chat },
    shouldShare: { lane: 'read', params: {}, address: chat },
    share: { lane: 'mutation', params: {}, address: chat },
    typing: { lane: 'mutation', params: { typing: on, service: typingService }, address: anyone },
    read: { lane: 'mutation', params: {}, address: anyone },
  }) as const satisfies Record<string, MethodSpec>;

export const lenientGroups = groupsIn(LENIENT.chat, LENIENT.anyone('to is required'));
export const strictGroups = groupsIn(STRICT.chat, STRICT.anyone);

/** `typing.start` and `typing.stop`, of 0.5 only. */
export const typingOf05 = {
  lane: 'mutation',
  params: { service: typingService },
  address: LENIENT.anyone('to is required for direct typing'),
} as const satisfies MethodSpec;
