import type { ChatGuid, ChatId } from '../ids.ts';
import { type Handle, stripServicePrefixes } from './handles.ts';
import { readWrittenHandle } from './written-handle.ts';

/** One entry of allowFrom or groupAllowFrom. */
export type AllowEntry =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'handle'; readonly handle: Handle }
  | { readonly kind: 'accessGroup'; readonly name: string }
  | { readonly kind: 'chatId'; readonly chatId: ChatId }
  | { readonly kind: 'chatGuid'; readonly chatGuid: ChatGuid }
  | { readonly kind: 'chatIdentifier'; readonly chatIdentifier: string };

/** Contacts and web pages wrap copied numbers in direction marks, which nobody sees and no sender has. */
const INVISIBLE = /[\u200b\u200e\u200f\ufeff]|[\u202a-\u202e]|[\u2060-\u2069]/g;

/** The country of numbers that are written as they are dialled there, where nothing else is set. */
export const DEFAULT_REGION = 'US';

/** Null where the entry is malformed; it then matches nobody (TGT-5). */
export function parseAllowEntry(text: string, region: string = DEFAULT_REGION): AllowEntry | null {
  const entry = text.replace(INVISIBLE, '').trim();
  if (entry === '*') return { kind: 'anyone' };
  if (entry.startsWith('accessGroup:')) return { kind: 'accessGroup', name: entry.slice(12).trim() };
  const bare = stripServicePrefixes(entry);
  const target = /^([a-z_]+):(.*)$/is.exec(bare);
  if (target !== null) {
    const value = target[2]!.trim();
    // A chat goes by any of its names, each with short forms (TGT-4).
    switch (target[1]!.toLowerCase()) {
      case 'chat_id':
      case 'chatid':
      case 'chat':
        return parseChatId(value);
      case 'chat_guid':
      case 'chatguid':
      case 'guid':
        return value === '' ? null : { kind: 'chatGuid', chatGuid: value as ChatGuid };
      case 'chat_identifier':
      case 'chatidentifier':
      case 'chatident':
        return value === '' ? null : { kind: 'chatIdentifier', chatIdentifier: value };
    }
  }
  // Newer systems identify groups by 32 hexadecimal digits (TGT-7).
  if (/^[0-9a-f]{32}$/i.test(bare)) return { kind: 'chatIdentifier', chatIdentifier: bare };
  const handle = readWrittenHandle(bare, region);
  return handle === null ? null : { kind: 'handle', handle };
}

function parseChatId(value: string): AllowEntry | null {
  const chatId = Number(value) as ChatId;
  return /^\d+$/.test(value) && Number.isSafeInteger(chatId) ? { kind: 'chatId', chatId } : null;
}
