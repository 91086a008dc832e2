import type { CarryOut } from '../commands/chat-commands.ts';
import type { MemoryPartList } from './part-list.ts';

export function createMemoryChatCommands(parts: Pick<MemoryPartList, 'addNotice'>): CarryOut {
  return (accountId, { reply }, atMs) => parts.addNotice(reply, accountId, atMs);
}
