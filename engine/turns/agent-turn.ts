import type { AgentTurn } from '../agents/agent.ts';
import type { PreparedTurn } from './prepare.ts';

/** A turn as the agent is given it; of the same turn always the same. */
export function agentTurn(turn: PreparedTurn): AgentTurn {
  const { turnId, context, preparation } = turn;
  const [first, ...others] = context.messageGuids;
  return {
    id: turnId,
    ...context,
    ...(first !== undefined && { MessageSidFull: first }),
    ...(others.length > 0 && { coalescedMessageGuids: context.messageGuids }),
    ...preparation,
    text: handedText(turn),
    attachments: preparation.attachments ?? [],
  };
}

/** What the person wrote, and a mark for what could not be handed on (ATT-4). */
function handedText({ text, context, preparation: { attachments = [] } }: PreparedTurn): string {
  const missing = context.attachments.length - attachments.length;
  if (missing === 0) return text;
  const what = missing === 1 ? 'attachment' : `${missing} attachments`;
  return `${text}\n[imessage ${what} unavailable]`;
}
