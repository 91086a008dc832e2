import type { ChatGuid, ChatId } from './ids.ts';

interface NamedChat {
  readonly chatGuid: ChatGuid | null;
  readonly chatIdentifier: string | null;
}

/**
 * Which conversation a chat is, whatever its number in a database and whatever service it is over: what its GUID says
 * behind the second `;`, else its identifier (ruling-22), else all of the GUID. Null where nothing says anything.
 */
export function chatMeaning({ chatGuid, chatIdentifier }: NamedChat): string | null {
  return (chatGuid !== null && behindService(chatGuid)) || chatIdentifier || chatGuid;
}

/** The same of a chat that is known by its GUID alone. */
export const conversationOf = (chatGuid: ChatGuid): string => behindService(chatGuid) || chatGuid;

const SERVICES = ['any', 'iMessage', 'RCS', 'SMS'];

/** The chats that are one conversation: itself, and the same over every other service. */
export function sameOverServices(chatGuid: ChatGuid): readonly ChatGuid[] {
  if (behindService(chatGuid) === '') return [chatGuid];
  const rest = chatGuid.slice(chatGuid.indexOf(';'));
  return [...new Set([chatGuid, ...SERVICES.map((service) => `${service}${rest}` as ChatGuid)])];
}

/** What stands in front of a GUID: `any` where macOS does not say over what a chat goes. */
export const serviceOf = (chatGuid: ChatGuid): string => chatGuid.split(';', 1)[0]!;

/** '' where the GUID has no such part. */
export function behindService(chatGuid: string): string {
  const second = chatGuid.indexOf(';', chatGuid.indexOf(';') + 1);
  return second === -1 ? '' : chatGuid.slice(second + 1);
}

/** Whether it is known where it was said. */
export function isInChat({
  chatGuid,
  chatId,
}: {
  readonly chatGuid: ChatGuid | null;
  readonly chatId: ChatId | null;
}): boolean {
  return chatGuid !== null && chatId !== null;
}
