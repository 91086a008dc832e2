import { behindService, sameOverServices } from '../message/chat-meaning.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import type { ChatGuid } from '../message/ids.ts';
import type { PartTarget } from '../store/commands/parts.ts';

/** Whether what goes there is in this chat: of somebody new whichever is the one with him, over whatever service. */
export function isChatOf(target: PartTarget, chatGuid: ChatGuid): boolean {
  if (target.to === undefined) return chatGuid === target.chatGuid;
  return chatGuid.includes(';-;') && normalizeHandle(behindService(chatGuid)) === target.to;
}

/** By which GUIDs the chat may be known. */
export function chatsOf({ chatGuid, to }: PartTarget): readonly ChatGuid[] {
  return to === undefined ? [chatGuid] : sameOverServices(chatGuid);
}
