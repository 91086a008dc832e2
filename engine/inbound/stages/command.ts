import { mayCommand } from '../../access/commands.ts';
import { isGroupThread } from '../../access/policy.ts';
import { chatCommandIn } from '../../message/chat-command.ts';
import { normalizeHandle } from '../../message/identity/handles.ts';
import type { KnownPairing } from '../snapshot.ts';
import type { Stage } from './stage.ts';

/** What is said to the gateway: no agent sees it. In a direct chat whose rows wait for their previews it waits as well. */
export const commandStage: Stage = ({ message, chats }, { access, commands, waitsForPreviews, pairing }) => {
  const name = commands && chatCommandIn(message.text);
  if (!name) return null;
  const isGroup = isGroupThread(access, message, chats);
  // Only where the configuration names nobody (PAIR-14).
  const isOwner = commands.owners.isEmpty && isFirstOwner(message.sender, pairing);
  // In a direct chat it is text as any other (ACC-62).
  if (!isOwner && !mayCommand(commands, access, message, isGroup, chats))
    return isGroup ? { code: 'command_unauthorized' } : null;
  const facts = isOwner ? ({ isFirstOwner: true } as const) : {};
  if (waitsForPreviews && !isGroup) return { code: 'command_waits', facts };
  return { code: 'chat_command', detail: name, consequences: [{ kind: 'command', name }], facts };
};

function isFirstOwner(sender: string, pairing: KnownPairing | undefined): boolean {
  return pairing?.owner !== undefined && normalizeHandle(sender) === pairing.owner;
}
