// Whether somebody may tell the gateway what to do, by the configuration or since they own it.

import { admitsSender } from '../access/allowlist.ts';
import { mayCommand } from '../access/commands.ts';
import type { DmRule } from '../access/dm-policy.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import type { Message } from '../message/message.ts';
import type { KnownChats, KnownPairing, Policy } from './snapshot.ts';

/** `first owner` = the configuration names no owner, and they were approved first (PAIR-14). Null = they may not. */
export function commandRight(
  { access, commands }: Pick<Policy, 'access' | 'commands'>,
  message: Message,
  isGroup: boolean,
  { chats, pairing }: { readonly chats: KnownChats; readonly pairing: KnownPairing | undefined },
): 'owner' | 'first owner' | 'listed' | null {
  if (!commands) return null;
  if (message.isFromMe) return 'owner';
  if (commands.owners.isEmpty && isFirstOwner(message.sender, access.dm, pairing)) return 'first owner';
  return mayCommand(commands, access, message, isGroup, chats) ? 'listed' : null;
}

/** Whether somebody owns the gateway: by the configuration, or, where that names nobody, since they were approved first. */
export function isOwner(
  { access, commands }: Pick<Policy, 'access' | 'commands'>,
  sender: string,
  pairing: KnownPairing | undefined,
): boolean {
  if (!commands) return false;
  if (!commands.owners.isEmpty) return admitsSender(commands.owners, sender);
  return isFirstOwner(sender, access.dm, pairing);
}

/** By any address of theirs. */
function isFirstOwner(
  sender: string,
  { people }: Pick<DmRule, 'people'>,
  pairing: KnownPairing | undefined,
): boolean {
  const handle = pairing?.owner === undefined ? null : normalizeHandle(sender);
  return handle !== null && (handle === pairing!.owner || people.handlesOf(handle).includes(pairing!.owner!));
}
