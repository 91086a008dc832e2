// What the helper makes of the name of a chat.

import { type ChatRecord, isGroup } from '../../chat-db/read/chats.ts';
import { DIGITS_MIN, digitsOf } from '../../chat-db/read/members.ts';
import { type Helper, HelperError } from './ask-helper.ts';

/** A chat as the helper has found it. */
export interface HelperChat {
  /** Null where Messages has the chat but the file does not: nobody wrote there yet. */
  readonly record: ChatRecord | null;
  readonly isGroup: boolean;
  /** Its guid in a form that world events take. */
  readonly place: string;
}

const GUID = /^([^;]+);([-+]);(.+)$/;
const PREFIXES = ['iMessage;-;', 'iMessage;+;', 'SMS;-;', 'SMS;+;', 'any;-;', 'any;+;'];

function found(record: ChatRecord): HelperChat {
  const group = isGroup(record);
  const place = GUID.test(record.guid) ? record.guid : `any;${group ? '+' : '-'};${record.identifier}`;
  return { record, isGroup: group, place };
}

/**
 * The chat of exactly this guid. One of a direct chat need not have been used before, and finds the chat of that
 * person whichever service it names. Throws `HelperError`.
 */
export function chatByGuid({ chatDb }: Helper, guid: string): HelperChat {
  const record = chatDb.chats.byGuid(guid);
  if (record) return found(record);
  const [, , polarity, address] = GUID.exec(guid) ?? [];
  if (polarity !== '-' || address === undefined) throw new HelperError('Chat not found');
  const direct = chatDb.chats.byIdentifier(address);
  if (direct && !isGroup(direct)) return found(direct);
  return { record: null, isGroup: false, place: `any;-;${address}` };
}

/**
 * The chat that somebody may mean: by guid with any service, by identifier, or else any chat that this person is
 * in, with numbers of the same last digits counting as one. Throws `HelperError`.
 */
export function chatByAnyName(helper: Helper, name: string): HelperChat {
  const { chats, members } = helper.chatDb;
  const prefix = PREFIXES.find((one) => name.startsWith(one)) ?? '';
  const bare = name.slice(prefix.length);
  const guids = [...(name.includes(';') ? [name] : []), ...PREFIXES.map((one) => one + bare)];
  for (const guid of guids) {
    const record = chats.byGuid(guid);
    if (record) return found(record);
  }
  const digits = digitsOf(bare);
  const id = members.chatsWith(bare)[0];
  const record =
    chats.byIdentifier(name) ??
    chats.byIdentifier(bare) ??
    (id === undefined ? null : chats.byId(id)) ??
    (/^[+\d]/.test(bare) && digits.length >= DIGITS_MIN ? byDigits(helper, digits) : null);
  if (record) return found(record);
  throw new HelperError(`Chat not found: ${name}`);
}

function byDigits({ chatDb }: Helper, digits: string): ChatRecord | null {
  const id = chatDb.members.chatWithDigits(digits);
  return id === null ? null : chatDb.chats.byId(id);
}
