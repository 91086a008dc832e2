// What the gateway answers to commands in a chat.

import { CHAT_COMMANDS } from '../message/chat-command.ts';

export function helpText(): string {
  return Object.entries(CHAT_COMMANDS)
    .map(([name, about]) => `/${name}: ${about}`)
    .join('\n');
}
