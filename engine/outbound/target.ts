// Where something is to go, as people write it: a chat by one of its names, or somebody's handle (TGT-1 to TGT-7).

import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';
import { parseAllowEntry } from '../message/identity/allow-entry.ts';
import type { Handle } from '../message/identity/handles.ts';
import { isAddress } from '../message/identity/written-handle.ts';
import type { ChatGuid, ChatId } from '../message/ids.ts';

export type Target =
  | { readonly kind: 'chatId'; readonly chatId: ChatId }
  | { readonly kind: 'chatGuid'; readonly chatGuid: ChatGuid }
  | { readonly kind: 'chatIdentifier'; readonly chatIdentifier: string }
  /** `service` = how it has to leave; null = as the account says. */
  | {
      readonly kind: 'handle';
      readonly handle: Handle;
      readonly service: 'imessage' | 'sms' | 'auto' | null;
    };

const LENGTH_MAX = 512;
const SERVICE = /^\s*(imessage|sms|auto):/i;
const CHAT = /^(?:chat_?id|chat_?guid|chat_?identifier|chat_?ident|chat|guid):\s*(.*)$/is;

/** `region` = the country of numbers that are written without one. Throws `target_invalid`. */
export function parseTarget(written: string, region: string): Target {
  if (typeof written !== 'string') throw invalid('The iMessage target is no text');
  const text = written.trim();
  if (text === '') throw invalid('iMessage target is required');
  const entry = text.length > LENGTH_MAX ? null : parseAllowEntry(text, region);
  if (entry === null || entry.kind === 'anyone' || entry.kind === 'accessGroup')
    throw invalid(whyInvalid(text));
  if (entry.kind !== 'handle') return entry;
  // Apple takes sends to what can be nobody's number for spam (F9).
  if (!isAddress(entry.handle)) throw invalid(whyInvalid(text));
  const service = SERVICE.exec(text)?.[1]?.toLowerCase() ?? null;
  return { ...entry, service: service as 'imessage' | 'sms' | 'auto' | null };
}

function whyInvalid(text: string): string {
  const service = SERVICE.exec(text);
  const bare = service ? text.slice(service[0].length).trim() : text;
  if (bare === '') return `${service![1]!.toLowerCase()} target is required`;
  const [prefix, value] = [bare.slice(0, bare.indexOf(':')).toLowerCase(), CHAT.exec(bare)?.[1]];
  if (value === undefined)
    return `The iMessage target is neither a chat nor a phone number or mail address${hint(bare)}`;
  if (prefix.includes('guid')) return 'chat_guid is required';
  return prefix.includes('ident') ? 'chat_identifier is required' : `Invalid chat_id: ${clean(value, 20)}`;
}

function hint(text: string): string {
  if (/^[^;]*;[+-];/.test(text)) return ': write chat_guid: before a GUID';
  return /^\+?\d{16,}$/.test(text) ? ': a number has at most 15 digits' : '';
}

function invalid(message: string): EngineError {
  return new EngineError('target_invalid', { message: `${message}.` });
}
