import { InvalidArgumentError } from 'commander';

/** Throws what the command line tells as wrong usage. */
export function parseChatId(text: string): number {
  const chatId = Number(text);
  if (/^[1-9]\d*$/.test(text) && Number.isSafeInteger(chatId)) return chatId;
  throw new InvalidArgumentError('It is the number of a chat, as in chat_id:7.');
}
