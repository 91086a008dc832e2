import { askConfirmChat } from '../gateway/control-client.ts';
import { stateDirOf } from './state-dir.ts';
import type { Terminal } from './terminal.ts';

export interface ConfirmChatOptions {
  readonly account?: string;
  readonly config?: string;
}

/**
 * `imgate channels confirm-chat`: asks the gateway that runs with the state folder of this configuration. Throws as
 * `askConfirmChat` and `loadConfig` do.
 */
export async function confirmChat(
  chatId: number,
  { account, config }: ConfirmChatOptions,
  terminal: Terminal,
): Promise<void> {
  const chat = { chatId, ...(account !== undefined && { accountId: account }) };
  const { accountId } = await askConfirmChat(terminal.gatewayAt(stateDirOf(config, terminal)), chat);
  terminal.out(`chat_id:${chatId} of account "${accountId}" stands for the chat that has this number now.\n`);
}
