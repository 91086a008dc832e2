import { isGroupThread } from '../../access/policy.ts';
import { chatCommandIn } from '../../message/chat-command.ts';
import { commandRight, isOwner } from '../command-right.ts';
import type { Stage } from './stage.ts';

/**
 * What is said to the gateway: no agent sees it. In a direct chat whose rows wait for their previews it waits as well, unless
 * it is about the configuration: that is done at once, and not before it is journalled.
 */
export const commandStage: Stage = ({ message, chats }, { access, commands, waitsForPreviews, pairing }) => {
  const name = commands && chatCommandIn(message.text);
  if (!name) return null;
  const isGroup = isGroupThread(access, message, chats);
  const right = commandRight({ access, commands }, message, isGroup, { chats, pairing });
  if (right === null && isGroup) return { code: 'command_unauthorized' };
  const facts = right === 'first owner' ? ({ isFirstOwner: true } as const) : {};
  if (name === 'config') {
    // Whoever else says it gets no answer (CWR-2).
    const isOwners = right === 'owner' || isOwner({ access, commands }, message.sender, pairing);
    return isOwners ? { code: 'config_waits', facts } : { code: 'command_not_owner' };
  }
  // In a direct chat it is text as any other (ACC-62).
  if (right === null) return null;
  if (waitsForPreviews && !isGroup) return { code: 'command_waits', facts };
  return { code: 'chat_command', detail: name, consequences: [{ kind: 'command', name }], facts };
};
