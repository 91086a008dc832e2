import { createHash } from 'node:crypto';
import { foreignJson } from '../imsg/foreign.ts';
import type { Message } from '../message/message.ts';
import { eventIdOf } from '../store/rules.ts';

/**
 * A row's identity for dedupe within its source (REC-1): Apple's GUID, else a composite of what says who
 * wrote what, where and when. A row that lacks part of the composite is known by its rowid alone, so that
 * nothing is ever dropped for want of an id.
 */
export function eventId(message: Message): string {
  if (message.guid !== null) return eventIdOf(message.guid);
  // As it was told: a row has the same id whether a region is set or not.
  const sender = message.toldSender ?? message.sender;
  const conversation = message.chatGuid ?? message.chatIdentifier ?? message.chatId;
  if (conversation === null || sender === '' || message.createdAt === null || message.text === '') {
    return `row:${message.rowid}`;
  }
  const parts = [conversation, sender, message.createdAt, message.text].join('\0');
  return `c:${createHash('sha256').update(parts).digest('hex').slice(0, 32)}`;
}

/** Identity of a payload that could not be understood: its content, which a replay repeats. */
export function malformedEventId(payload: unknown): string {
  return `raw:${createHash('sha256').update(foreignJson(payload)).digest('hex').slice(0, 32)}`;
}
