import type { ChatDb } from '../chat-db/read/chat-db.ts';
import type { Address } from '../program/address.ts';
import type { Options } from './options.ts';
import { invalidChatTarget, invalidOption, missingOption } from './usage-error.ts';

/** Where a command acts, as the command line says it. */
export interface ChatTarget {
  readonly to: string;
  readonly chatId: number | null;
  readonly identifier: string;
  readonly guid: string;
  /** Whether a chat is named, rather than an address. */
  readonly isChat: boolean;
}

/** Reads `--to` or the names of a chat (wire-1.3). Throws `UsageError` for both or neither. */
export function readChatTarget(options: Options): ChatTarget {
  const to = options.text('to') ?? '';
  const chatId = options.integer('chat-id', { min: 1 });
  const identifier = options.text('chat-identifier') ?? '';
  const guid = options.text('chat-guid') ?? '';
  const isChat = chatId !== null || identifier !== '' || guid !== '';
  if (isChat && to !== '') throw invalidOption('to');
  if (!isChat && to === '') throw missingOption('to');
  return { to, chatId, identifier, guid, isChat };
}

/**
 * The same as methods have it: a chat that was given in several ways by the one that counts. Throws `ImsgError`
 * for a chat id that there is not.
 */
export function targetAddress(target: ChatTarget, chatDb: () => ChatDb): Address {
  const { chatId, guid, identifier, to } = target;
  if (chatId !== null) {
    const chat = chatDb().chats.byId(chatId);
    if (!chat) throw invalidChatTarget(`Unknown chat id ${chatId}`);
    if (!chat.guid && !chat.identifier) throw invalidChatTarget('Missing chat identifier or guid');
    return { kind: 'chatId', chatId };
  }
  if (guid !== '') return { kind: 'guid', guid };
  return identifier === '' ? { kind: 'to', to } : { kind: 'identifier', identifier };
}
