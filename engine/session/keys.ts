import type { DmScope } from '../config/config.ts';

export interface SessionScope {
  readonly agentId: string;
  readonly accountId: string;
  readonly dmScope: DmScope;
}

/**
 * The session a conversation belongs to (SES-1 to SES-3). `group` is what names it among groups, null for a direct chat;
 * `peer` is the normalised handle: two that the gate tells apart have two sessions (ruling-31).
 */
export function sessionKey(group: string | null, peer: string, scope: SessionScope): string {
  const agent = `agent:${scope.agentId}`;
  if (group !== null) return `${agent}:imessage:group:${group}`;
  switch (scope.dmScope) {
    case 'main':
      return `${agent}:main`;
    case 'per-peer':
      return `${agent}:direct:${peer}`;
    case 'per-channel-peer':
      return `${agent}:imessage:direct:${peer}`;
    case 'per-account-channel-peer':
      return `${agent}:imessage:${scope.accountId}:direct:${peer}`;
  }
}

/** The session of the same conversation with another agent. */
export function handedOn(key: string, fromAgentId: string, toAgentId: string): string {
  return `agent:${toAgentId}${key.slice(`agent:${fromAgentId}`.length)}`;
}
