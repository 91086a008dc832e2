import { mayCommand } from '../../access/commands.ts';
import { isGroupThread } from '../../access/policy.ts';
import { chatCommandIn } from '../../message/chat-command.ts';
import type { Stage } from './stage.ts';

/** What is said to the gateway: no agent sees it. In a direct chat whose rows wait for their previews it waits as well. */
export const commandStage: Stage = ({ message, chats }, { access, commands, waitsForPreviews }) => {
  const name = commands && chatCommandIn(message.text);
  if (!name) return null;
  const isGroup = isGroupThread(access, message, chats);
  // In a direct chat it is text as any other (ACC-62).
  if (!mayCommand(commands, access, message, isGroup, chats))
    return isGroup ? { code: 'command_unauthorized' } : null;
  if (waitsForPreviews && !isGroup) return null;
  return { code: 'chat_command', detail: name, consequences: [{ kind: 'command', name }] };
};
