import { type OptionSpec, option } from './signature.ts';

/** How a command that acts on a chat is told which: an address, or one of three names of a chat. */
export function chatTargetOptions(
  takesHandle: boolean,
  identifier = 'iMessage;-;+15550001111',
): OptionSpec[] {
  return [
    option('to', 'phone number or email', takesHandle ? { spellings: ['--to', '--handle'] } : {}),
    option('chat-id', 'chat rowid'),
    option('chat-identifier', `chat identifier (e.g. ${identifier})`),
    option('chat-guid', 'chat guid'),
  ];
}
