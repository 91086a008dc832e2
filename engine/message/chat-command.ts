// What is said to the gateway rather than to the agent.

/** What each command does, as `/help` tells it. */
export const CHAT_COMMANDS = {
  help: 'lists these commands',
  status: 'says how this conversation stands',
  new: 'begins a new session: the agent forgets what was said before',
  reset: 'the same',
  stop: 'ends what the agent is at here',
  config: 'for the owner: show, set PATH=VALUE or unset PATH of the configuration',
} as const;

export type ChatCommand = keyof typeof CHAT_COMMANDS;

/** Those whose answer is known as they are journalled. */
export type AnsweredAtOnce = Exclude<ChatCommand, 'config'>;

/** A command, and what stands behind its name. */
interface ToldCommand {
  readonly name: ChatCommand;
  readonly rest: string;
}

/** Those behind which something may stand. */
const TAKING_MORE: ReadonlySet<ChatCommand> = new Set<ChatCommand>(['config']);
const COMMAND = /^\/([a-z]+)(?:\s*:\s*|\s+|$)([\s\S]*)$/i;

/** The command that a text is, in any case, with or without a colon (ACC-60). Null = none. */
export function commandTold(text: string): ToldCommand | null {
  if (!text.startsWith('/')) return null;
  const [, word = '', rest = ''] = COMMAND.exec(text.trim()) ?? [];
  const name = word.toLowerCase();
  if (!Object.hasOwn(CHAT_COMMANDS, name)) return null;
  const told = { name: name as ChatCommand, rest: rest.trim() };
  return told.rest === '' || TAKING_MORE.has(told.name) ? told : null;
}

/** Its name alone. */
export function chatCommandIn(text: string): ChatCommand | null {
  return commandTold(text)?.name ?? null;
}
