// What people see of somebody who reads and types. Of a whole chat: imsg marks no single message as read (wire-5.3).

import type { ChatGuid } from '../message/ids.ts';
import type { RpcCaller } from './rpc-client.ts';

export async function markRead(client: RpcCaller, chatGuid: ChatGuid): Promise<void> {
  await client.call('read', { chat_guid: chatGuid });
}

export async function showTyping(client: RpcCaller, chatGuid: ChatGuid, isTyping: boolean): Promise<void> {
  await client.call('typing', { chat_guid: chatGuid, typing: isTyping });
}
