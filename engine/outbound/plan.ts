import type { PartId } from '../message/ids.ts';
import type { Ids } from '../ports/ids.ts';
import type { PartInput, PartTarget } from '../store/commands/parts.ts';
import type { TurnRow } from '../store/commands/turns.ts';

/** The parts of an answer, in order. Blank replies are left out; none left = the agent said nothing. */
export function partsOf(turn: TurnRow, replies: readonly string[], ids: Ids): PartInput[] {
  const { chatGuid, chatId } = turn.context;
  const target: PartTarget = { chatGuid, chatId };
  return replies
    .map((reply) => reply.trim())
    .filter((reply) => reply !== '')
    .map((content, ordinal) => ({
      partId: `${turn.turnId}#${ordinal}` as PartId,
      ordinal,
      kind: 'text' as const,
      content,
      target,
      attemptId: ids.uuid('attempt'),
      state: 'queued' as const,
      maxRowid: null,
      sendingAtMs: null,
    }));
}
