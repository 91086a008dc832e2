// What is said to the gateway rather than to the agent.

/** What each command does, as `/help` tells it. */
export const CHAT_COMMANDS = {
  help: 'lists these commands',
  status: 'says how this conversation stands',
  new: 'begins a new session: the agent forgets what was said before',
  reset: 'the same',
  stop: 'ends what the agent is at here',
} as const;

export type ChatCommand = keyof typeof CHAT_COMMANDS;

/** The command that a text is: its name and nothing else, in any case, with or without a colon (ACC-60). Null = none. */
export function chatCommandIn(text: string): ChatCommand | null {
  if (!text.startsWith('/')) return null;
  const name = text.slice(1).trim().toLowerCase().replace(/:$/, '');
  return Object.hasOwn(CHAT_COMMANDS, name) ? (name as ChatCommand) : null;
}
