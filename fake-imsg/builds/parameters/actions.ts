// What methods take that act on a message (wire-5.3). Only how they are told where to has changed.

import type { AddressRule } from '../../program/address.ts';
import type { MethodSpec } from '../../server/policy.ts';
import { LENIENT, messageGuid, off, partIndex, STRICT } from './fields.ts';

const FIRST_PART = { ...partIndex, default: 0 } as const;

const reaction = { type: 'string', aliases: ['kind', 'emoji'] } as const;
const onMessage = { message_id: messageGuid, remove: off, part_index: FIRST_PART } as const;

const actionsIn = (address: AddressRule) =>
  ({
    tapback: {
      lane: 'mutation',
      params: { ...onMessage, reaction },
      address,
    },
    /** Late in 0.15: an emoji goes as it is. */
    tapbackWithEmoji: {
      lane: 'mutation',
      params: { ...onMessage, reaction: { type: 'string', aliases: ['kind'] }, emoji: { type: 'string' } },
      address,
    },
    edit: {
      lane: 'mutation',
      params: {
        message_id: messageGuid,
        text: {
          type: 'string',
          aliases: ['new_text', 'newText', 'edited_message'],
          required: 'text is required',
          filled: true,
        },
        backwards_compatibility_message: {
          type: 'string',
          aliases: ['backwardsCompatibilityMessage', 'bc_text', 'bcText'],
        },
        part_index: FIRST_PART,
      },
      address,
    },
    unsend: { lane: 'mutation', params: { message_id: messageGuid, part_index: FIRST_PART }, address },
    delete: { lane: 'mutation', params: { message_id: messageGuid }, address },
    notifyAnyways: { lane: 'mutation', params: { message_id: messageGuid }, address },
  }) as const satisfies Record<string, MethodSpec>;

export const lenientActions = actionsIn(LENIENT.chat);
export const strictActions = actionsIn(STRICT.chat);
