import { InvalidArgumentError } from 'commander';

/** Throws what the command line tells as wrong usage. */
export function parseChatId(text: string): number {
  const [, number] = /^(?:chat_id:)?([1-9]\d*)$/.exec(text) ?? [];
  const chatId = Number(number);
  if (Number.isSafeInteger(chatId)) return chatId;
  throw new InvalidArgumentError('It is the number of a chat, as in 7 or chat_id:7.');
}
