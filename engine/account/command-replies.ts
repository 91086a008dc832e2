// What the gateway answers to commands in a chat.

import { type AnsweredAtOnce, CHAT_COMMANDS } from '../message/chat-command.ts';

/** How a conversation stands when its status is asked for. */
interface Standing {
  readonly agentId: string;
  readonly sessionId: string;
  /** Whether the agent is at a turn of it. */
  readonly isBusy: boolean;
  /** Turns of it that wait. */
  readonly waiting: number;
}

export function replyTo(command: AnsweredAtOnce, standing: Standing): string {
  switch (command) {
    case 'help':
      return Object.entries(CHAT_COMMANDS)
        .map(([name, about]) => `/${name}: ${about}`)
        .join('\n');
    case 'status':
      return statusText(standing);
    case 'stop':
      return 'Stopped.';
    case 'new':
    case 'reset':
      return 'A new session has begun.';
  }
}

function statusText({ agentId, sessionId, isBusy, waiting }: Standing): string {
  const work = isBusy ? 'at work on a message' : 'free';
  const behind = waiting === 0 ? '' : `, ${waiting} more waiting`;
  return `The gateway runs.\nAgent: ${agentId}, ${work}${behind}\nSession: ${sessionId}`;
}
