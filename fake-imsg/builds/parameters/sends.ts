// What methods take that send (wire-5.3, wire-6.1 and wire-6.5).

import type { MethodSpec } from '../../server/policy.ts';
import type { ParamSpec } from '../../wire/params.ts';
import {
  effect,
  formatting,
  integer,
  LENIENT,
  objects,
  off,
  on,
  partIndex,
  replyTo,
  STRICT,
  text,
} from './fields.ts';

const service = { type: 'string', default: 'auto' } as const satisfies ParamSpec;
const transport = { type: 'string', default: 'auto' } as const satisfies ParamSpec;
const region = { type: 'string', default: 'US' } as const satisfies ParamSpec;
const sendFormatting = {
  type: 'objects',
  aliases: ['textFormatting', 'formatting'],
} as const satisfies ParamSpec;
const voice = { ...off, aliases: ['is_audio', 'as_voice'] } as const satisfies ParamSpec;
const file = {
  type: 'string',
  aliases: ['path'],
  required: 'file is required',
  filled: true,
} as const satisfies ParamSpec;

const lenientAddress = LENIENT.anyone('to is required for direct sends');
const plain = { text, file: text, service, region };
const rich = {
  text: { type: 'string', aliases: ['message'] },
  part_index: partIndex,
  dd_scan: { ...on, aliases: ['ddScan'] },
  effect_id: effect,
  subject: text,
  reply_to: replyTo,
  text_formatting: formatting,
} as const;
/** Spellings of a rich link that 0.13 knows only to refuse them. */
const retiredLinks = { link: text, rich_link: text, richLink: text, rich_link_url: text };

export const lenientSends = {
  /** Before 0.8.1 there was no choice of a transport. */
  sendBefore081: { lane: 'mutation', params: plain, address: lenientAddress },
  /** Before 0.12 replies and formatting were ignored. */
  sendBefore012: { lane: 'mutation', params: { ...plain, transport }, address: lenientAddress },
  send: {
    lane: 'mutation',
    params: { ...plain, transport, reply_to: replyTo, text_formatting: sendFormatting },
    address: lenientAddress,
  },
  /** Before 0.13 there were no rich links. */
  richBefore013: { lane: 'mutation', params: rich, address: LENIENT.chat },
  rich: { lane: 'mutation', params: { ...rich, url: text, ...retiredLinks }, address: LENIENT.chat },
  attachment: {
    lane: 'mutation',
    params: { file, audio: voice, reply_to: replyTo },
    address: LENIENT.chat,
  },
} as const satisfies Record<string, MethodSpec>;

/** Came with 0.13, and was exact from then on. */
export const sticker = {
  lane: 'mutation',
  params: {
    file: { type: 'string', required: 'file is required', filled: true },
    attach_to: text,
    part_index: integer,
  },
  address: STRICT.chat,
  isExact: true,
} as const satisfies MethodSpec;

const strictSend = {
  text,
  file: text,
  text_formatting: sendFormatting,
  service,
  transport,
  region,
  allow_sms_fallback: { ...on, aliases: ['allowSMSFallback'] },
  reply_to: replyTo,
} as const;

export const strictSends = {
  /** Before `send.tracked`. */
  sendBefore015: { lane: 'mutation', params: strictSend, address: STRICT.anyone },
  send: { lane: 'mutation', params: { ...strictSend, attempt_id: text }, address: STRICT.anyone },
  tracked: {
    lane: 'mutation',
    params: { ...strictSend, attempt_id: { type: 'string', required: 'attempt_id must be a UUID' } },
    address: STRICT.anyone,
  },
  rich: {
    lane: 'mutation',
    params: { ...rich, file: { type: 'string', aliases: ['path'] }, url: text },
    address: STRICT.chat,
  },
  attachment: {
    lane: 'mutation',
    params: { file, audio: voice, reply_to: replyTo, part_index: partIndex },
    address: STRICT.chat,
  },
  multipart: {
    lane: 'mutation',
    params: {
      parts: { ...objects, required: 'parts is required' },
      effect_id: effect,
      subject: text,
    },
    address: STRICT.chat,
  },
} as const satisfies Record<string, MethodSpec>;
