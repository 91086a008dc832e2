// Ids for tests, which may be any text or number.

import type { Handle } from '../../../engine/message/identity/handles.ts';
import type {
  ChatGuid,
  ChatId,
  Lane,
  MessageGuid,
  PartId,
  Rowid,
  TurnId,
} from '../../../engine/message/ids.ts';

/** The one place where a test says what a literal names. */
export const id = {
  rowid: (value: number) => value as Rowid,
  guid: (value: string) => value as MessageGuid,
  chat: (value: string) => value as ChatGuid,
  chatId: (value: number) => value as ChatId,
  lane: (value: string) => value as Lane,
  turn: (value: string) => value as TurnId,
  part: (value: string) => value as PartId,
  handle: (value: string) => value as Handle,
};
