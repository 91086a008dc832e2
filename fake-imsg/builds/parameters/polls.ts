// What methods take that ask people, and that vote (wire-5.3).

import type { AddressRule } from '../../program/address.ts';
import type { MethodSpec } from '../../server/policy.ts';
import { LENIENT, off, replyTo, STRICT, text } from './fields.ts';

const question = { type: 'string', required: 'question is required', filled: true } as const;
const asked = {
  question,
  options: { type: 'strings', aliases: ['option'] },
  creator_handle: { type: 'string', aliases: ['creatorHandle'] },
  reply_to: replyTo,
} as const;
const commented = {
  ...asked,
  comment: text,
  suppress_comment: { ...off, aliases: ['suppressComment'] },
} as const;
const pollGuid = {
  type: 'string',
  aliases: ['pollGuid', 'poll_message_guid', 'message_guid', 'message_id'],
  required: 'poll_guid is required',
  filled: true,
} as const;
const optionId = { type: 'string', aliases: ['optionId', 'optionIdentifier'], trimmed: true } as const;
const oneChoice = {
  poll_guid: pollGuid,
  option_id: { ...optionId, required: 'option_id is required', filled: true },
} as const;
const anyChoice = {
  poll_guid: pollGuid,
  option_id: optionId,
  option_index: { type: 'integer', aliases: ['optionIndex'] },
  option: { type: 'string', trimmed: true },
} as const;

const mutation = (params: MethodSpec['params'], address: AddressRule): MethodSpec => ({
  lane: 'mutation',
  params,
  address,
});

export const lenientPolls = {
  /** Before 0.12.3 nothing was said beside a poll. */
  sendBefore0123: mutation(asked, LENIENT.chat),
  send: mutation(commented, LENIENT.chat),
  vote: mutation(oneChoice, LENIENT.chat),
};
export const strictPolls = {
  send: mutation(commented, STRICT.chat),
  vote: mutation(anyChoice, STRICT.chat),
};
