import type Database from 'better-sqlite3';
import type { CarryOut } from '../commands/chat-commands.ts';
import { preparePartInsert } from './parts.ts';

export function prepareChatCommands(db: Database.Database): CarryOut {
  const addPart = preparePartInsert(db);
  return (accountId, { reply }, atMs) => addPart(reply, { turnId: null, accountId, lane: reply.lane }, atMs);
}
