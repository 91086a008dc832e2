// Parameters that several methods have, and how methods are told where to.

import type { AddressRule } from '../../program/address.ts';
import type { ParamSpec } from '../../wire/params.ts';

export const text = { type: 'string' } as const satisfies ParamSpec;
export const integer = { type: 'integer' } as const satisfies ParamSpec;
export const objects = { type: 'objects' } as const satisfies ParamSpec;
export const off = { type: 'boolean', default: false } as const satisfies ParamSpec;
export const on = { type: 'boolean', default: true } as const satisfies ParamSpec;
export const texts = { type: 'strings', default: [] } as const satisfies ParamSpec;

export const partIndex = { type: 'integer', aliases: ['partIndex'] } as const satisfies ParamSpec;
export const replyTo = {
  type: 'string',
  aliases: ['replyTo', 'reply_to_guid', 'message_guid'],
} as const satisfies ParamSpec;
export const effect = { type: 'string', aliases: ['effectId', 'effect'] } as const satisfies ParamSpec;
export const formatting = { type: 'objects', aliases: ['textFormatting'] } as const satisfies ParamSpec;

/** The GUID of the message a method acts on (wire-5.3). */
export const messageGuid = {
  type: 'string',
  aliases: ['messageId', 'message_guid', 'messageGuid', 'message'],
  required: 'message_id or message_guid is required',
  filled: true,
  trimmed: true,
} as const satisfies ParamSpec;

/** Builds from 0.14 on: exactly one chat, or a person where that makes sense. */
export const STRICT = {
  chat: {
    to: false,
    missing: 'exactly one of chat_id, chat_identifier, or chat_guid is required',
    mixed: '',
  },
  anyone: {
    to: true,
    missing: 'exactly one of chat_id, chat_identifier, or chat_guid is required',
    mixed: 'use to or exactly one chat selector; not both',
  },
} as const satisfies Record<string, AddressRule>;

/** Builds before 0.14. `missing` of `anyone` depends on the method. */
export const LENIENT = {
  chat: { to: false, missing: 'chat_guid, chat_identifier, or chat_id is required', mixed: '' },
  anyone: (missing: string) => ({ to: true, missing, mixed: 'use to or chat_*; not both' }),
} as const;
