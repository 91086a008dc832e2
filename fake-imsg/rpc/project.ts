import type { Message } from '../chat-db/read-messages.ts';

/** Leaves out the fields of a message that a build does not know. */
export function projectMessage(omitted: ReadonlySet<string>, message: Message): unknown {
  if (omitted.size === 0) return message;
  return Object.fromEntries(Object.entries(message).filter(([field]) => !omitted.has(field)));
}

/** The same for a result that holds messages; any other result stays as it is. */
export function projectResult(omitted: ReadonlySet<string>, result: unknown): unknown {
  if (omitted.size === 0 || !hasMessages(result)) return result;
  return { ...result, messages: result.messages.map((message) => projectMessage(omitted, message)) };
}

function hasMessages(result: unknown): result is { messages: readonly Message[] } {
  return typeof result === 'object' && result !== null && 'messages' in result;
}
