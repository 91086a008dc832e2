// What an agent may use in the conversation of a turn (BEY-5).

import { compileGroupTools, isAllowed, toolsIn } from '../access/group-tools.ts';
import { namesOfAction } from '../actions/registry.ts';
import type { AccountConfig, Config } from '../config/config.ts';
import type { KnownChats } from '../inbound/snapshot.ts';
import { behindService } from '../message/chat-meaning.ts';
import type { TurnContext } from '../store/commands/turns.ts';
import { peopleOf } from './policy.ts';

interface ToolRightsOptions {
  readonly account: AccountConfig;
  readonly config: Config;
  chats(): KnownChats;
}

/** Whether a tool may be used, by its name. Of a direct chat nothing is said. */
type ToolRights = (turn: TurnContext) => (name: string) => boolean;

export function createToolRights({ account, config, chats }: ToolRightsOptions): ToolRights {
  const tools = compileGroupTools(account, peopleOf(account, config));
  return ({ isGroup, chatGuid, chatId, ...who }) => {
    if (!isGroup) return () => true;
    const chat = { isGroup, chatGuid, chatId, chatIdentifier: behindService(chatGuid) || null };
    const said = toolsIn(tools, chat, who, chats());
    return (name) => isAllowed(said, namesOfAction(name));
  };
}
