import type { ChatNumbers } from '../access/chat-numbers.ts';
import { decideAccess } from '../access/policy.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import type { Arrival, Message } from '../message/message.ts';
import type { ClockSighting } from './clock-witnesses.ts';
import { isLive } from './fence.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * What a row says of the gateway's clock (ruling-4): one of somebody who may write here, that came by itself and as it
 * was written. Null = nothing.
 */
export function sightingOf(
  message: Message,
  { arrivedAtMs, again }: Arrival,
  { fence, access }: Snapshot,
  chats: ChatNumbers,
): ClockSighting | null {
  const { sentAtMs, isFromMe, isWithOneself } = message;
  if (sentAtMs === null || isFromMe || isWithOneself || again !== undefined) return null;
  const sender = isLive(message, fence) ? normalizeHandle(message.sender) : null;
  return sender === null || !decideAccess(access, message, chats).admit
    ? null
    : { sender, arrivedAtMs, sentAtMs };
}
