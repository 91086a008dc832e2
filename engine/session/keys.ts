import type { DmScope } from '../config/config.ts';
import type { Message } from '../message/message.ts';

export interface SessionScope {
  readonly agentId: string;
  readonly accountId: string;
  readonly dmScope: DmScope;
}

/** The session a conversation belongs to (SES-1 to SES-3). `peer` is the normalised handle. */
export function sessionKey(message: Message, isGroup: boolean, peer: string, scope: SessionScope): string {
  const agent = `agent:${scope.agentId}`;
  if (isGroup) return `${agent}:imessage:group:${message.chatId}`;
  const id = peer.toLowerCase();
  switch (scope.dmScope) {
    case 'main':
      return `${agent}:main`;
    case 'per-peer':
      return `${agent}:direct:${id}`;
    case 'per-channel-peer':
      return `${agent}:imessage:direct:${id}`;
    case 'per-account-channel-peer':
      return `${agent}:imessage:${scope.accountId}:direct:${id}`;
  }
}
