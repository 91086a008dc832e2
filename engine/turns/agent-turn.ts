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

/** What stands for the words of somebody who only sent files. */
const MEDIA_BODY = /^<media:\w+>$/;

/** What the person wrote, or said, and a mark for what could not be handed on or made out (ATT-4). */
function handedText({ text, context, preparation: { attachments = [] } }: PreparedTurn): string {
  const spoken = attachments.flatMap(({ transcript }) => transcript ?? []);
  const words = spoken.length > 0 && MEDIA_BODY.test(text) ? [] : [text];
  const unheard = attachments.filter(({ transcript }) => transcript === null).length;
  const missing = context.attachments.length - attachments.length;
  return [
    ...words,
    ...spoken,
    ...(unheard === 0 ? [] : [`[imessage ${countOf('voice memo', unheard)} not transcribed]`]),
    ...(missing === 0 ? [] : [`[imessage ${countOf('attachment', missing)} unavailable]`]),
  ].join('\n');
}

function countOf(what: string, count: number): string {
  return count === 1 ? what : `${count} ${what}s`;
}
