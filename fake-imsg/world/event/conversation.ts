import { derivedGuid } from '../../chat-db/schema/derived-guid.ts';
import type { Conversation } from '../../chat-db/write/chats.ts';
import type { WorldEvent } from '../../device/device.ts';
import { badField, toHandle } from './fields.ts';

const GUID = /^[^;]+;[-+];.+$/;

/**
 * The identifier of a group made on this Mac. It follows from the name, or from the participants when the
 * group has none, so that every event that speaks of the group means the same one.
 */
export function groupIdentifier(name: string, participants: readonly string[]): string {
  const seed = name === '' ? `participants ${[...participants].sort().join(' ')}` : `name ${name}`;
  const hex = derivedGuid(seed, 'group identifier').replaceAll('-', '').slice(16);
  return `chat6${String(BigInt(`0x${hex}`) % 10n ** 17n).padStart(17, '0')}`;
}

/** The conversation of the chat with that guid, which may be one that no Messages would make. */
export function conversationOfGuid(guid: string, participants: readonly string[]): Conversation {
  const [, polarity, identifier = guid] = /^[^;]*;([-+]);(.*)$/s.exec(guid) ?? [];
  return polarity === '-' && identifier !== ''
    ? { kind: 'dm', address: identifier, guid }
    : { kind: 'group', identifier, name: '', participants, guid };
}

function groupOf(event: WorldEvent, chat: object, others: readonly string[]): Conversation {
  const { name = '', with: added = [], identifier, ...unknown } = chat as Record<string, unknown>;
  const wrong = Object.keys(unknown)[0];
  if (wrong !== undefined)
    throw badField(event, 'chat', `"${wrong}" is no part of it: use name, with, identifier`);
  if (typeof name !== 'string') throw badField(event, 'chat', 'its name must be a string');
  if (!Array.isArray(added)) throw badField(event, 'chat', 'its "with" must be a list of handles');
  if (identifier !== undefined && typeof identifier !== 'string') {
    throw badField(event, 'chat', 'its identifier must be a string, such as "chat639512345678901234"');
  }
  const participants = [...new Set([...others, ...added.map((handle) => toHandle(handle, event, 'chat'))])];
  if (name === '' && identifier === undefined && added.length === 0) {
    throw badField(event, 'chat', 'give the group a name, or say with whom it is');
  }
  return { kind: 'group', identifier: identifier ?? groupIdentifier(name, participants), name, participants };
}

/**
 * The conversation that the field `chat` speaks of: the guid of a chat, or a group as
 * `{ name?, with?, identifier? }`, made on first use. Absent, it is the DM with `others[0]`.
 */
export function conversationField(event: WorldEvent, others: readonly string[]): Conversation {
  const { chat } = event;
  if (typeof chat === 'string') {
    if (!GUID.test(chat)) throw badField(event, 'chat', 'give a chat guid, such as "any;-;+15550001111"');
    return conversationOfGuid(chat, others);
  }
  if (typeof chat === 'object' && chat !== null) return groupOf(event, chat, others);
  const address = others[0];
  if (chat !== undefined || address === undefined) {
    throw badField(event, 'chat', 'give a chat guid or a group { name, with }');
  }
  return { kind: 'dm', address };
}
