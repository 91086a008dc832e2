// What people see of somebody who reads and types. Of a whole chat: imsg marks no single message as read (wire-5.3).

import type { ChatGuid } from '../message/ids.ts';
import type { CallOptions } from './pending-calls.ts';
import type { RpcCaller } from './rpc-client.ts';

export async function markRead(client: RpcCaller, chatGuid: ChatGuid, options?: CallOptions): Promise<void> {
  await client.call('read', { chat_guid: chatGuid }, options);
}

export async function showTyping(
  client: RpcCaller,
  chatGuid: ChatGuid,
  isTyping: boolean,
  options?: CallOptions,
): Promise<void> {
  await client.call('typing', { chat_guid: chatGuid, typing: isTyping }, options);
}
