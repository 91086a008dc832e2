import type { CarryOut } from '../commands/chat-commands.ts';
import type { MemoryParts } from './parts.ts';

export function createMemoryChatCommands(parts: Pick<MemoryParts, 'addNotice'>): CarryOut {
  return (accountId, { reply }, atMs) => parts.addNotice(reply, accountId, atMs);
}
