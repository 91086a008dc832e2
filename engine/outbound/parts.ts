import type { Ids } from '../ports/ids.ts';
import type { PartInput, PartRow } from '../store/commands/parts.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import type { TurnContext } from '../turns/form.ts';

/** Where a part goes: the chat its turn came from, never a handle (ruling-13). */
interface PartTarget {
  readonly chatGuid: string;
  readonly chatId: number;
}

/** The parts of an answer, in order. Blank replies are left out; none left = the agent said nothing. */
export function partsOf(turn: TurnRow, replies: readonly string[], ids: Ids): PartInput[] {
  const { chatGuid, chatId } = JSON.parse(turn.context) as TurnContext;
  const target: PartTarget = { chatGuid, chatId };
  return replies
    .map((reply) => reply.trim())
    .filter((reply) => reply !== '')
    .map((content, ordinal) => ({
      partId: `${turn.turnId}#${ordinal}`,
      ordinal,
      kind: 'text' as const,
      content,
      target: JSON.stringify(target),
      attemptId: ids.uuid('attempt'),
      state: 'queued' as const,
      maxRowid: null,
      sendingAtMs: null,
    }));
}

export function targetOf(part: Pick<PartRow, 'target'>): PartTarget {
  return JSON.parse(part.target) as PartTarget;
}
