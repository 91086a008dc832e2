import { chatsCommand } from './chats-command.ts';
import type { Command } from './command.ts';
import { groupCommand } from './group-command.ts';
import { historyCommand } from './history-command.ts';
import { rpcCommand } from './rpc-command.ts';
import { statusCommand } from './status-command.ts';

/** Every command there is, in the order help lists them. */
export const COMMANDS: readonly Command[] = [
  chatsCommand,
  groupCommand,
  historyCommand,
  statusCommand,
  rpcCommand,
];
