// What an agent may use in the conversation of a turn (BEY-5).

import { type GroupTools, isAllowed, toolsIn } from '../access/group-tools.ts';
import { namesOfAction } from '../actions/registry.ts';
import type { KnownChats } from '../inbound/snapshot.ts';
import { behindService } from '../message/chat-meaning.ts';
import type { TurnContext } from '../store/commands/turns.ts';

interface ToolRightsOptions {
  /** As they are right now. */
  tools(): GroupTools;
  chats(): KnownChats;
}

/** Whether a tool may be used, by its name. Of a direct chat nothing is said. */
type ToolRights = (turn: TurnContext) => (name: string) => boolean;

export function createToolRights({ tools, chats }: ToolRightsOptions): ToolRights {
  return ({ isGroup, chatGuid, chatId, ...who }) => {
    if (!isGroup) return () => true;
    const chat = { isGroup, chatGuid, chatId, chatIdentifier: behindService(chatGuid) || null };
    const said = toolsIn(tools(), chat, who, chats());
    return (name) => isAllowed(said, namesOfAction(name));
  };
}
